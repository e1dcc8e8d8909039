using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>Notes what there is to ask about: requests that were resolved, what agents have done with, and conversations with the bot that rest.</summary>
internal sealed class SurveyReader(IOptions<SatisfactionOptions> options, TimeProvider clock) : ISignalReader
{
    private const int FewestWords = 4;     // a greeting is an activity and its answer; what a customer said and heard comes after them
    private const int MostRequests = 50;
    private static readonly TimeSpan TooLate = TimeSpan.FromDays(1);     // nobody is asked about what was over before: the demo's year, an import, a long stop

    public string Name => "desk.satisfaction";

    public bool IsWanted => options.Value.AsksAnybody;

    public IReadOnlyList<string> Types { get; } = ["RequestStatusChanged", "ConversationHandedBack", "ConversationEnded", NoteRests.Rested];

    public TimeSpan Pace => TimeSpan.FromSeconds(5);

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var tooOld = clock.GetUtcNow() - TooLate;
        foreach (var signal in signals.Select(logged => logged.Signal).Where(signal => signal.At > tooOld))
        {
            using var data = JsonDocument.Parse(signal.Data);
            if (signal.Type == "RequestStatusChanged")
            {
                await RequestAsync(unit, signal, data.RootElement);
            }
            else if (signal.Type == NoteRests.Rested)
            {
                await BotAsync(unit, signal, data.RootElement);
            }
            else if (signal.Conversation is { } key && IdOf(data.RootElement, "formerAgent") is { } agent)
            {
                await LegAsync(unit, signal, key, agent, data.RootElement);
            }
        }
    }

    private async Task RequestAsync(UnitOfWork unit, Signal signal, JsonElement data)
    {
        if (!RequestNumber.TryParse(data.GetProperty("number").GetString(), out var number))
        {
            return;
        }

        var about = $"{SurveyKinds.Request}:{number.Value}";
        if (data.GetProperty("to").GetString() != "resolved")
        {
            if (data.GetProperty("from").GetString() == "resolved" && data.GetProperty("to").GetString() == "open")
            {
                await SurveyStore.TakeBackAsync(unit, about);
            }

            return;
        }

        if (Survey.IsInSample(about, options.Value.RequestPercent) && await FindRequests.FindAsync(unit, number) is { } request)
        {
            await SurveyStore.AddAsync(unit, New(about, SurveyKinds.Request, signal) with
            {
                Request = number.Value,
                Conversation = request.Conversation,
                Customer = request.Customer,
                Agent = Actor.StaffOf(data.GetProperty("by").GetString()),
                Team = request.Team,
                Language = request.Language,
            });
        }
    }

    private async Task LegAsync(UnitOfWork unit, Signal signal, long key, Guid agent, JsonElement data)
    {
        var about = $"{SurveyKinds.Agent}:{key}:{data.GetProperty("epoch").GetInt64()}";
        if (Survey.IsInSample(about, options.Value.AgentPercent) && await ConversationStore.FindAsync(unit, key) is { } conversation)
        {
            var customer = await RecogniseCustomer.FindAsync(unit, conversation);
            await SurveyStore.AddAsync(unit, New(about, SurveyKinds.Agent, signal) with
            {
                Conversation = key,
                Customer = signal.Customer ?? customer?.Id,
                Agent = agent,
                Team = data.GetProperty("formerTeam").GetString(),
                Language = await ChangeOwner.LanguageAsync(unit, conversation),
            });
        }
    }

    /// <summary>A conversation that rests, and in which the bot alone has answered.</summary>
    private async Task BotAsync(UnitOfWork unit, Signal signal, JsonElement data)
    {
        var key = signal.Conversation!.Value;
        var about = $"{SurveyKinds.Bot}:{key}";
        if (data.GetProperty("epoch").GetInt64() > 0 || data.GetProperty("seq").GetInt64() < FewestWords || !Survey.IsInSample(about, options.Value.BotPercent)
            || await SurveyStore.LastAskedInAsync(unit, key) is not null || await ConversationStore.FindAsync(unit, key) is not { } conversation)
        {
            return;
        }

        var customer = await RecogniseCustomer.FindAsync(unit, conversation);
        if (customer is not null && (await FindRequests.ListAsync(unit, customer.Id, MostRequests)).Any(request => request.Conversation == key))
        {
            return;     // the request is asked about
        }

        await SurveyStore.AddAsync(unit, New(about, SurveyKinds.Bot, signal) with
        {
            Conversation = key,
            Customer = customer?.Id,
            Language = await ChangeOwner.LanguageAsync(unit, conversation),
            DueAt = signal.At,
        });
    }

    private Survey New(string about, string kind, Signal signal) => new()
    {
        Id = Guid.CreateVersion7(signal.At),
        About = about,
        Kind = kind,
        Language = "en",
        DueAt = signal.At.AddMinutes(options.Value.DelayMinutes),
    };

    private static Guid? IdOf(JsonElement data, string name) =>
        data.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var known) ? known : null;
}
