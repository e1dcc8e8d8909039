using System.Net;
using ServiceBot.Channels.Turns;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Who may call a bot that has an app id.</summary>
[TestClass]
public sealed class InboundAuthTests
{
    private Authority _authority = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartAuthorityAsync() => _authority = await Authority.StartAsync();

    [TestCleanup]
    public async Task EndAuthorityAsync() => await _authority.DisposeAsync();

    [Check(15, "A channel's valid token lets it in.")]
    public async Task A_channels_valid_token_lets_it_in() => await AllGetWhatTheyShouldAsync(calls => [calls.Valid()]);

    [Check(16, "A token that is unsound in header, algorithm, key, signature, issuer, audience or lifetime gets 401.")]
    public async Task An_unsound_token_gets_401() => await AllGetWhatTheyShouldAsync(calls => calls.Unsound());

    [Check(16, "A refusal names the scheme and says nothing else.")]
    public async Task A_refusal_says_nothing()
    {
        await using var rooms = await RoomsAsync();

        using var response = await rooms.PostAsync("{}", "Bearer garbage", Cancellation);

        Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.AreEqual("Bearer", response.Headers.WwwAuthenticate.Single().ToString());
        Assert.AreEqual("", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Check(17, "Clocks may differ by 4 minutes, for nbf as for exp.")]
    public async Task Clocks_may_differ_by_4_minutes() => await AllGetWhatTheyShouldAsync(calls => calls.Accepted());

    [Check(18, "A key speaks only for the channels that it is endorsed for.")]
    public async Task A_key_speaks_only_for_its_channels() => await AllGetWhatTheyShouldAsync(calls => calls.NotEndorsed());

    [Check(19, "A token holds for the serviceUrl that it names, and for no other.")]
    public async Task A_token_holds_for_its_service_url() => await AllGetWhatTheyShouldAsync(calls => calls.Elsewhere());

    [Check(20, "No token of Entra lets anybody in, the bot's own included, while the Emulator is not allowed.")]
    public async Task No_token_of_Entra_lets_in() => await AllGetWhatTheyShouldAsync(calls => [.. calls.Foreign(), .. calls.Emulator(wanted: 401)]);

    [Check(20, "With the Emulator allowed, only a token of the bot's own app, for the bot, from its own tenant, lets in, on channel emulator.")]
    public async Task The_emulator_comes_in_by_its_own_tokens_alone() =>
        await AllGetWhatTheyShouldAsync(calls => [.. calls.Foreign(), .. calls.Unsound(), .. calls.Emulator(wanted: 202)], ("Bot:AllowEmulator", "true"));

    [Check(20, "A host that is not allowed gets 400, also from a proved channel.")]
    public async Task A_host_that_is_not_allowed_gets_400()
    {
        await AllGetWhatTheyShouldAsync(calls =>
        [
            To(calls, "https://elsewhere.example/", 400),
            To(calls, "https://botframework.com.example/", 400),
            To(calls, "https://me@smba.trafficmanager.net/", 400),
            To(calls, "http://smba.trafficmanager.net/teams/", 400),
            To(calls, "https://smba.trafficmanager.net/teams/", 202),
            To(calls, "https://webchat.botframework.com/", 202),
        ]);

        static SignedCall To(SignedCalls calls, string url, int wanted) =>
            new(url, wanted, $"Bearer {calls.ChannelToken(claims => claims["serviceurl"] = url)}", calls.Activity(serviceUrl: url));
    }

    [Check(5, "An incoming callerId is dropped; the one stored says who was proved to call.")]
    public async Task A_caller_id_is_what_was_proved()
    {
        await using var rooms = await RoomsAsync(("Bot:AllowEmulator", "true"));
        var calls = new SignedCalls(_authority, rooms.Clock.GetUtcNow());

        foreach (var (call, expected) in new[] { (calls.Valid(), "urn:botframework:azure"), (calls.Emulator(202).First(), $"urn:botframework:aadappid:{Authority.AppId}") })
        {
            call.Activity["callerId"] = "urn:botframework:azureusgov";
            Assert.AreEqual(202, await rooms.StatusAsync(call, Cancellation));
            var (conversation, stored) = await StoredAsync(rooms, call);
            Assert.Contains($"\"callerId\":\"{expected}\"", stored.Json);
            Assert.AreEqual(expected, conversation.WayBack.CallerId);
        }
    }

    [Check(5, "Without proof there is no callerId.")]
    public async Task Without_proof_there_is_no_caller_id()
    {
        await using var rooms = await TestRooms.CreateAsync(StorageProvider.Sqlite, new Dictionary<string, string?>(), Cancellation);
        await rooms.StartAsync(Cancellation);
        var call = new SignedCalls(_authority, rooms.Clock.GetUtcNow()).Valid() with { Authorization = null };
        call.Activity["callerId"] = "urn:botframework:azure";

        Assert.AreEqual(202, await rooms.StatusAsync(call, Cancellation));

        var (conversation, stored) = await StoredAsync(rooms, call);
        Assert.DoesNotContain("callerId", stored.Json);
        Assert.IsNull(conversation.WayBack.CallerId);
    }

    [Check(21, "A new key is accepted after one fetch.")]
    public async Task A_new_key_is_accepted_after_one_fetch()
    {
        await using var rooms = await RoomsAsync();
        Assert.AreEqual(202, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
        _authority.AddChannelKey("new-key", "test");

        rooms.Clock.Advance(TimeSpan.FromMinutes(6));
        var fetched = _authority.Fetches;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => Assert.AreEqual(202, await rooms.StatusAsync(WithKey(rooms, "new-key"), Cancellation))));

        Assert.AreEqual(fetched + 1, _authority.Fetches);
    }

    [Check(21, "A storm of unknown keys makes one fetch in five minutes.")]
    public async Task A_storm_of_unknown_keys_makes_one_fetch()
    {
        await using var rooms = await RoomsAsync();

        for (var minute = 0; minute < 10; minute++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async n => Assert.AreEqual(401, await rooms.StatusAsync(WithKey(rooms, $"storm-{n}"), Cancellation))));
            Assert.AreEqual(202, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
            Assert.AreEqual(1 + (minute / 5), _authority.Fetches, $"after minute {minute}");
            rooms.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Check(21, "Keys are fetched again after a day, and a key that is gone then lets nobody in.")]
    public async Task Keys_live_a_day()
    {
        await using var rooms = await RoomsAsync();
        Assert.AreEqual(202, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
        _authority.RetireChannelKey("test-key");
        _authority.AddChannelKey("new-key", "test");

        rooms.Clock.Advance(TimeSpan.FromHours(25));

        Assert.AreEqual(202, await rooms.StatusAsync(WithKey(rooms, "new-key"), Cancellation));
        Assert.AreEqual(401, await rooms.StatusAsync(WithKey(rooms, "test-key"), Cancellation));
    }

    [Check(21, "While the keys can't be fetched, those of before stay in use.")]
    public async Task Old_keys_stay_while_new_ones_cannot_be_fetched()
    {
        await using var rooms = await RoomsAsync();
        Assert.AreEqual(202, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
        _authority.IsDown = true;

        rooms.Clock.Advance(TimeSpan.FromHours(25));

        Assert.AreEqual(202, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
        Assert.AreEqual(401, await rooms.StatusAsync(WithKey(rooms, "unknown"), Cancellation));
    }

    [Check(21, "A bot that has no keys yet lets nobody in, and gets them as soon as they are there.")]
    public async Task Without_keys_nobody_comes_in()
    {
        await using var rooms = await RoomsAsync();
        _authority.IsDown = true;
        Assert.AreEqual(401, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));

        _authority.IsDown = false;
        rooms.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.AreEqual(202, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
    }

    [Check(21, "Keys are taken only from the host that describes them, and only by https.")]
    [DataRow("https://elsewhere.example/keys")]
    [DataRow("http://elsewhere.example/keys")]
    [DataRow("file:///etc/keys")]
    [DataRow("nowhere")]
    public async Task Keys_come_from_the_host_that_describes_them(string address)
    {
        await using var rooms = await RoomsAsync();
        _authority.KeysAddress = address;

        Assert.AreEqual(401, await rooms.StatusAsync(Calls(rooms).Valid(), Cancellation));
    }

    private async Task AllGetWhatTheyShouldAsync(Func<SignedCalls, IEnumerable<SignedCall>> choose, params (string Name, string Value)[] settings)
    {
        await using var rooms = await RoomsAsync(settings);
        var wrong = new List<string>();
        foreach (var call in choose(Calls(rooms)))
        {
            var status = await rooms.StatusAsync(call, Cancellation);
            if (status != call.Wanted)
            {
                wrong.Add($"{call.Name}: {status} in place of {call.Wanted}");
            }
        }

        Assert.AreEqual("", string.Join('\n', wrong));
    }

    private SignedCalls Calls(TestRooms rooms) => new(_authority, rooms.Clock.GetUtcNow());

    private SignedCall WithKey(TestRooms rooms, string key)
    {
        var calls = new SignedCalls(_authority, rooms.Clock.GetUtcNow());
        return calls.Valid() with { Authorization = $"Bearer {calls.ChannelToken(header: header => header["kid"] = key)}" };
    }

    private async Task<TestRooms> RoomsAsync(params (string Name, string Value)[] settings)
    {
        var all = _authority.Settings;
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var rooms = await TestRooms.CreateAsync(StorageProvider.Sqlite, all, Cancellation);
        await rooms.StartAsync(Cancellation);
        return rooms;
    }

    private static async Task<(Conversation Conversation, RecordedActivity Stored)> StoredAsync(TestRooms rooms, SignedCall call)
    {
        var (channel, id) = ((string)call.Activity["channelId"]!, (string)call.Activity["conversation"]!["id"]!);
        var conversation = (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, channel, id)))!;
        return (conversation, (await rooms.ReadAsync(session => ConversationStore.ReadAsync(session, conversation.Key, 0, 1)))[0]);
    }
}
