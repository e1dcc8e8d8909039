using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Mail;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Dialogs.Bot;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.Running;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.OptOut;

/// <summary>
/// Takes back a customer's consent to what campaigns use their data for: by a word in the chat or in a mail, by the button of a card, or by the link. All campaigns of that purpose leave them alone from that
/// moment on.
/// </summary>
public sealed class StopMessages(SetConsent consents, ProactiveMessages messages, TimeProvider clock) : IHearFirst
{
    private const int MostCampaigns = 200;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);     // after that, who says stop means something else

    /// <summary>Stops them for whoever took part as a participant.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">The participant's number.</param>
    /// <param name="source">Where they said so: <c>chat</c>, <c>email</c>, <c>link</c>.</param>
    /// <param name="evidence">What proves it.</param>
    /// <returns>False: there is no such participant.</returns>
    public async Task<bool> HandleAsync(UnitOfWork unit, long id, string source, ConsentEvidence? evidence = null)
    {
        if (await ParticipantStore.FindAsync(unit, id) is not { } participant || await CampaignStore.PlanAsync(unit, participant.CampaignId, participant.Version) is not { } plan)
        {
            return false;
        }

        if (await CustomerStore.ExistsAsync(unit, participant.CustomerId))
        {
            await consents.HandleAsync(unit, participant.CustomerId, plan.Purpose, given: false, source, evidence);
        }

        Guid[] records = [.. (await PersonRecords.GroupsAsync(unit, [participant.CustomerId])).Keys.Append(participant.CustomerId).Distinct()];
        var stopped = new List<long>();
        foreach (var one in (await ParticipantStore.OfAsync(unit, records, MostCampaigns)).Where(one => one.Step is not null))
        {
            if (one.Id == id || (await CampaignStore.PlanAsync(unit, one.CampaignId, one.Version))?.Purpose == plan.Purpose)
            {
                stopped.Add(one.Id);
            }
        }

        await ParticipantStore.LeaveAsync(unit, [.. stopped], LeftBecause.Stopped, clock.GetUtcNow());
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> HandleAsync(TurnContext turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var isButton = turn.Activity.Value is not null && FilledForm.Of(turn.Activity) is { Name: OptOutWords.Form };
        if (!isButton && !OptOutWords.IsStop(turn.Activity.Text))
        {
            return false;
        }

        // The number on a card is what anybody could send: what counts is what was sent in this very conversation.
        if (await ParticipantStore.LastInAsync(turn.Unit, turn.Conversation.Key) is not { } sent || (!isButton && turn.Now - sent.At > Lately))
        {
            return false;
        }

        var (source, language) = (turn.Conversation.IsMail ? "email" : "chat", await LanguageAsync(turn, sent));
        await HandleAsync(turn.Unit, sent.ParticipantId, source, new(Where: $"conversation {turn.Conversation.Key}", Message: turn.Activity.Id));
        var words = new OptOutWords(language).Done;
        if (turn.Conversation.IsMail)
        {
            if (MailFacts.Of(turn.Activity).MayAnswer)
            {
                turn.Reply(new() { Type = Channels.Activities.ActivityTypes.Message, Text = words, TextFormat = "plain" });
            }

            return true;
        }

        await messages.AnswerFormAsync(turn, words, Answer.LocaleOf(language));
        return true;
    }

    private static async Task<string> LanguageAsync(TurnContext turn, OutreachEvent sent) =>
        turn.Activity.Text?.Any(letter => letter >= '\u4e00') == true || (await CustomerStore.FindAsync(turn.Unit, sent.CustomerId))?.Language == "zh" ? "zh" : "en";
}
