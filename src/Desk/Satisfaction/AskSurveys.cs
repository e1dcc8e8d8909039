using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;
using Letter = ServiceBot.Crm.Email.Letter;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>Asks what is due, now and then: in the chat while it is open, otherwise by letter, and not too often.</summary>
internal sealed partial class AskSurveys(
    IDatabase database, SignalLog signals, ProactiveMessages messages, OutboxSender outbox, SurveyLink links, IOptions<SatisfactionOptions> options, TimeProvider clock,
    ILogger<AskSurveys> logger)
    : BackgroundService
{
    private const int Together = 200;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(10);     // a person answers, or is waited for
    private static readonly TimeSpan TooLate = TimeSpan.FromDays(1);

    /// <summary>Asks what is due now.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await database.ReadAsync(session => SurveyStore.DueAsync(session, clock.GetUtcNow(), Together), cancellationToken))
        {
            try
            {
                var survey = (await database.ReadAsync(session => SurveyStore.FindAsync(session, id), cancellationToken))!;
                var link = await links.ToAsync(survey, cancellationToken);
                await database.WriteAsync(unit => AskAsync(unit, id, link), cancellationToken);
            }
            catch (Exception failure) when (failure is not StorageException && !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, failure, id);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.AsksAnybody ? Periodically.DoAsync(AskAsync, Look, atOnce: false, clock, stoppingToken) : Task.CompletedTask;

    private async Task<bool> AskAsync(UnitOfWork unit, Guid id, string link)
    {
        var now = clock.GetUtcNow();
        if (await SurveyStore.HoldAsync(unit, id) is not { AskedAt: null, DroppedBecause: null } survey)
        {
            return false;
        }

        var conversation = survey.Conversation is { } key ? await ConversationStore.HoldAsync(unit, key) : null;
        if (conversation is { EndedAt: null } && conversation.Owner != ConversationOwners.Bot)
        {
            var late = now - survey.DueAt;     // never a word between those of a person
            await SurveyStore.SaveAsync(unit, late > TooLate ? survey with { DroppedBecause = "busy" } : survey with { DueAt = now + TryAgain });
            return false;
        }

        var customers = survey.Customer is { } customer ? await CustomerStore.MembersAsync(unit, customer) : [];
        var last = customers.Count > 0 ? await SurveyStore.LastAskedAsync(unit, customers, extra: null)
            : conversation is not null ? await SurveyStore.LastAskedInAsync(unit, conversation.Key) : null;
        if (last > now.AddDays(-options.Value.RestDays))
        {
            await SurveyStore.SaveAsync(unit, survey with { DroppedBecause = "rested" });
            return false;
        }

        survey = survey with { AskedAt = now, Extra = await ExtraAsync(unit, survey, customers, now) };
        var by = await SendAsync(unit, survey, conversation, customers, link);
        await SurveyStore.SaveAsync(unit, by is null ? survey with { AskedAt = null, Extra = null, DroppedBecause = "unreachable" } : survey with { AskedBy = by });
        if (by is not null)
        {
            await signals.AppendAsync(unit, new("SurveyAsked", now, survey.Conversation, survey.Customer, JsonSerializer.Serialize(new { survey = id, about = survey.About, by })));
        }

        return by is not null;
    }

    private async Task<string?> ExtraAsync(UnitOfWork unit, Survey survey, IReadOnlyList<Guid> customers, DateTimeOffset now) =>
        customers.Count > 0 && !(await SurveyStore.LastAskedAsync(unit, customers, SurveyExtras.Nps) > now.AddDays(-options.Value.NpsDays)) ? SurveyExtras.Nps
        : survey.Kind == SurveyKinds.Bot ? null
        : SurveyExtras.Ces;

    /// <returns>How it was asked, or null: there was no way.</returns>
    private async Task<string?> SendAsync(UnitOfWork unit, Survey survey, Conversation? conversation, IReadOnlyList<Guid> customers, string link)
    {
        var words = new SurveyWords(survey.Language);
        if (conversation is { EndedAt: null }
            && await messages.SayAsync(unit, conversation, AnswerRenderer.Render(words.Ask(survey, link), Surfaces.Of(conversation))) is not null)
        {
            return "chat";
        }

        foreach (var customer in links.IsPublic ? customers : [])
        {
            if (await CustomerStore.ProvedEmailAsync(unit, customer) is { } email)
            {
                await outbox.PostAsync(unit, $"survey:{survey.Id}", Letter.Kind, words.Letter(email, survey, link).ToJson());
                return "letter";
            }
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Survey {Survey} could not be asked; it is tried again")]
        public static partial void Failed(ILogger logger, Exception failure, Guid survey);
    }
}
