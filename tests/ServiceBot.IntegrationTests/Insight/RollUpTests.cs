using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Insight;
using ServiceBot.Insight.Facts;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class RollUpsOnSqlite() : RollUpTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RollUpsOnPostgreSql() : RollUpTests(StorageProvider.PostgreSql);

/// <summary>The roll-up is always, to the digit, what the plain SQL over the rows says.</summary>
public abstract class RollUpTests(StorageProvider provider)
{
    private static readonly ReportFilter Ever = new() { From = new(2000, 1, 1), To = new(2199, 12, 31), Sight = Sight.Everything };
    private TestRooms? _rooms;
    private SignalFeed? _feed;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    [TestInitialize]
    public async Task CreateAsync()
    {
        _rooms = await TestRooms.CreateAsync(
            provider,
            new Dictionary<string, string?> { ["Desk:OpeningHours:TimeZone"] = "Asia/Shanghai" },
            TestContext.CancellationToken,
            services =>
            {
                DeskRooms.Configure(services);
                services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
            });
        await Rooms.WriteAsync(async unit =>
        {
            foreach (var member in new[] { Mei, Tom, Ann })
            {
                await ServiceBot.Desk.Staff.StaffStore.AddAsync(unit, member);
            }

            return true;
        });
    }

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Whatever_happens_in_whatever_order_the_roll_up_is_what_the_rows_add_up_to()
    {
        var random = new Random(20261121);
        var numbers = new List<RequestNumber>();
        for (var step = 0; step < 250; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 400)));
            await StepAsync(random, numbers);
            if (random.Next(4) == 0)
            {
                await ReadSignalsAsync(random.Next(1, 60));
            }

            if (random.Next(10) == 0)
            {
                await Rooms.Get<NoteRests>().NoteAsync(TestContext.CancellationToken);
                await Rooms.Get<DueFacts>().RefreshAsync(TestContext.CancellationToken);
            }

            if (step % 50 == 49)
            {
                await AssertSameAsync($"step {step}");
            }
        }

        await ReadSignalsAsync(int.MaxValue);
        while (await Rooms.Get<DueFacts>().RefreshAsync(TestContext.CancellationToken) > 0)
        {
        }

        await AssertSameAsync("the end");
        await AssertMadeAnewAsync();
        foreach (var measure in new[] { Measure.Opened, Measure.Answered, Measure.Resolved, Measure.AnswerMet, Measure.AnswerMissed, Measure.ResolutionMissed, Measure.Conversations, Measure.Taken, Measure.AgentLegs, Measure.Refuted })
        {
            Assert.IsNotEmpty(await RolledAsync(measure.Id), $"{measure.Id} was never counted, so this test says nothing of it");
        }
    }

    [TestMethod]
    public async Task A_quantile_is_the_value_at_its_place_in_the_order_of_all_values()
    {
        var random = new Random(7);
        var numbers = new List<RequestNumber>();
        for (var step = 0; step < 200; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            await StepAsync(random, numbers);
        }

        await ReadSignalsAsync(int.MaxValue);
        foreach (var filter in new[] { Ever, Ever with { Team = "faults" }, Ever with { Category = "billing" }, Ever with { Channel = "api" }, Ever with { Team = "nobody" } })
        {
            foreach (var (measure, table, day) in new[] { (Measure.AnswerTime, "answer_seconds", "answered_day"), (Measure.ResolutionTime, "resolution_seconds", "resolved_day") })
            {
                var values = (await Rooms.ReadAsync(session => session.QueryAsync<long>(
                    $"SELECT {table} FROM insight_request WHERE {day} IS NOT NULL AND {filter.Sql(day)}", filter.Parameters()))).Order().ToList();
                foreach (var share in new[] { 0.01, 0.5, 0.9, 1 })
                {
                    var figure = (await Rooms.ReadAsync(session => new QuantileReader(session, filter).ReadAsync(measure, share)))[0];

                    Assert.AreEqual(values.Count, figure.N);
                    Assert.AreEqual(values.Count == 0 ? null : values[(int)Math.Ceiling(share * values.Count) - 1], (long?)figure.Value, $"{measure.Id} {share} of {values.Count}");
                }
            }
        }
    }

    [TestMethod]
    public async Task What_stands_at_the_end_of_a_day_and_each_days_quantiles_are_what_plain_SQL_says()
    {
        var random = new Random(11);
        var numbers = new List<RequestNumber>();
        for (var step = 0; step < 250; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 400)));
            await StepAsync(random, numbers);
        }

        await ReadSignalsAsync(int.MaxValue);
        var today = DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime);
        foreach (var filter in new[] { Ever, Ever with { Team = "faults" }, Ever with { Category = "billing" }, Ever with { Channel = "api" } })
        {
            var month = filter with { From = today.AddDays(-25), To = today.AddDays(1) };
            foreach (var (measure, old) in new[] { (Measure.Backlog, 0), (Measure.OldBacklog, 7) })
            {
                var byDay = await Rooms.ReadAsync(session => ReportReader.ReadAsync(session, month, [measure], "day"));
                Assert.HasCount(month.Days, byDay);
                foreach (var (index, total) in byDay.Index())
                {
                    var day = month.From.AddDays(index);
                    var plain = await Rooms.ReadAsync(session => session.GetAsync<long>(
                        $"SELECT count(*) FROM insight_request WHERE opened_day <= {ReportFilter.DayOf(day.AddDays(-old))} AND ended_day > {ReportFilter.DayOf(day)} AND {filter.Sql("opened_day")}", filter.Parameters()));
                    var rows = await Rooms.ReadAsync(session => ReportReader.RowsAsync(session, month with { From = day, To = day }, measure, null, 0, 0, 1_000));

                    Assert.AreEqual(plain, total.N, $"{measure.Id} {day}");
                    Assert.HasCount((int)plain, rows, $"the rows behind {measure.Id} {day}");
                }

                Assert.AreEqual(byDay[^1].N, (await Rooms.ReadAsync(session => ReportReader.ReadAsync(session, month, [measure]))).Sum(total => total.N), "the tile is the last day");
            }

            foreach (var (measure, value, day) in new[] { (Measure.AnswerTime, "answer_seconds", "answered_day"), (Measure.ResolutionTime, "resolution_seconds", "resolved_day") })
            {
                var byDay = await Rooms.ReadAsync(session => new QuantileReader(session, month).ReadByDayAsync(measure, 0.5, 0.9));
                var plain = (await Rooms.ReadAsync(session => session.QueryAsync<DayValue>(
                    $"SELECT {day} AS day, {value} AS value FROM insight_request WHERE {day} IS NOT NULL AND {month.Sql(day)}", month.Parameters()))).GroupBy(row => $"{row.Day}").ToList();
                Assert.HasCount(plain.Count, byDay);
                foreach (var values in plain)
                {
                    var sorted = values.Select(row => row.Value).Order().ToList();
                    CollectionAssert.AreEqual(
                        new[] { new Figure(sorted[(int)Math.Ceiling(0.5 * sorted.Count) - 1], sorted.Count), new Figure(sorted[(int)Math.Ceiling(0.9 * sorted.Count) - 1], sorted.Count) },
                        byDay[values.Key].ToList(), $"{measure.Id} {values.Key}");
                }
            }
        }
    }

    [TestMethod]
    public async Task A_figure_of_any_period_is_what_its_rows_add_up_to()
    {
        var random = new Random(5);
        var numbers = new List<RequestNumber>();
        for (var step = 0; step < 250; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 1_200)));      // over some months
            await StepAsync(random, numbers);
        }

        await ReadSignalsAsync(int.MaxValue);
        var today = DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime);
        var month = new DateOnly(today.Year, today.Month, 1);
        var periods = new[] { (month.AddMonths(-2), month.AddDays(-1)), (month.AddMonths(-2).AddDays(3), today), (month.AddMonths(-1), today.AddDays(1)), (month.AddDays(-9), month.AddDays(-2)), (month, month) };
        foreach (var filter in periods.SelectMany(period => new[] { Ever, Ever with { Team = "faults" } }.Select(filter => filter with { From = period.Item1, To = period.Item2 })))
        {
            foreach (var measure in Measure.All.Where(measure => measure.Age is null))
            {
                foreach (var by in new[] { null, "team", "day" })
                {
                    var read = await Rooms.ReadAsync(session => ReportReader.ReadAsync(session, filter, [measure], by));
                    var plain = await Rooms.ReadAsync(session => ReportReader.FromRowsAsync(session, filter, measure, by));

                    CollectionAssert.AreEquivalent(plain.ToList(), read.ToList(), $"{measure.Id} from {filter.From:O} to {filter.To:O}, {filter.Team}, by {by}");
                }
            }
        }

        Assert.IsNotEmpty(await RolledAsync("agent.resolved/m"));
        Assert.IsNotEmpty(await RolledAsync("time.answer/a"));
    }

    private sealed record DayValue
    {
        public required int Day { get; init; }

        public required long Value { get; init; }
    }

    [TestMethod]
    public async Task Rows_page_through_exactly_what_a_figure_counts()
    {
        var random = new Random(3);
        var numbers = new List<RequestNumber>();
        for (var step = 0; step < 120; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            await StepAsync(random, numbers);
        }

        await ReadSignalsAsync(int.MaxValue);
        var filter = Ever with { Team = "faults" };
        foreach (var measure in Measure.All.Where(measure => measure.Age is null))
        {
            var counted = (await Rooms.ReadAsync(session => ReportReader.ReadAsync(session, filter, [measure]))).Sum(total => total.N);
            var rows = new List<FactRow>();
            var (day, id) = (0, 0L);
            do
            {
                var page = await Rooms.ReadAsync(session => ReportReader.RowsAsync(session, filter, measure, null, day, id, 7));
                rows.AddRange(page);
                (day, id) = page.Count < 7 ? (0, 0) : (page[^1].Day, page[^1].Id);
            }
            while (day > 0);

            Assert.AreEqual(counted, rows.Count, measure.Id);
            Assert.AreEqual(rows.Count, rows.DistinctBy(row => row.Id).Count(), measure.Id);
        }
    }

    private async Task StepAsync(Random random, List<RequestNumber> numbers)
    {
        var conversation = $"c{random.Next(6)}";
        switch (random.Next(10))
        {
            case < 3:
                var key = random.Next(2) == 0 ? await Rooms.HearAsync(conversation, "hello") : (long?)null;
                numbers.Add(((OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(unit, new()
                {
                    Subject = "S",
                    Details = "D",
                    Category = random.Next(2) == 0 ? "fault" : "billing",
                    Priority = (RequestPriority)random.Next(4),
                    Language = "en",
                    By = Actor.Customer,
                    Conversation = key,
                }))).Request.Number);
                break;
            case < 7 when numbers.Count > 0:
                var (number, by) = (numbers[random.Next(numbers.Count)], random.Next(4) == 0 ? Actor.Customer : Actor.Staff(random.Next(2) == 0 ? Mei.Id : Tom.Id));
                var to = (RequestStatus)random.Next(6);
                await Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, number, to, by, version: null, comment: random.Next(2) == 0 ? "word" : null));
                break;
            case 7:
                var visit = $"n{random.Next(1_000_000)}~{random.Next(5)}";
                await Rooms.HearAsync(visit, "hello");
                await Rooms.HearAsync(visit, "again");
                break;
            default:
                var talk = await Rooms.HearAsync(conversation, random.Next(2) == 0 ? "person" : "again");
                var who = random.Next(2) == 0 ? Mei : Tom;
                await Rooms.DoAsync(talk, who, random.Next(2) == 0 ? new OwnershipEvent.TakenOver(who.Id) : new OwnershipEvent.HandedBack(who.Id, Fresh: true, null));
                break;
        }
    }

    /// <summary>Feeds the reader as its service does: some signals of the log after those it has had.</summary>
    private Task<bool> ReadSignalsAsync(int most) => Rooms.WriteAsync(unit => (_feed ??= new(Rooms.Get<FactReader>())).FeedAsync(unit, most));

    private async Task AssertSameAsync(string when)
    {
        foreach (var (measure, level) in Measure.All.SelectMany(measure => measure.Levels.Select(level => (measure, level))))
        {
            var rows = await Rooms.ReadAsync(session => session.QueryAsync<string>(
                $"""
                SELECT CAST(day AS TEXT) || '|' || team || '|' || channel || '|' || category || '|' || slot || '|' || CAST(n AS TEXT) || '|' || CAST(total AS TEXT)
                FROM (
                    SELECT {level.DayOf(measure.Day)} AS day, {level.Team} AS team, {level.ByChannel} AS channel, {level.ByCategory} AS category,
                        {measure.Slot} AS slot, count(*) AS n, sum({measure.Value}) AS total
                    FROM {measure.Of.Table} WHERE {measure.Where}
                    GROUP BY 1, 2, 3, 4, 5
                ) AS parts
                """));

            CollectionAssert.AreEqual(rows.Order(StringComparer.Ordinal).ToList(), await RolledAsync(measure.At(level)), $"{when}: {measure.At(level)}");
        }
    }

    private async Task AssertMadeAnewAsync()
    {
        var before = new Dictionary<string, List<string>>();
        var ids = Measure.All.SelectMany(measure => measure.Levels.Select(level => measure.At(level))).ToList();
        foreach (var id in ids)
        {
            before[id] = await RolledAsync(id);
        }

        await Rooms.WriteAsync(async unit =>
        {
            await FactStore.RebuildAsync(unit);
            return true;
        });
        foreach (var id in ids)
        {
            CollectionAssert.AreEqual(before[id], await RolledAsync(id), id);
        }
    }

    private async Task<List<string>> RolledAsync(string id) => [.. (await Rooms.ReadAsync(session => session.QueryAsync<string>(
        """
        SELECT CAST(day AS TEXT) || '|' || team || '|' || channel || '|' || category || '|' || slot || '|' || CAST(n AS TEXT) || '|' || CAST(total AS TEXT)
        FROM insight_day WHERE measure = @id AND (n <> 0 OR total <> 0)
        """,
        new { id }))).Order(StringComparer.Ordinal)];
}
