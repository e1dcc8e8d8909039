using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.HandOver;

/// <summary>What people of the desk do with a conversation, over HTTP. Who does not hold it any more is told who does.</summary>
internal static class HandOverEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var conversation = api.MapGroup("/conversations/{key:long}").WithTags("Hand-over")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        conversation.MapPost("/take", TakeAsync).WithName("TakeConversation").WithSummary("Take a conversation: from the bot at any time, or out of the queue.")
            .Accepts<TakeBody>("application/json");
        conversation.MapPost("/barge-in", BargeInAsync).WithName("BargeIn").WithSummary("A lead takes a conversation, also from a colleague, who is told.")
            .Accepts<TakeBody>("application/json");
        conversation.MapPost("/decline", DeclineAsync).WithName("DeclineConversation").WithSummary("Not take a conversation that is kept for the caller.")
            .Accepts<DeclineBody>("application/json");
        conversation.MapPost("/hand-back", HandBackAsync).WithName("HandBack").WithSummary("Give a conversation back to the bot, with or without a summary.")
            .Accepts<HandBackBody>("application/json");
        conversation.MapPost("/transfer", TransferAsync).WithName("TransferConversation").WithSummary("Pass a conversation on to a colleague or a team.")
            .Accepts<TransferBody>("application/json");
        conversation.MapPost("/end", EndAsync).WithName("EndConversation").WithSummary("End a conversation; on channels whose conversations can't end, the bot has it again.")
            .Accepts<TakeBody>("application/json");
        conversation.MapPost("/replies", ReplyAsync).WithName("ReplyToCustomer").WithSummary("Answer the customer, under the epoch that the agent saw.")
            .WithDescription("With an Idempotency-Key header the same key says it once, however often it is sent.").Accepts<ReplyBody>("application/json");
        conversation.MapPost("/files", SendFileAsync).WithName("SendFileToCustomer").WithSummary("Send the customer a file: a picture, PDF or plain text, as the body.")
            .Accepts<byte[]>("*/*");
        conversation.MapPost("/typing", TypeAsync).WithName("ShowTyping").WithSummary("Show the customer that the agent writes; in web chats, for a moment.");
        conversation.MapPost("/notes", (long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
                NoteAsync(key, http, database, act, whispers: false, cancellationToken))
            .WithName("WriteNote").WithSummary("A word to colleagues that no customer sees.").Accepts<NoteBody>("application/json");
        conversation.MapPost("/tags", TagAsync).WithName("TagConversation").WithSummary("Put tags on a conversation and take tags off; for staff alone.").Accepts<TagsBody>("application/json");
        SnoozeEndpoints.MapConversations(conversation);
        conversation.MapPost("/whispers", (long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
                NoteAsync(key, http, database, act, whispers: true, cancellationToken))
            .WithName("Whisper").WithSummary("A lead's word to who answers, that no customer sees.").Accepts<NoteBody>("application/json");
    }

    private static Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> TakeAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
        ActAsync<TakeBody>(key, http, database, act, Sight.MayAnswer, (body, by) => new(new OwnershipEvent.TakenOver(by.Id), body.Epoch), cancellationToken);

    private static Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> BargeInAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
        ActAsync<TakeBody>(key, http, database, act, Sight.MayLead, (body, by) => new(new OwnershipEvent.BargedIn(by.Id), body.Epoch), cancellationToken);

    private static Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> DeclineAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
        ActAsync<DeclineBody>(
            key, http, database, act, Sight.MayAnswer,
            (body, by) => new(new OwnershipEvent.Declined(by.Id, body.Reason), body.Epoch) { Errors = body.Errors() },
            cancellationToken);

    private static Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> HandBackAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
        ActAsync<HandBackBody>(
            key, http, database, act, Sight.MayAnswer,
            (body, by) => new(new OwnershipEvent.HandedBack(by.Id, body.Fresh ?? true, body.Summary), body.Epoch) { Errors = body.Errors() },
            cancellationToken);

    private static Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> EndAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken) =>
        ActAsync<TakeBody>(
            key, http, database, act, Sight.MayAnswer,
            (body, by) => new(conversation => new OwnershipEvent.AgentEnded(by.Id, ForGood: conversation.ChannelId == ChannelIds.DirectLine), body.Epoch),
            cancellationToken);

    private static async Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> TransferAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, CancellationToken cancellationToken)
    {
        var staff = await database.ReadAsync(StaffStore.ListAsync, cancellationToken);
        return await ActAsync<TransferBody>(
            key, http, database, act, Sight.MayAnswer,
            (body, by) =>
            {
                var errors = body.Errors();
                if (body.Agent is { } id && !staff.Any(member => member.Id == id && Sight.MayAnswer(member)))
                {
                    errors["agent"] = ["There is no colleague of that id who answers customers."];
                }

                return new(body.Agent is { } to ? new OwnershipEvent.PassedToAgent(by.Id, to) : new OwnershipEvent.PassedToTeam(by.Id, body.Team ?? ""), body.Epoch)
                {
                    Errors = errors,
                    Note = body.Note,
                };
            },
            cancellationToken);
    }

    private static async Task<Results<Ok<InboxConversation>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody>(
        long key, HttpContext http, IDatabase database, ActOnConversation act, Predicate<StaffMember> may, Func<TBody, StaffMember, Act> read,
        CancellationToken cancellationToken)
        where TBody : class
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, may, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<TBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        var wanted = read(body, member);
        if (wanted.Errors.Count > 0)
        {
            return TypedResults.ValidationProblem(wanted.Errors);
        }

        return await act.HandleAsync(key, member, wanted.What, wanted.Seen, wanted.Note, cancellationToken) switch
        {
            null => NoSuchConversation(),
            Decision.Refused refused => await RefusedAsync(database, refused, cancellationToken),
            _ => TypedResults.Ok(await database.ReadAsync(
                async session => await InboxConversation.ReadAsync(
                    session, (await ConversationStore.FindAsync(session, key))!, await OwnershipStore.FindAsync(session, key)),
                cancellationToken)),
        };
    }

    private static async Task<Results<Accepted<SaidView>, ValidationProblem, ProblemHttpResult>> ReplyAsync(
        long key, HttpContext http, IDatabase database, AnswerCustomer answer, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<ReplyBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        var errors = body.Errors();
        var dedupeKey = IdempotencyKey.Read(http.Request, errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var outcome = await answer.HandleAsync(
            key, member, conversation => AnswerRenderer.Render(body.Message.ToAnswer(), Surfaces.Of(conversation)), file: null, body.Epoch!.Value, dedupeKey,
            cancellationToken, body.LastSeq);
        return await ResultAsync(key, outcome, database, cancellationToken);
    }

    private static async Task<Results<Accepted<SaidView>, ValidationProblem, ProblemHttpResult>> SendFileAsync(
        long key, HttpContext http, IDatabase database, AnswerCustomer answer, IOptions<DirectLineOptions> limits, IOptions<BotOptions> bot, string? name, long? epoch,
        CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        if (await RequestBody.ReadAsync(http.Request, limits.Value.MaxFileMib * 1024 * 1024) is not { } bytes)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.", detail: $"It may have {limits.Value.MaxFileMib} MiB at the most.");
        }

        var errors = new Dictionary<string, string[]>();
        var dedupeKey = IdempotencyKey.Read(http.Request, errors);
        if (epoch is null)
        {
            errors["epoch"] = ["It is missing: the epoch of the conversation as the agent saw it."];
        }

        var file = NewFile.Read(name, bytes.ToArray());
        if (file is null)
        {
            errors["body"] = ["Such files are not taken. Pictures (PNG, JPEG, GIF, WebP), PDF and plain text are."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var product = bot.Value.PublicAddress.Length > 0 ? bot.Value.PublicAddress.TrimEnd('/') : $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        var outcome = await answer.HandleAsync(key, member, conversation => AnswerCustomer.MessageOf(conversation, file!, product), file, epoch!.Value, dedupeKey, cancellationToken);
        return await ResultAsync(key, outcome, database, cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TypeAsync(
        long key, HttpContext http, IDatabase database, ProactiveMessages messages, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (conversation, row) = await database.ReadAsync(
            async session => (await ConversationStore.FindAsync(session, key), await OwnershipStore.FindAsync(session, key)), cancellationToken);
        if (conversation is null || !ActingStaff.SightOf(http, member).Sees(row))
        {
            return NoSuchConversation();
        }

        var now = OwnershipStore.Of(conversation, row);
        if (now.HasEnded || now.Agent != member.Id)
        {
            return await RefusedAsync(database, new(now.HasEnded ? Refusal.Ended : Refusal.NotYours, now), cancellationToken);
        }

        messages.ShowTyping(conversation, AnswerCustomer.AccountOf(conversation, member));
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> NoteAsync(
        long key, HttpContext http, IDatabase database, ActOnConversation act, bool whispers, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, whispers ? Sight.MayLead : Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<NoteBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        var errors = body.Errors();
        var dedupeKey = IdempotencyKey.Read(http.Request, errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return await act.NoteAsync(key, member, body.Text!, whispers, dedupeKey, cancellationToken) is { } note
            ? TypedResults.Created((string?)null, new NoteView(key, note))
            : NoSuchConversation();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> TagAsync(
        long key, HttpContext http, IDatabase database, TagConversation tags, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<TagsBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        if (body.Errors() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var wanted = (body.Add ?? []).Select(tag => (tag, On: true)).Concat((body.Remove ?? []).Select(tag => (tag, On: false)));
        return await database.WriteAsync(
            async unit =>
            {
                foreach (var (tag, on) in wanted)
                {
                    if (!await tags.HandleAsync(unit, key, member, StoredText.Tag(tag)!, on))
                    {
                        return false;
                    }
                }

                return true;
            },
            cancellationToken) ? TypedResults.NoContent() : NoSuchConversation();
    }

    private static async Task<Results<Accepted<SaidView>, ValidationProblem, ProblemHttpResult>> ResultAsync(
        long key, AnswerOutcome outcome, IDatabase database, CancellationToken cancellationToken) => outcome switch
        {
            AnswerOutcome.Said said => TypedResults.Accepted((string?)null, new SaidView(key, said.Seq)),
            AnswerOutcome.Refused refused => await RefusedAsync(database, refused.Decision, cancellationToken),
            AnswerOutcome.Overtaken overtaken => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "Somebody has answered since you looked.",
                detail: "Read it; then send again with its number as lastSeq, or without, if this is still to be said.",
                extensions: new Dictionary<string, object?> { ["refusal"] = "overtaken", ["by"] = overtaken.By, ["at"] = overtaken.At }),
            AnswerOutcome.Unreachable => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "Nothing can be said there.", detail: "The channel takes nothing for the conversation: the bot was blocked or taken out."),
            AnswerOutcome.NotFound => NoSuchConversation(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Why not, and who holds it now.</summary>
    private static async Task<ProblemHttpResult> RefusedAsync(IDatabase database, Decision.Refused refused, CancellationToken cancellationToken)
    {
        var now = refused.Now;
        var holder = now.Agent is { } agent ? await database.ReadAsync(session => StaffStore.FindAsync(session, agent), cancellationToken) : null;
        var owner = Ownership.WordOf(now.Holder);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict,
            title: refused.Why switch
            {
                Refusal.NotYours => "The conversation is not yours.",
                Refusal.AlreadyTaken => "Somebody else has taken the conversation.",
                Refusal.StaleEpoch => "Somebody else answers since you looked.",
                _ => "The conversation has ended.",
            },
            detail: now.HasEnded ? "Nothing can be said or changed there." : holder is not null ? $"{holder.Name} holds it." : now.IsAtHub ? "An outside hub holds it." : $"The {owner} holds it.",
            extensions: new Dictionary<string, object?>
            {
                ["refusal"] = EnumWord.Of(refused.Why),
                ["owner"] = owner,
                ["agent"] = holder is null ? null : new StaffRef(holder.Id, holder.Name),
                ["epoch"] = now.Epoch,
            });
    }

    internal static ProblemHttpResult NoSuchConversation() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such conversation.");

    /// <summary>What is to be done, as the body says it.</summary>
    private sealed record Act(Func<Conversation, OwnershipEvent> What, long? Seen)
    {
        public Act(OwnershipEvent what, long? seen)
            : this(_ => what, seen)
        {
        }

        public Dictionary<string, string[]> Errors { get; init; } = [];

        public string? Note { get; init; }
    }
}
