using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Mail;
using ServiceBot.Dialogs.Learning;
using ServiceBot.Knowledge;
using ServiceBot.Language;

namespace ServiceBot.Dialogs.Bot;

/// <summary>The bot: reads an activity with the language model, runs the dialogs, and says the outcome in one message.</summary>
internal sealed class BotTurnHandler(
    LiveDialogs dialogs, DialogEngine engine, IKnowledge knowledge, BotServices services, HearCustomer hearCustomer, HearMail hearMail,
    IEnumerable<IHearFirst> hearFirst, IOptions<BotOptions> bot, IOptions<DialogOptions> thresholds, TimeProvider clock)
    : ITurnHandler
{
    private const double Sure = 0.7;
    private static readonly ConcurrentDictionary<string, string> SignalNames = new(StringComparer.Ordinal);

    public object? Read(Activity activity)
    {
        if ((activity.Type != ActivityTypes.Message && !CardActions.IsInvoke(activity)) || HearMail.IsMail(activity))
        {
            return null;
        }

        var release = dialogs.Current;
        var words = CardActions.WordsOf(activity);
        var understanding = release.Understander.Understand(words, PresentOf(activity));
        return new Reading(release, words, understanding, new AnswerAhead(release.Catalog, thresholds.Value, words, understanding, knowledge));
    }

    public async Task HandleAsync(TurnContext turn, object? reading)
    {
        foreach (var first in hearFirst)
        {
            if (await first.HandleAsync(turn))
            {
                return;
            }
        }

        if (turn.Conversation.IsMail)
        {
            await hearMail.HandleAsync(turn);     // people answer mails: decision 10
            return;
        }

        if (turn.Activity.Value is not null && await services.Surveys.HandleAsync(turn))
        {
            return;
        }

        if (turn.Activity.Type == ActivityTypes.Message)
        {
            await AnswerAsync(turn, (Reading)(reading ?? Read(turn.Activity)!));
        }
        else if (CardActions.IsInvoke(turn.Activity))
        {
            await PressAsync(turn, (Reading)(reading ?? Read(turn.Activity)!));
        }
        else if (Feedback.Of(turn.Activity) is { } feedback && await turn.HasSaidAsync(feedback.ActivityId))
        {
            turn.Signal("FeedbackGiven", JsonSerializer.Serialize(feedback, BotJson.Default.Feedback));
            await NoteForReview.HandleAsync(turn, feedback, DialogState.FromJson(turn.State));
            turn.InvokeResult = new(200, "{}");
        }
        else if (Feedback.IsInvoke(turn.Activity))
        {
            turn.InvokeResult = new(400, null);
        }
        else if (HandOffEvents.IsStatus(turn.Activity) && services.Hub.IsOn(turn.Conversation))     // on other channels customers can send events
        {
            if (HubStatus.Read(turn.Activity) is { } status)
            {
                await services.ChangeOwner.HandleAsync(turn, status);
            }
        }
        else if (turn.Activity.Type == ActivityTypes.EndOfConversation)
        {
            await services.ChangeOwner.HandleAsync(turn, new OwnershipEvent.CustomerEnded());
        }
        else if (turn.Activity is { Type: ActivityTypes.Invoke, Name: null or "", ChannelId: ChannelIds.Teams })
        {
            turn.InvokeResult = new(200, null);     // Teams asks so for a button that needs nothing
        }
        else if (turn.Activity is { TakesBotOut: true, Action: not "remove-upgrade" })
        {
            turn.State = null;     // who puts the bot in again meets it anew
        }
        else if (IsStart(turn.Activity) && turn.Owner == ConversationOwners.Bot)
        {
            await GreetAsync(turn);
        }
    }

    public Activity ReplyToFailure(Activity activity) => new()
    {
        Type = ActivityTypes.Message,
        Text = "Something went wrong on our side, and I could not deal with your last message. Please try again, or ask for a person.\n\n"
            + "抱歉，我们这边出了点问题，没能处理您的上一条消息。请再试一次，或输入“转人工”。",
    };

    /// <summary>A card's button says something, and the card shows that it was said.</summary>
    private async Task PressAsync(TurnContext turn, Reading reading)
    {
        if (CardActions.Problem(turn.Activity) is { } problem)
        {
            turn.InvokeResult = problem;
            return;
        }

        await AnswerAsync(turn, reading);
        turn.InvokeResult = CardActions.Chosen(turn.Activity);
    }

    private async Task AnswerAsync(TurnContext turn, Reading reading)
    {
        if (turn.Owner != ConversationOwners.Bot)
        {
            await hearCustomer.HandleAsync(turn, reading.Words, LanguageOf(turn, reading.Understanding), WantsBack(reading.Understanding));
            return;
        }

        var state = DialogState.FromJson(turn.State);
        var input = new DialogInput
        {
            Text = reading.Words,
            Understanding = reading.Understanding,
            Value = string.IsNullOrEmpty(turn.Activity.Text) && reading.Words.Length > 0 ? null : turn.Activity.Value,     // a button's words stand for themselves
            Now = PresentOf(turn.Activity),
            Channel = turn.Conversation.ChannelId,
            AttachmentCount = turn.Activity.Files.Count(),
            Locale = turn.Activity.Locale,
        };
        await RunAsync(turn, reading.Release, state, input, reading.Knowledge);
    }

    /// <summary>The language of a message that the dialogs do not see.</summary>
    private static string LanguageOf(TurnContext turn, Understanding understanding) => understanding.Language switch
    {
        TextLanguage.Undetermined => DialogState.FromJson(turn.State).Language ?? "en",
        TextLanguage.Chinese or TextLanguage.Mixed => "zh",
        _ => "en",
    };

    private static bool WantsBack(Understanding understanding) => understanding.Best is { Intent: "cancel_dialog" or "start_over", Probability: >= Sure };

    private async Task GreetAsync(TurnContext turn)
    {
        var state = DialogState.FromJson(turn.State);
        if (state.Greeted)
        {
            return;
        }

        var release = dialogs.Current;
        var input = new DialogInput
        {
            Text = "",
            Understanding = release.Understander.Understand("", turn.Now),
            Now = turn.Now,
            Channel = turn.Conversation.ChannelId,
            IsStart = true,
            Locale = turn.Activity.Locale,
        };
        await RunAsync(turn, release, state, input, knowledge);
    }

    private async Task RunAsync(TurnContext turn, DialogRelease release, DialogState state, DialogInput input, IKnowledge articles)
    {
        var actions = new TurnActions(turn, services);
        var result = await engine.TurnAsync(release, state, input, actions, articles, CancellationToken.None);
        turn.State = result.State.ToJson();
        await NoteForReview.HandleAsync(turn, state, input.Text, result);
        if (result.Sensitive)
        {
            turn.HideText();
        }

        turn.Reply(
            ReplyActivity.Of(result.Replies, bot.Value.PublicAddress, Surfaces.Of(turn.Conversation)),
            actions.Opened is { } number ? RequestNews.MessageOf(number) : null);
        turn.Signal("TurnHandled", JsonSerializer.Serialize(result.Receipt, BotJson.Default.Receipt));
        foreach (var fact in result.Facts)
        {
            turn.Signal(SignalName(fact.Name), JsonSerializer.Serialize(fact.Values, BotJson.Default.IReadOnlyDictionaryStringString));
        }
    }

    /// <summary>
    /// Somebody opened the chat. A Direct Line client that names no locale is not greeted: in which language? It waits for the first words. A group on
    /// Teams is greeted when the bot joins it, not whenever somebody does.
    /// </summary>
    private static bool IsStart(Activity activity) => activity.Type switch
    {
        ActivityTypes.ConversationUpdate when activity.ChannelId == ChannelIds.DirectLine && string.IsNullOrEmpty(activity.Locale) => false,
        ActivityTypes.ConversationUpdate when activity is { ChannelId: ChannelIds.Teams, Conversation.ConversationType: "groupChat" or "channel" } =>
            activity.MembersAdded?.Any(member => member.Id == activity.Recipient?.Id) == true,
        ActivityTypes.ConversationUpdate => activity.MembersAdded?.Any(member => member.Id != activity.Recipient?.Id) == true,
        ActivityTypes.InstallationUpdate => activity.Action == "add",
        ActivityTypes.Event => activity.Name is "webchat/join" or "startConversation",
        _ => false,
    };

    /// <summary>The customer's own clock, when the message carries a believable one; relative days depend on it.</summary>
    private DateTimeOffset PresentOf(Activity activity)
    {
        var now = clock.GetUtcNow();
        return DateTimeOffset.TryParse(activity.LocalTimestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var local)
            && (local - now).Duration() < TimeSpan.FromDays(1)
            ? now.ToOffset(local.Offset)
            : now;
    }

    /// <summary>A fact's name as the signal log spells it: <c>dialog_started</c> → <c>DialogStarted</c>.</summary>
    private static string SignalName(string fact) => SignalNames.GetOrAdd(
        fact, static fact => string.Concat(fact.Split('_').Select(word => string.Concat(word[..1].ToUpperInvariant(), word.AsSpan(1)))));

    private sealed record Reading(DialogRelease Release, string Words, Understanding Understanding, IKnowledge Knowledge);
}
