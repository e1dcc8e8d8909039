using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>What became of an answer to a survey.</summary>
public abstract record AnswerSurveyOutcome
{
    private AnswerSurveyOutcome()
    {
    }

    /// <summary>It is kept, in place of the one before.</summary>
    /// <param name="Survey">As it stands now.</param>
    public sealed record Kept(Survey Survey) : AnswerSurveyOutcome;

    /// <summary>There is no such survey, or it was not asked.</summary>
    public sealed record NotFound : AnswerSurveyOutcome;

    /// <summary>It may be answered no more.</summary>
    public sealed record Over(Survey Survey) : AnswerSurveyOutcome;

    /// <summary>It has no score, or something that is none of the choices.</summary>
    public sealed record Unfit(Survey Survey) : AnswerSurveyOutcome;
}

/// <summary>Takes customers' answers, from the chat and from the page. A low score opens a request to call back, once.</summary>
public sealed class AnswerSurvey(
    SignalLog signals, OpenRequest open, ProactiveMessages messages, IOptions<SatisfactionOptions> options, TimeProvider clock)
{
    /// <summary>Keeps an answer.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">Which survey.</param>
    /// <param name="value">The value of a field of <see cref="SurveyForm.FieldsOf"/>, as it was sent.</param>
    public async Task<AnswerSurveyOutcome> HandleAsync(UnitOfWork unit, Guid id, Func<string, string?> value)
    {
        var now = clock.GetUtcNow();
        var survey = await SurveyStore.HoldAsync(unit, id);
        if (survey?.OpenUntil(options.Value) is not { } until)
        {
            return new AnswerSurveyOutcome.NotFound();
        }

        if (now > until)
        {
            return new AnswerSurveyOutcome.Over(survey);
        }

        if (SurveyForm.Read(survey, value) is not { } answer)
        {
            return new AnswerSurveyOutcome.Unfit(survey);
        }

        var isLow = answer.Csat <= options.Value.LowScore;
        var followUp = survey.FollowUp ?? (isLow ? await CallBackAsync(unit, survey, answer) : null);
        var kept = survey with
        {
            AnsweredAt = survey.AnsweredAt ?? now,
            Csat = answer.Csat,
            Nps = answer.Nps,
            Ces = answer.Ces,
            Reason = answer.Reason,
            Comment = answer.Comment,
            FollowUp = followUp,
        };
        await SurveyStore.SaveAsync(unit, kept);
        await SayAsync(unit, kept, isLow, now);
        return new AnswerSurveyOutcome.Kept(kept);
    }

    /// <summary>Keeps what was filled in on a card in the chat, and thanks for it.</summary>
    /// <param name="turn">The turn of the card's button.</param>
    /// <returns>False: the activity is no survey.</returns>
    public async Task<bool> HandleAsync(TurnContext turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (FilledForm.Of(turn.Activity) is not { Name: SurveyForm.Name } filled)
        {
            return false;
        }

        // The id on a card is what anybody could send; so it must be a survey of this very conversation.
        var outcome = Guid.TryParse(filled.Id, out var id) && await SurveyStore.FindAsync(turn.Unit, id) is { } survey && survey.Conversation == turn.Conversation.Key
            ? await HandleAsync(turn.Unit, id, filled.Values.GetValueOrDefault)
            : new AnswerSurveyOutcome.NotFound();
        var (text, language) = Words(outcome);
        await messages.AnswerFormAsync(turn, text, Answer.LocaleOf(language));
        return true;
    }

    /// <summary>What the customer is told, and in which language.</summary>
    /// <param name="outcome">What became of the answer.</param>
    public (string Text, string Language) Words(AnswerSurveyOutcome outcome)
    {
        return outcome switch
        {
            AnswerSurveyOutcome.Kept(var survey) =>
                (new SurveyWords(survey.Language).Thanks(survey.FollowUp is { } number ? new RequestNumber(number) : null, options.Value.ChangeHours), survey.Language),
            AnswerSurveyOutcome.Unfit(var survey) => (new SurveyWords(survey.Language).Unfit, survey.Language),
            AnswerSurveyOutcome.Over(var survey) => (new SurveyWords(survey.Language).Over, survey.Language),
            _ => (new SurveyWords("en").Over, "en"),
        };
    }

    /// <summary>Whether a survey may be answered now.</summary>
    /// <param name="survey">The survey.</param>
    public bool IsOpen(Survey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return clock.GetUtcNow() <= survey.OpenUntil(options.Value);
    }

    private async Task<long?> CallBackAsync(UnitOfWork unit, Survey survey, SurveyAnswer answer)
    {
        var (subject, details) = new SurveyWords(survey.Language).CallBack(survey, answer);
        var outcome = await open.HandleAsync(unit, new()
        {
            Subject = subject,
            Details = details,
            Category = "complaint",
            Priority = RequestPriority.High,
            Language = survey.Language,
            By = Actor.Bot,
            Team = survey.Team,
            Customer = survey.Customer,
            DedupeKey = $"survey:{survey.Id}",
        });
        return outcome switch
        {
            OpenRequestOutcome.Opened(var request) => request.Number.Value,
            OpenRequestOutcome.AlreadyOpened(var request) => request.Number.Value,
            _ => null,
        };
    }

    private async Task SayAsync(UnitOfWork unit, Survey survey, bool isLow, DateTimeOffset now)
    {
        var number = survey.Request is { } request ? new RequestNumber(request).ToString() : null;
        var data = JsonSerializer.Serialize(new { survey = survey.Id, about = survey.About, number, score = survey.Csat });
        await signals.AppendAsync(unit, new("SurveyAnswered", now, survey.Conversation, survey.Customer, data));
        if (isLow)
        {
            await signals.AppendAsync(unit, new("LowRatingGiven", now, survey.Conversation, survey.Customer, data));
        }
    }
}
