using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>What became of a macro.</summary>
public abstract record MacroOutcome
{
    private MacroOutcome()
    {
    }

    /// <summary>All of it is done, now or before.</summary>
    public sealed record Done : MacroOutcome;

    /// <summary>The macro, the conversation or the request is not there, or not for them.</summary>
    public sealed record NotFound : MacroOutcome;

    /// <summary>It can't be done as things stand; nothing is done.</summary>
    /// <param name="Plan">Why not.</param>
    public sealed record Barred(MacroPlan Plan) : MacroOutcome;

    /// <summary>Somebody changed what it is about since who wants it looked; nothing is done.</summary>
    public sealed record Changed : MacroOutcome;
}

/// <summary>Shows what a canned reply does, fills it in, and does all of it or nothing.</summary>
public sealed class RunMacro(
    IDatabase database, SignalLog signals, ICompanyFacts company, ActOnConversation act, AnswerCustomer answer, AnswerRequest answerRequest, AddComment addComment,
    AssignRequest assign, MarkRequest mark, PutAside putAside, OpeningHours hours, IOptions<RequestOptions> options, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    /// <summary>All that somebody may use, as they would be used in a conversation or on a request that they see.</summary>
    /// <param name="by">Who.</param>
    /// <param name="conversation">The conversation; null: it is about the request.</param>
    /// <param name="number">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null: there is no such conversation or request, or not for them.</returns>
    public Task<IReadOnlyList<(CannedReply Reply, MacroPlan Plan)>?> PlanAllAsync(StaffMember by, long? conversation, RequestNumber number, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(CannedReply, MacroPlan)>?>(
            async session => await TargetAsync(session, by, conversation, number) is { } target
                ? [.. (await CannedReplyStore.ListAsync(session, SightOf(by))).Select(reply => (reply, PlanOf(reply, target, by)))]
                : null,
            cancellationToken);

    /// <summary>What one would do there.</summary>
    /// <returns>Null: there is no such canned reply, conversation or request, or not for them.</returns>
    public Task<(CannedReply Reply, MacroPlan Plan)?> PlanAsync(StaffMember by, Guid id, long? conversation, RequestNumber number, CancellationToken cancellationToken) =>
        database.ReadAsync<(CannedReply, MacroPlan)?>(
            async session => await TargetAsync(session, by, conversation, number) is { } target && await CannedReplyStore.FindAsync(session, id, SightOf(by)) is { } reply
                ? (reply, PlanOf(reply, target, by))
                : null,
            cancellationToken);

    /// <summary>Does it.</summary>
    /// <param name="by">Who.</param>
    /// <param name="id">Which.</param>
    /// <param name="conversation">In which conversation; null: on the request.</param>
    /// <param name="number">The request.</param>
    /// <param name="seen">The epoch of the conversation, or the version of the request, that they saw.</param>
    /// <param name="dedupeKey">Under the same key it is done once.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public async Task<MacroOutcome> RunAsync(
        StaffMember by, Guid id, long? conversation, RequestNumber number, long seen, string dedupeKey, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync<MacroOutcome>(
                async unit =>
                {
                    var target = await TargetAsync(unit, by, conversation, number);
                    if (target is null || await CannedReplyStore.FindAsync(unit, id, SightOf(by)) is not { } reply)
                    {
                        return new MacroOutcome.NotFound();
                    }

                    if (!await RequestStore.NoteDoneAsync(unit, $"macro:{dedupeKey}", clock.GetUtcNow()))
                    {
                        return new MacroOutcome.Done();
                    }

                    var plan = PlanOf(reply, target, by);
                    if (!plan.MayRun)
                    {
                        throw new UndoneException(new MacroOutcome.Barred(plan));
                    }

                    var steps = plan.Steps.Where(step => step.Bar is null).ToList();
                    await (conversation is { } key ? InConversationAsync(unit, by, key, steps, seen) : OnRequestAsync(unit, by, target.Request!, steps, reply, seen, dedupeKey));
                    await UsedAsync(unit, id, by.Id, conversation);
                    return new MacroOutcome.Done();
                },
                cancellationToken);
        }
        catch (UndoneException undone)
        {
            return undone.Outcome;
        }
    }

    /// <summary>Counts a use of a canned reply in what somebody said.</summary>
    public async Task UsedAsync(UnitOfWork unit, Guid id, Guid by, long? conversation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var at = clock.GetUtcNow();
        await CannedReplyStore.UsedAsync(unit, id, at);
        await signals.AppendAsync(unit, new("CannedReplyUsed", at, conversation, Data: JsonSerializer.Serialize(new { by, reply = id })));
    }

    private async Task InConversationAsync(UnitOfWork unit, StaffMember by, long key, IReadOnlyList<MacroStep> steps, long seen)
    {
        foreach (var step in steps)
        {
            var isDone = step.Kind switch
            {
                MacroStepKind.Reply => await answer.HandleAsync(
                    unit, key, by, conversation => AnswerRenderer.Render(new() { Text = step.Words!, Locale = Answer.LocaleOf(step.Language!) }, Surfaces.Of(conversation)),
                    file: null, seen, dedupeKey: null) is AnswerOutcome.Said,
                MacroStepKind.Note => await act.NoteAsync(unit, key, by, step.Words!, whispers: false, dedupeKey: null) is not null,
                MacroStepKind.PassOn => await DoAsync(_ => new OwnershipEvent.PassedToTeam(by.Id, step.Words!)),
                MacroStepKind.HandBack => await DoAsync(_ => new OwnershipEvent.HandedBack(by.Id, Fresh: true, Summary: null)),
                MacroStepKind.Snooze => await putAside.ConversationAsync(unit, key, UntilOf(step), by, lastSeq: null) is SnoozeOutcome.Done,
                MacroStepKind.End => await DoAsync(conversation => new OwnershipEvent.AgentEnded(by.Id, ForGood: conversation.ChannelId == ChannelIds.DirectLine)),
                _ => throw new UnreachableException(),
            };
            if (!isDone)
            {
                throw new UndoneException(new MacroOutcome.Changed());
            }
        }

        async Task<bool> DoAsync(Func<Conversation, OwnershipEvent> what) => await act.HandleAsync(unit, key, by, what, seen, note: null) is Decision.Changed or Decision.Unchanged;
    }

    /// <summary>What leaves the request open comes first: once it is closed, nothing more can be said on it.</summary>
    private async Task OnRequestAsync(UnitOfWork unit, StaffMember by, ServiceRequest request, IReadOnlyList<MacroStep> steps, CannedReply reply, long seen, string dedupeKey)
    {
        var (who, number) = (Actor.Staff(by.Id), request.Number);
        if (request.Version != seen)
        {
            throw new UndoneException(new MacroOutcome.Changed());
        }

        if (steps.FirstOrDefault(step => step.Kind == MacroStepKind.Note) is { } note)
        {
            await addComment.HandleAsync(unit, number, note.Words!, isPublic: false, who, clock.GetUtcNow());
        }

        foreach (var tag in reply.TagList)
        {
            await mark.TagAsync(unit, request, tag, on: true, who);
        }

        if (reply.PassTo is { } team && team != request.Team)
        {
            await assign.HandleAsync(unit, number, team, agent: null, who, version: null);
        }

        var (said, status) = (steps.FirstOrDefault(step => step.Kind == MacroStepKind.Reply)?.Words, reply.Status);
        if ((said is not null || status is not null)
            && await answerRequest.HandleAsync(
                unit,
                number,
                new() { Text = said, IsPublic = true, Status = status, Version = (await RequestStore.FindAsync(unit, number))!.Version, DedupeKey = dedupeKey },
                who) is not AnswerRequestOutcome.Done)
        {
            throw new UndoneException(new MacroOutcome.Changed());
        }

        if (steps.FirstOrDefault(step => step.Kind == MacroStepKind.Snooze) is { } snooze)
        {
            await putAside.RequestAsync(unit, number, UntilOf(snooze), who, version: null);
        }
    }

    private DateTimeOffset UntilOf(MacroStep snooze) => SnoozeTime.Of(snooze.Words!, hours.Calendar, clock.GetUtcNow());

    private Task<ReplyTarget?> TargetAsync(Session session, StaffMember by, long? conversation, RequestNumber number) =>
        conversation is { } key ? ReplyTarget.FindAsync(session, key, SightOf(by)) : ReplyTarget.FindAsync(session, number, SightOf(by));

    private MacroPlan PlanOf(CannedReply reply, ReplyTarget target, StaffMember by) => MacroPlan.Of(
        reply, target, by, company, target.Request is { } request ? RequestTransitions.From(request, options.Value.ReopenWindow, clock.GetUtcNow()) : []);

    private Sight SightOf(StaffMember member) => Sight.Of(member, routing.Value.DefaultTeam);

    /// <summary>Undoes what was done so far.</summary>
    private sealed class UndoneException(MacroOutcome outcome) : Exception
    {
        public MacroOutcome Outcome => outcome;
    }
}
