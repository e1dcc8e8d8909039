using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Search;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class SimilarRequestsOnSqlite() : SimilarRequestTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SimilarRequestsOnPostgreSql() : SimilarRequestTests(StorageProvider.PostgreSql);

/// <summary>Open requests that may be about the same.</summary>
public abstract class SimilarRequestTests(StorageProvider provider) : DatabaseTests(provider)
{
    private static readonly string[] Fillers =
    [
        "My bill is wrong", "Please send the invoice again", "The parcel has not arrived", "How do I return the phone", "I want to move house next month", "Cancel my contract please",
        "我想退货", "账单金额不对", "请问什么时候发货", "帮我改一下地址",
    ];

    [TestMethod]
    [DataRow("Our street has been without internet since noon today", "No internet in the whole street since noon", "street")]
    [DataRow("我们这条街中午断网了", "从中午开始整条街都断网", "断网")]
    [DataRow("Router 每天晚上断线", "我的 router 晚上老是断线", "router")]
    public async Task The_same_matter_of_somebody_else_is_found_by_words_that_tell(string wanted, string there, string word)
    {
        await FillAsync();
        var same = await OpenAsync(there);

        var found = await FindAsync(new(wanted, wanted, "fault", null, null));

        Assert.HasCount(1, found);
        Assert.AreEqual((same.Number, null, false), (found[0].Request.Number, found[0].SameOrder, found[0].SameCustomer));
        Assert.Contains(word, found[0].SameWords.ToList());
    }

    [TestMethod]
    public async Task The_same_order_is_found_whatever_the_words_and_fewer_words_are_enough_of_the_same_customer()
    {
        await FillAsync();
        var (mei, tom) = (await CustomerAsync("mei"), await CustomerAsync("tom"));
        var ordered = await OpenAsync("Second parcel is missing", order: "HL-204817");
        var own = await OpenAsync("The router in the kitchen blinks orange every evening", mei);
        await OpenAsync("Orange juice was spilt over the router and now nothing works at all", tom);

        var byOrder = await FindAsync(new("Where is it", "Where is it", null, null, "hl-204817"));
        var byCustomer = await FindAsync(new("Router blinks again", "It blinks whenever I stream films in bed", null, mei, null));

        Assert.AreEqual((ordered.Number, "HL-204817"), (byOrder.Single().Request.Number, byOrder.Single().SameOrder));
        Assert.AreEqual((own.Number, true), (byCustomer.Single().Request.Number, byCustomer.Single().SameCustomer));
    }

    [TestMethod]
    public async Task What_is_over_merged_unseen_or_itself_is_not_offered()
    {
        await FillAsync();
        const string words = "No internet in the whole street since noon";
        var all = new List<ServiceRequest>();
        for (var i = 0; i < 4; i++)
        {
            all.Add(await OpenAsync(words));
        }

        await Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, all[0].Number, RequestStatus.Closed, Actor.Api("test"), null, null));
        await Rooms.WriteAsync(unit => Rooms.Get<LinkRequests>().MergeAsync(unit, all[1], all[2], Actor.Api("test")));

        var found = await FindAsync(SimilarTo.Of(all[3]));
        var unseen = await Rooms.ReadAsync(session => SimilarRequests.ListAsync(session, SimilarTo.Of(all[3]), Sight.Of(DeskRooms.Mei, "care")));

        CollectionAssert.AreEqual(new[] { all[2].Number }, found.Select(similar => similar.Request.Number).ToArray());
        Assert.IsEmpty(unseen);
    }

    private async Task FillAsync()
    {
        foreach (var text in Fillers.Concat(Fillers).Concat(Fillers))
        {
            await OpenAsync(text);
        }
    }

    private Task<IReadOnlyList<SimilarRequest>> FindAsync(SimilarTo wanted) => Rooms.ReadAsync(session => SimilarRequests.ListAsync(session, wanted, Sight.Everything));

    private async Task<Guid> CustomerAsync(string name) =>
        (await Rooms.WriteAsync(unit => Rooms.Get<RecogniseCustomer>().HandleAsync(unit, $"directline:dl_{name}", name, "en", Rooms.Clock.GetUtcNow()))).Id;

    private async Task<ServiceRequest> OpenAsync(string words, Guid? customer = null, string? order = null) => ((OpenRequestOutcome.Opened)await Rooms.WriteAsync(async unit =>
    {
        var opened = await Rooms.Get<OpenRequest>().HandleAsync(
            unit, new() { Subject = words, Details = words, Category = "fault", Language = "en", By = Actor.Customer, Customer = customer, OrderNumber = order });
        await SearchReader.AddRequestsAsync(unit, [((OpenRequestOutcome.Opened)opened).Request.Number.Value]);
        return opened;
    })).Request;
}
