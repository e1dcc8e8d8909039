using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.Desk.Together;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class TogetherOnSqlite() : TogetherTests(StorageProvider.Sqlite);

[TestClass]
public sealed class TogetherOnPostgreSql() : TogetherTests(StorageProvider.PostgreSql)
{
    [TestMethod]
    public async Task Who_looks_on_one_node_is_seen_on_the_other_and_gone_when_the_lease_is_over()
    {
        await using var a = await DeskRooms.CreateAsync(StorageProvider.PostgreSql, Cancellation);
        var b = a.AddNode(Configure);
        await Task.WhenAll(a.StartAsync(Cancellation), b.StartAsync(Cancellation));
        while (await a.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()")) < 2)
        {
            await Task.Delay(10, Cancellation);
        }

        var (here, there) = (a.Get<Attention>(), b.Get<Attention>());
        there.Look("tab2", Tom, "c:1", types: false);
        async Task<string> UntilAsync(Func<IReadOnlyList<Onlooker>, bool> isThere)
        {
            while (true)
            {
                var changed = there.NextChange();
                if (there.OthersAround("tab2", Tom.Id) is var others && isThere(others))
                {
                    return string.Join(' ', others.Select(other => $"{other.Who.Name}:{other.Types}"));
                }

                await changed.WaitAsync(Cancellation);
            }
        }

        here.Look("tab1", Mei, "c:1", types: true);
        Assert.AreEqual("Mei:True", await UntilAsync(others => others.Count == 1));
        here.LookAway("tab1", Mei);
        Assert.AreEqual("", await UntilAsync(others => others.Count == 0));
    }
}

public abstract class TogetherTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_draft_goes_on_from_what_its_writer_saw_and_nothing_that_was_written_elsewhere_is_overwritten()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var drafts = rooms.Get<Drafts>();
        Task<(Draft Now, bool IsKept)> KeepAsync(string words, long from, StaffMember? by = null) => drafts.KeepAsync((by ?? Mei).Id, "c:1", "note", words, from, Cancellation);
        var signals = await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM storage_signal"));

        var first = await KeepAsync("He", 0);
        var second = await KeepAsync("Hello", first.Now.Version);
        var again = await KeepAsync("Hello", first.Now.Version);
        var elsewhere = await KeepAsync("Good day", first.Now.Version);
        var toms = await KeepAsync("Tom's", 0, Tom);
        var gone = await KeepAsync("", second.Now.Version);
        var late = await KeepAsync("Hello there", second.Now.Version);
        var anew = await KeepAsync("Hello there", 0);

        Assert.AreEqual((true, true, true, false), (first.IsKept, second.IsKept, again.IsKept, elsewhere.IsKept));
        Assert.AreEqual(("Hello", "note"), (elsewhere.Now.Words, elsewhere.Now.Kind));
        Assert.AreNotEqual(first.Now.Version, second.Now.Version);
        Assert.IsTrue(toms.IsKept);
        Assert.AreEqual((true, 0L), (gone.IsKept, gone.Now.Version));
        Assert.AreEqual((false, ""), (late.IsKept, late.Now.Words));
        Assert.DoesNotContain(anew.Now.Version, new[] { 0, first.Now.Version, second.Now.Version });
        Assert.AreEqual("Hello there", (await rooms.ReadAsync(session => Drafts.FindAsync(session, Mei.Id, "c:1"))).Words);
        Assert.AreEqual(signals, await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM storage_signal")));
    }

    [TestMethod]
    public async Task A_second_reply_is_held_back_until_its_sender_has_seen_the_first()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        var last = (await rooms.TextsAsync(key)).Count;
        Task<AnswerOutcome> SayAsync(string text, long? lastSeq, string dedupeKey, StaffMember? by = null, long seen = 2) => rooms.Get<AnswerCustomer>().HandleAsync(
            key, by ?? Mei, _ => new() { Type = "message", Text = text }, file: null, seen, dedupeKey, Cancellation, lastSeq);

        var first = (AnswerOutcome.Said)await SayAsync("first", last, "k1");
        var held = await SayAsync("second", last, "k2");
        var repeated = await SayAsync("first", last, "k1");
        var strangers = await SayAsync("third", last, "k3", Tom);
        var stale = await SayAsync("fourth", last, "k4", seen: 1);
        await rooms.HearAsync("c", "and?");
        var anyway = await SayAsync("second", first.Seq, "k2");
        var blind = await SayAsync("fifth", null, "k5");

        Assert.AreEqual(Mei.Id, ((AnswerOutcome.Overtaken)held).By);
        Assert.AreEqual(new AnswerOutcome.Said(first.Seq, IsNew: false), repeated);
        Assert.IsInstanceOfType<AnswerOutcome.Refused>(strangers);
        Assert.IsInstanceOfType<AnswerOutcome.Refused>(stale);
        Assert.IsInstanceOfType<AnswerOutcome.Said>(anyway);
        Assert.IsInstanceOfType<AnswerOutcome.Said>(blind);
        Assert.AreEqual("first and? second fifth", string.Join(' ', (await rooms.TextsAsync(key)).Skip(last)));
    }

    [TestMethod]
    public async Task A_look_is_a_lease_and_so_is_a_word_that_is_being_written()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var attention = rooms.Get<Attention>();
        string Seen(string tab, StaffMember by) => string.Join(' ', attention.OthersAround(tab, by.Id).Select(other => $"{other.Who.Name}:{other.Types}"));

        attention.Look("a", Mei, "c:1", types: false);
        var changed = attention.NextChange();
        attention.Look("b", Tom, "c:1", types: true);
        attention.Look("b2", Tom, "c:1", types: false);
        attention.Look("c", Li, "c:2", types: false);

        Assert.IsTrue(changed.IsCompleted);
        Assert.AreEqual(("Tom:True", "Mei:False", "", ""), (Seen("a", Mei), Seen("b", Tom), Seen("c", Li), Seen("b", Mei)));
        changed = attention.NextChange();
        attention.Look("b", Tom, "c:1", types: true);
        attention.Look("a", Li, "c:1", types: false);      // somebody else's tab
        Assert.IsFalse(changed.IsCompleted);
        rooms.Clock.Advance(Attention.TypingLasts);
        Assert.AreEqual("Tom:False", Seen("a", Mei));
        attention.LookAway("b", Tom);
        attention.LookAway("b2", Tom);
        Assert.AreEqual("", Seen("a", Mei));
        attention.Look("b", Tom, "c:1", types: false);
        rooms.Clock.Advance(Attention.LookLasts);
        attention.Look("a", Mei, "c:1", types: false);
        Assert.AreEqual("", Seen("a", Mei));
    }
}
