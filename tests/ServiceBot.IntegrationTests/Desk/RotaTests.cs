using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Desk.OnCall;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class RotasOnSqlite() : RotaTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RotasOnPostgreSql() : RotaTests(StorageProvider.PostgreSql);

/// <summary>Who is on call. It is Monday, 2 March 2026, 09:00 UTC.</summary>
public abstract class RotaTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_rota_is_made_swapped_changed_and_deleted_by_who_may()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var (keep, now) = (rooms.Get<KeepRotas>(), rooms.Clock.GetUtcNow());
        Task<RotaOutcome> SaveAsync(Rota rota, StaffMember? by) => keep.SaveAsync(rota, by, Actor.System, Cancellation);

        Assert.IsInstanceOfType<RotaOutcome.NotAllowed>(await SaveAsync(Nights(), Mei), "an agent");
        Assert.IsInstanceOfType<RotaOutcome.NotAllowed>(await SaveAsync(Nights() with { Team = "faults" }, Ann), "a lead of another team");
        Assert.IsInstanceOfType<RotaOutcome.Wrong>(await SaveAsync(Nights() with { Layers = [Nights().Layers[0] with { Members = [Mei.Id, Li.Id] }] }, Ann), "Li does not see the team's requests");
        Assert.IsInstanceOfType<RotaOutcome.NotFound>(await SaveAsync(Nights() with { Version = 1 }, Ann));
        var made = ((RotaOutcome.Done)await SaveAsync(Nights(), Ann)).Rota;
        Assert.IsInstanceOfType<RotaOutcome.Conflict>(await SaveAsync(Nights(), Ann), "there is one of that name");
        Assert.AreEqual("Mei", await OnCallAsync());

        var swapped = ((RotaOutcome.Done)await keep.SwapAsync("nights", Tom.Id, now.AddHours(-1), now.AddHours(1), Ann, Actor.Staff(Ann.Id), Cancellation)).Rota;
        Assert.IsInstanceOfType<RotaOutcome.Wrong>(await keep.SwapAsync("nights", Tom.Id, now.AddHours(-2), now.AddHours(-1), Ann, Actor.Staff(Ann.Id), Cancellation), "it is over");
        Assert.IsInstanceOfType<RotaOutcome.NotAllowed>(await keep.SwapAsync("nights", Mei.Id, now, now.AddHours(1), Mei, Actor.Staff(Mei.Id), Cancellation));
        Assert.AreEqual("Tom", await OnCallAsync());
        Assert.IsInstanceOfType<RotaOutcome.Done>(await keep.TakeBackAsync("nights", swapped.Swaps.Single().Id, Ann, Actor.Staff(Ann.Id), Cancellation));
        Assert.IsInstanceOfType<RotaOutcome.NotFound>(await keep.TakeBackAsync("nights", swapped.Swaps[0].Id, Ann, Actor.Staff(Ann.Id), Cancellation));
        Assert.AreEqual("Mei", await OnCallAsync());

        rooms.Clock.Advance(TimeSpan.FromDays(7));
        Assert.AreEqual("Tom", await OnCallAsync());
        var changed = ((RotaOutcome.Done)await SaveAsync(made with { Layers = [made.Layers[0] with { Members = [Ann.Id] }] }, Ann)).Rota;
        Assert.AreEqual((2L, "Ann"), (changed.Version, await OnCallAsync()));
        Assert.IsInstanceOfType<RotaOutcome.Conflict>(await SaveAsync(made, Ann), "it is of another version");
        await rooms.WriteAsync(unit => StaffStore.SaveAsync(unit, Ann with { DisabledAt = now }));
        Assert.AreEqual("", await OnCallAsync(), "who has left is on call no more");

        Assert.IsInstanceOfType<RotaOutcome.Done>(await keep.DeleteAsync("nights", null, Actor.Api("desk"), Cancellation));
        Assert.IsInstanceOfType<RotaOutcome.NotFound>(await keep.DeleteAsync("nights", null, Actor.Api("desk"), Cancellation));
        Assert.AreEqual(5L, await rooms.CountSignalsAsync("RotaChanged"));

        async Task<string> OnCallAsync() => string.Join(' ', await rooms.ReadAsync(async session =>
            (await RotaStore.OnCallAsync(session, await RotaStore.OfTeamAsync(session, "billing", rooms.Clock.GetUtcNow()), rooms.Clock.GetUtcNow())).Select(member => member.Name)));
    }

    [TestMethod]
    public async Task Rotas_over_http()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        await rooms.StartAsync(Cancellation);
        using var http = new HttpClient { BaseAddress = rooms.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var rota = new { team = "billing", zone = "Europe/London", layers = new[] { new { from = "2026-03-02", handOver = "09:00", members = new[] { Mei.Id, Tom.Id } } }, version = 0 };

        var (made, _) = await SendAsync(HttpMethod.Put, "rotas/nights", rota);
        var (wrong, problem) = await SendAsync(HttpMethod.Put, "rotas/Nights", rota with { zone = "Europe/London", team = "x y", layers = [new { from = "2026-03-02", handOver = "9", members = new[] { Guid.NewGuid() } }] });
        var (stale, _) = await SendAsync(HttpMethod.Put, "rotas/nights", rota);
        var (swapped, after) = await SendAsync(HttpMethod.Post, "rotas/nights/swaps", new { staff = Ann.Id, from = "2026-03-28T10:00:00+00:00", to = "2026-03-29T10:00:00+01:00" });
        var (lacks, _) = await SendAsync(HttpMethod.Post, "rotas/nights/swaps", new { staff = Ann.Id });
        var (unknown, _) = await SendAsync(HttpMethod.Post, "rotas/days/swaps", new { staff = Ann.Id, from = "2026-03-28T10:00:00Z", to = "2026-03-29T10:00:00Z" });
        var read = await http.GetFromJsonAsync<JsonElement>("/api/v1/rotas/nights?from=2026-03-23T09:00:00Z&to=2026-04-06T09:00:00Z", Cancellation);
        var now = await http.GetFromJsonAsync<JsonElement>("/api/v1/on-call?team=billing", Cancellation);
        var then = await http.GetFromJsonAsync<JsonElement>("/api/v1/on-call?at=2026-03-28T12:00:00Z", Cancellation);
        using var endless = await http.GetAsync("/api/v1/rotas/nights?from=2026-03-23T09:00:00Z&to=2036-04-06T09:00:00Z", Cancellation);
        var swap = after.GetProperty("swaps")[0].GetProperty("id").GetInt64();
        using var back = await http.DeleteAsync($"/api/v1/rotas/nights/swaps/{swap}", Cancellation);
        using var again = await http.DeleteAsync($"/api/v1/rotas/nights/swaps/{swap}", Cancellation);
        using var gone = await http.DeleteAsync("/api/v1/rotas/nights", Cancellation);

        Assert.AreEqual((200, 400, 409, 200, 400, 404), (made, wrong, stale, swapped, lacks, unknown));
        Assert.AreEqual((400, 204, 404, 204), ((int)endless.StatusCode, (int)back.StatusCode, (int)again.StatusCode, (int)gone.StatusCode));
        Assert.AreEqual("layers[0].handOver layers[0].members name team", string.Join(' ', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)));
        Assert.AreEqual(
            "Tom 2026-03-23T09:00 layer 1, Ann 2026-03-28T10:00 swap, Tom 2026-03-29T09:00 layer 1, Mei 2026-03-30T08:00 layer 1, Tom 2026-04-06T08:00 layer 1",
            string.Join(", ", read.GetProperty("turns").EnumerateArray().Select(turn =>
                $"{turn.GetProperty("name")} {turn.GetProperty("from").GetDateTimeOffset().UtcDateTime:yyyy-MM-ddTHH:mm} {turn.GetProperty("because")}")));
        Assert.AreEqual(("Mei", "Ann"), (now[0].GetProperty("now").GetProperty("name").GetString(), then[0].GetProperty("now").GetProperty("name").GetString()));

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
            using var response = await http.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }

    private static Rota Nights() => new()
    {
        Name = "nights",
        Team = "billing",
        Zone = "Europe/London",
        Layers = [new() { From = new(2026, 3, 2), HandOver = "09:00", Members = [Mei.Id, Tom.Id] }],
    };
}
