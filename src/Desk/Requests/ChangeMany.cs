using ServiceBot.Desk.Access;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What shall be done to many requests: one of these.</summary>
public abstract record ManyWish
{
    private ManyWish()
    {
    }

    /// <summary>Give them to somebody; null: to nobody in particular.</summary>
    public sealed record Assign(Guid? Agent) : ManyWish;

    /// <summary>Leave them to a team.</summary>
    public sealed record ToTeam(string Team) : ManyWish;

    /// <summary>Move them on.</summary>
    public sealed record Move(RequestStatus Status) : ManyWish;

    /// <summary>Give them a priority.</summary>
    public sealed record Press(RequestPriority Priority) : ManyWish;

    /// <summary>Put them aside until a time; null: no more.</summary>
    public sealed record Snooze(DateTimeOffset? Until) : ManyWish;

    /// <summary>Put a tag on them, or take it off.</summary>
    public sealed record Tag(string Name, bool On) : ManyWish;
}

/// <summary>Why a request was not changed.</summary>
public enum ManyRefusal
{
    /// <summary>There is none of that number that whoever asks sees.</summary>
    NotFound,

    /// <summary>There is nothing more to do in it.</summary>
    Over,

    /// <summary>That status can't follow the present one.</summary>
    Status,

    /// <summary>There is no such colleague who answers customers.</summary>
    Agent,

    /// <summary>Somebody changed it at the same moment.</summary>
    Changed,
}

/// <summary>What became of one of many.</summary>
/// <param name="Number">The request.</param>
/// <param name="Refused">Why it was not done; null: it is so now, or was so already.</param>
public sealed record ManyResult(RequestNumber Number, ManyRefusal? Refused);

/// <summary>
/// Does one thing to many requests: to each as if it were alone, in a unit of work of its own, so that one that is refused holds up no other. What a request is
/// already changes nothing and says nothing, so doing it again is safe.
/// </summary>
public sealed class ChangeMany(IDatabase database, AssignRequest assign, ChangeStatus change, EditRequest edit, MarkRequest mark, PutAside putAside)
{
    /// <summary>The most at once.</summary>
    public const int Most = 100;

    /// <summary>Does it.</summary>
    /// <param name="numbers">Which; each counts once.</param>
    /// <param name="wish">What.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="sight">Whose rows they see.</param>
    /// <param name="cancellationToken">Leaves out those that are not done yet.</param>
    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<ManyResult>> HandleAsync(
        IReadOnlyCollection<RequestNumber> numbers, ManyWish wish, Actor by, Sight sight, CancellationToken cancellationToken)
    {
        var results = new List<ManyResult>();
        foreach (var number in numbers.Distinct())
        {
            results.Add(new(number, await database.WriteAsync(unit => DoAsync(unit, number, wish, by, sight), cancellationToken)));
        }

        return results;
    }

    private async Task<ManyRefusal?> DoAsync(UnitOfWork unit, RequestNumber number, ManyWish wish, Actor by, Sight sight)
    {
        if (await RequestDesk.FindAsync(unit, number, sight) is not { } request)
        {
            return ManyRefusal.NotFound;
        }

        switch (wish)
        {
            case ManyWish.Assign(var agent):
                return Of(await assign.HandleAsync(unit, number, team: null, agent, by, version: null));
            case ManyWish.ToTeam(var team):
                return Of(await assign.HandleAsync(unit, number, team, team == request.Team ? request.Agent : null, by, version: null));
            case ManyWish.Move(var status):
                return await change.HandleAsync(unit, number, status, by, version: null, comment: null) switch
                {
                    ChangeStatusOutcome.NotAllowed => ManyRefusal.Status,
                    ChangeStatusOutcome.Conflict => ManyRefusal.Changed,
                    _ => null,
                };
            case ManyWish.Press(var priority):
                return await edit.HandleAsync(unit, number, new() { Priority = priority }, by, version: null) switch
                {
                    EditRequestOutcome.Over => ManyRefusal.Over,
                    EditRequestOutcome.Conflict => ManyRefusal.Changed,
                    _ => null,
                };
            case ManyWish.Snooze(var until):
                return await putAside.RequestAsync(unit, number, until, by, version: null) is SnoozeOutcome.Over ? ManyRefusal.Over : null;
            case ManyWish.Tag(var name, var on):
                await mark.TagAsync(unit, request, name, on, by);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static ManyRefusal? Of(AssignOutcome outcome) => outcome switch
    {
        AssignOutcome.NoSuchAgent => ManyRefusal.Agent,
        AssignOutcome.Over => ManyRefusal.Over,
        AssignOutcome.Conflict => ManyRefusal.Changed,
        _ => null,
    };
}
