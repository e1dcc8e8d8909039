using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Language;
using ServiceBot.Language.Detection;

namespace ServiceBot.Desk.Mail;

/// <summary>
/// What becomes of a mail: words for the request of its thread, or a new request that is acknowledged with its number; then it waits for a person
/// (docs/decisions/0010). What a program wrote is noted for colleagues, and never answered.
/// </summary>
public sealed class HearMail(OpenRequest openRequest, AddComment addComment, ChangeOwner changeOwner, RecogniseCustomer recogniseCustomer)
{
    /// <summary>Whether an activity is a mail that the product took itself: those of a Bot Framework channel name a service.</summary>
    public static bool IsMail(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity is { ChannelId: ChannelIds.Email, ServiceUrl: null or "" };
    }

    /// <summary>Deals with what came in a mail conversation.</summary>
    public async Task HandleAsync(TurnContext turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var thread = await MailThreadStore.FindAsync(turn.Unit, turn.Conversation.Key) is { } number ? await RequestStore.FindAsync(turn.Unit, number) : null;
        if (turn.Activity is { Type: ActivityTypes.Event, Name: MailEvents.Undelivered, Value: { } value })
        {
            await NoteAsync(turn, thread, MailWords.Undelivered(value.Deserialize<DeliveryReport>(JsonSerializerOptions.Web)!));
        }
        else if (turn.Activity.Type == ActivityTypes.Message)
        {
            await HearAsync(turn, thread);
        }
    }

    private async Task HearAsync(TurnContext turn, ServiceRequest? thread)
    {
        var facts = MailFacts.Of(turn.Activity);
        var words = turn.Activity.Text ?? "";
        var language = LanguageDetector.Detect($"{facts.Subject} {words}") is TextLanguage.Chinese or TextLanguage.Mixed ? "zh" : "en";
        if (thread is not null && facts.Automatic is { } because)
        {
            await NoteAsync(turn, thread, MailWords.Automatic(because, words), isUrgent: false);
            return;
        }

        var sender = turn.Activity.From!.Id!;
        var isBeginner = sender == turn.Conversation.UserId;
        thread ??= await MailSubjects.FindOfCustomerAsync(turn.Unit, facts.Subject ?? "", sender);
        var customer = isBeginner ? (await recogniseCustomer.HandleAsync(turn, language)).Id : (Guid?)null;
        var said = MailWords.Said(words, isBeginner ? null : sender, facts.LeftOut ?? [], language);
        if (thread is not null && await addComment.HandleAsync(turn.Unit, thread.Number, said, isPublic: true, Actor.Customer, turn.Now) is AddCommentOutcome.Added added)
        {
            await AttachmentStore.AttachNewAsync(turn.Unit, added.Request.Id, turn.Conversation.Key, turn.Now);
        }
        else
        {
            thread = await OpenAsync(turn, facts, said, language, customer);     // there is none, or it is over
        }

        await MailThreadStore.SaveAsync(turn.Unit, turn.Conversation.Key, thread.Number);
        await changeOwner.HandleAsync(
            turn, turn.Owner == ConversationOwners.Bot ? new OwnershipEvent.PersonAsked("mail", language, customer, thread.Team) : new OwnershipEvent.CustomerSpoke(language));
    }

    private async Task<ServiceRequest> OpenAsync(TurnContext turn, MailFacts facts, string said, string language, Guid? customer)
    {
        var outcome = await openRequest.HandleAsync(turn.Unit, new()
        {
            Subject = facts.Subject ?? "",
            Details = said,
            Category = RequestLimits.DefaultCategory,
            Language = language,
            By = Actor.Customer,
            Customer = customer,
            Conversation = turn.Conversation.Key,
            DedupeKey = $"mail:{turn.Seq}",
        });
        var request = outcome switch
        {
            OpenRequestOutcome.Opened opened => opened.Request,
            OpenRequestOutcome.AlreadyOpened again => again.Request,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (facts.MayAnswer)
        {
            turn.Reply(new() { Type = ActivityTypes.Message, Text = MailWords.Opened(request, facts.LeftOut ?? []), TextFormat = "plain" });
        }

        return request;
    }

    /// <summary>Leaves a word that colleagues alone read, at the conversation and at the request; if nobody holds the conversation, it waits for somebody.</summary>
    private async Task NoteAsync(TurnContext turn, ServiceRequest? request, string words, bool isUrgent = true)
    {
        await SaidStore.AddAsync(turn.Unit, turn.Conversation.Key, turn.Seq, SaidKinds.Note, staff: null, words, turn.Epoch, turn.Now, $"mail:{turn.Seq}");
        turn.Signal("MailNoted", JsonSerializer.Serialize(new { request = request?.Number.ToString(), undelivered = isUrgent }));
        if (request is not null)
        {
            await addComment.HandleAsync(turn.Unit, request.Number, words, isPublic: false, Actor.System, turn.Now);
        }

        if (isUrgent && turn.Owner == ConversationOwners.Bot)
        {
            await changeOwner.HandleAsync(turn, new OwnershipEvent.PersonAsked("mail_undelivered", request?.Language ?? "en", request?.Customer, request?.Team));
        }
    }
}
