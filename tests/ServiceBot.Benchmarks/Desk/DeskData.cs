using System.Diagnostics;
using ServiceBot.Crm.Sealing;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Search;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.Insight.Facts;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;

namespace ServiceBot.Benchmarks.Desk;

/// <summary>
/// Fills a migrated database with a year of a large desk. The rows are those that the product would have stored; what it makes of them (the facts of the reports and their roll-up, the index
/// of the search) is made by its own code.
/// </summary>
internal sealed class DeskData(Bulk bulk, ReadRequestFigures figures, RequestOptions options, int rows, IReadOnlyList<StaffMember> agents)
{
    private const int Chunk = 20_000;

    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private DeskYear Year => field ??= new(rows, agents, options, _now);

    /// <summary>Fills it, and says what it does and how long that took.</summary>
    public async Task FillAsync()
    {
        await InChunksAsync(Year.Customers, Customers);
        await InChunksAsync(Year.Talks, Talks);
        Said($"{Year.Customers:N0} customers, {Year.Talks:N0} conversations of 4 messages");
        await InChunksAsync(rows, Requests);
        await bulk.AddAsync("desk_request_follower", [.. agents.SelectMany((agent, i) => Enumerable.Range(0, 30).Select(k => new { StaffId = agent.Id, Number = rows - (((i * 7) + (k * 311)) % (rows / 10)) })).Distinct()]);
        await bulk.Unit.ExecuteAsync("UPDATE desk_counter SET value = @rows WHERE name = 'request'", new { rows });
        Said($"{rows:N0} requests with their histories, surveys and facts");
        await FactStore.RebuildAsync(bulk.Unit);
        Said($"{await CountAsync("insight_day"):N0} lines of the reports' roll-up");
        for (long? done = 0; done is { } after;)
        {
            done = await new SealIdentifiers().StepAsync(bulk.Unit, after);
        }

        await IndexAsync();
        Said($"{await CountAsync("desk_search_posting"):N0} postings of the search");
        await bulk.SettleAsync();
        Said("settled");
    }

    private void Said(string what)
    {
        Console.WriteLine($"  {_watch.Elapsed.TotalSeconds,6:0} s  {what}");
    }

    private Task<long> CountAsync(string table) => bulk.Unit.GetAsync<long>($"SELECT count(*) FROM {table}");

    /// <summary>Adds rows of things that are numbered from 1; those of the next numbers are thought out while the last ones are written.</summary>
    private async Task InChunksAsync(int count, Func<IEnumerable<int>, (string Table, IReadOnlyCollection<object> Rows)[]> make)
    {
        var next = Task.FromResult(Array.Empty<(string, IReadOnlyCollection<object>)>());
        foreach (var numbers in Enumerable.Range(1, count).Chunk(Chunk).Append([]))
        {
            var made = await next;
            next = Task.Run(() => numbers.Length == 0 ? [] : make(numbers));
            foreach (var (table, some) in made)
            {
                await bulk.AddAsync(table, some);
            }
        }
    }

    private (string, IReadOnlyCollection<object>)[] Customers(IEnumerable<int> numbers)
    {
        var all = numbers.Select(n => (N: n, Id: DeskYear.CustomerOf(n), At: _now.AddDays(-400 + (n % 30)), Email: $"customer{n}@example.com")).ToList();
        return
        [
            ("crm_customer", [.. all.Select(one => new { one.Id, Name = DeskYear.NameOf(one.N), Language = "en", CreatedAt = one.At })]),
            ("crm_fact", [.. all.Select(one => new { CustomerId = one.Id, Field = "name", Value = DeskYear.NameOf(one.N), Source = "import", one.At })]),
            ("crm_identifier", [.. all.Select(one => new
            {
                CustomerId = one.Id, Kind = "email", Value = one.Email, Normalised = one.Email, VerifiedAt = one.At, FirstSeenAt = one.At, LastSeenAt = one.At,
            })]),
        ];
    }

    private (string, IReadOnlyCollection<object>)[] Talks(IEnumerable<int> keys)
    {
        var all = keys.Select(Year.Talk).ToList();
        var manned = all.Where(talk => talk.Agent is not null || Year.IsWaiting(talk.Key)).ToList();
        return
        [
            ("channel_conversation", [.. all.Select(talk => new
            {
                ChannelId = talk.Channel,
                ConversationId = $"c-{talk.Key}",
                Reference = """{"serviceUrl":"http://127.0.0.1/"}""",
                UserId = UserOf(talk),
                Owner = Year.IsWaiting(talk.Key) ? "queue" : Year.IsHeld(talk.Key) ? "agent" : "bot",
                Epoch = talk.Agent is null ? 0 : 2,
                LastSeq = 4,
                AcceptedSeq = 3,
                HandledSeq = 3,
                OpenedAt = talk.At,
                LastAt = talk.At.AddMinutes(3),
                EndedAt = talk.Key > Year.Talks - 5_000 ? (DateTimeOffset?)null : talk.At.AddMinutes(30),
            })]),
            ("channel_activity", [.. all.SelectMany(talk => Enumerable.Range(1, 4).Select(seq => new
            {
                Conversation = talk.Key,
                Seq = seq,
                ActivityId = $"a{seq}",
                Inbound = seq % 2 == 1,
                Shown = true,
                At = talk.At.AddMinutes(seq - 1),
                Json = $$"""{"type":"message","id":"a{{seq}}","from":{"id":"{{(seq % 2 == 1 ? UserOf(talk) : "bot")}}"},"text":"{{TextOf(talk, seq).Details}}"}""",
            }))]),
            ("desk_conversation", [.. manned.Select(talk => new
            {
                Conversation = talk.Key,
                Agent = Year.IsHeld(talk.Key) ? talk.Agent?.Id : null,
                LastAgent = talk.Agent?.Id,
                talk.Team,
                Customer = DeskYear.CustomerOf(CustomerOf(talk)),
                TextOf(talk, 1).Language,
                Since = talk.At.AddMinutes(1),
                WaitsSince = Year.IsWaiting(talk.Key) ? talk.At.AddMinutes(1) : (DateTimeOffset?)null,
            })]),
            ("desk_queue_entry", [.. manned.Select(talk => new
            {
                Conversation = talk.Key,
                Reason = "asked",
                TextOf(talk, 1).Language,
                AskedAt = talk.At.AddMinutes(1),
                LeftAt = talk.Agent is null ? (DateTimeOffset?)null : talk.At.AddMinutes(2),
                LeftBecause = talk.Agent is null ? null : "taken",
            })]),
            ("desk_said", [.. manned.Where(talk => talk.Agent is not null).Select(talk => new { Conversation = talk.Key, Seq = 4, Kind = "reply", Staff = talk.Agent!.Id, Epoch = 2, At = talk.At.AddMinutes(3) })]),
            ("insight_conversation", [.. all.Select(talk => FactOf(talk))]),
            ("insight_leg", [.. manned.Where(talk => talk.Agent is not null).Select(talk => LegOf(talk))]),
            ("insight_wait", [.. manned.Where(talk => talk.Agent is null).Select(talk => new { Conversation = talk.Key, AskedAt = talk.At.AddMinutes(1) })]),
        ];
    }

    private static string UserOf(YearTalk talk) => $"user-{talk.Key % 100_000}";

    private int CustomerOf(YearTalk talk) => 1 + (int)(talk.Key * 31 % Year.Customers);

    private static DeskText TextOf(YearTalk talk, int seq) => DeskTexts.All[(int)((talk.Key * 4) + seq) % DeskTexts.All.Count];

    private static object FactOf(YearTalk talk)
    {
        var (isManned, hasRequest, rating) = (talk.Agent is not null, talk.Key % 2 == 0, (int)(talk.Key % 3) - 1);
        return new
        {
            Id = talk.Key,
            Day = ReportFilter.DayOf(talk.At, TimeZoneInfo.Utc),
            OpenedAt = talk.At,
            Team = "",
            talk.Channel,
            Category = $"article{talk.Key % 40}",
            Agent = "",
            Contact = $"{talk.Channel}:{UserOf(talk)}",
            HandedOver = isManned,
            Requested = hasRequest,
            Rating = rating,
            HasRested = true,
            Outcome = ConversationFacts.OutcomeOf(isManned, hasRequest, rating, hasRested: true),
            RefutedBy = talk.Key % 17 == 0 ? talk.Key + 1 : (long?)null,
        };
    }

    private object LegOf(YearTalk talk)
    {
        var waited = (long)Math.Exp(3 + (talk.Key * 7919 % 1000 / 200.0));
        return new
        {
            Conversation = talk.Key,
            Epoch = 2,
            Day = ReportFilter.DayOf(talk.At, TimeZoneInfo.Utc),
            TakenAt = talk.At.AddMinutes(2),
            talk.Team,
            talk.Channel,
            Category = "",
            Agent = $"{talk.Agent!.Id}",
            WaitedSeconds = waited,
            WaitBucket = Measure.BucketOf(waited),
            HasWaited = true,
            HandledSeconds = Year.IsHeld(talk.Key) ? 0 : 600,
            IsOver = !Year.IsHeld(talk.Key),
        };
    }

    private (string, IReadOnlyCollection<object>)[] Requests(IEnumerable<int> numbers)
    {
        var all = numbers.Select(Year.Request).ToList();
        var facts = new RequestFacts(figures);
        return
        [
            ("desk_request", [.. all.Select(one => RowOf(one.Request))]),
            ("desk_request_change", [.. all.SelectMany(one => one.History).Select(change => new
            {
                change.RequestId, change.At, change.Who, change.What, change.FromValue, change.ToValue, change.Comment, change.IsPublic,
            })]),
            ("desk_request_conversation", [.. all.Where(one => one.Request.Conversation is not null).Select(one => new { Number = one.Request.Number.Value, one.Request.Conversation })]),
            ("desk_request_tag", [.. all.Where(one => TagOf(one.Request) is not null).Select(one => new { Tag = TagOf(one.Request), Number = one.Request.Number.Value })]),
            ("desk_request_link", [.. all.Where(one => one.Request.Number.Value % 200 == 13).Select(one => new
            {
                Kind = "merged", Number = one.Request.Number.Value, Other = one.Request.Number.Value - 1, At = one.Request.OpenedAt,
            })]),
            ("insight_request", [.. all.Select(one => facts.RowOf(figures.Of(one.Request, one.History, ChannelOf(one.Request))))]),
            .. Surveys([.. all.Select(one => one.Request).Where(one => one.Number.Value % 10 == 3 && one.ResolvedAt is not null)]),
        ];
    }

    private string ChannelOf(ServiceRequest request) => request.Conversation is { } key ? Year.Talk((int)key).Channel : RequestFigures.NoChannel;

    private static string? TagOf(ServiceRequest request) => (request.Number.Value % 160) switch
    {
        3 or 19 or 35 or 51 or 67 or 83 or 99 or 115 or 131 or 147 => "vip",
        9 or 41 or 73 or 105 or 137 => "outage",
        11 => $"visit-{request.Number.Value % 20}",
        _ => null,
    };

    private static object RowOf(ServiceRequest request) => new
    {
        request.Id,
        Number = request.Number.Value,
        request.Subject,
        request.Details,
        request.Category,
        Priority = EnumWord.Of(request.Priority),
        Status = EnumWord.Of(request.Status),
        request.Team,
        request.Agent,
        request.Customer,
        request.Conversation,
        request.OrderNumber,
        request.Language,
        request.OpenedAt,
        request.ChangedAt,
        request.ResolvedAt,
        request.ClosedAt,
        request.Version,
    };

    private (string, IReadOnlyCollection<object>)[] Surveys(IReadOnlyList<ServiceRequest> asked)
    {
        var all = asked.Select(request =>
        {
            var (n, at) = (request.Number.Value / 10, request.ResolvedAt!.Value);
            var isAnswered = n % 5 < 3;
            return new
            {
                Id = Guid.CreateVersion7(at),
                Request = request,
                About = $"request:{request.Number.Value}",
                At = at,
                AnsweredAt = isAnswered ? at.AddMinutes(1) : (DateTimeOffset?)null,
                Csat = isAnswered ? (int)Math.Min(5, 1 + (n % 7)) : (int?)null,
                Nps = isAnswered && n % 3 == 0 ? (int)(n % 11) : (int?)null,
                Ces = isAnswered && n % 3 == 1 ? (int)(1 + (n % 7)) : (int?)null,
                Reason = isAnswered ? (n % 4) switch { 0 => "speed", 1 => "solved", 2 => "friendly", _ => null } : null,
                Comment = isAnswered && n % 6 == 0 ? DeskTexts.All[(int)(n % DeskTexts.All.Count)].Details : null,
            };
        }).ToList();
        return
        [
            ("desk_survey", [.. all.Select(one => new
            {
                one.Id,
                one.About,
                Kind = "request",
                Request = one.Request.Number.Value,
                one.Request.Conversation,
                one.Request.Customer,
                one.Request.Agent,
                one.Request.Team,
                one.Request.Language,
                DueAt = one.At,
                AskedAt = one.At,
                AskedBy = "letter",
                one.AnsweredAt,
                one.Csat,
                one.Nps,
                one.Ces,
                one.Reason,
                one.Comment,
            })]),
            ("insight_survey", [.. all.Select(one => new
            {
                Survey = one.Id,
                one.About,
                one.Request.Team,
                Channel = ChannelOf(one.Request),
                one.Request.Category,
                Agent = $"{one.Request.Agent}",
                AskedDay = ReportFilter.DayOf(one.At, figures.Zone),
                AnsweredDay = one.AnsweredAt is { } answered ? ReportFilter.DayOf(answered, figures.Zone) : (int?)null,
                one.Csat,
                one.Nps,
                one.Ces,
                Reason = one.Reason ?? "",
                HasComment = one.Comment is not null,
            })]),
        ];
    }

    /// <summary>Has the index of the search made, as the reader of the signal log makes it.</summary>
    private async Task IndexAsync()
    {
        foreach (var some in Enumerable.Range(0, rows + 1).Chunk(DocSet.ChunkSize))
        {
            long[] numbers = [.. some.Select(number => (long)number)];
            await SearchReader.AddRequestsAsync(bulk.Unit, numbers);
            await SearchReader.AddConversationsAsync(bulk.Unit, [.. numbers.Where(key => key <= Year.Talks)]);
        }

        foreach (var some in Enumerable.Range(1, Year.Customers).Chunk(DocSet.ChunkSize))
        {
            await SearchReader.AddCustomersAsync(bulk.Unit, [.. some.Select(DeskYear.CustomerOf)]);
        }
    }
}
