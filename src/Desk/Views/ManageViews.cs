using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lists;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Customers;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Views;

/// <summary>What became of a saved view.</summary>
public abstract record ViewOutcome
{
    private ViewOutcome()
    {
    }

    /// <summary>It is so now.</summary>
    public sealed record Done(SavedView View) : ViewOutcome;

    /// <summary>There is none that they see.</summary>
    public sealed record NotFound : ViewOutcome;

    /// <summary>It is not theirs to change (<see cref="AccessPolicy.MayEdit"/>).</summary>
    public sealed record NotAllowed : ViewOutcome;

    /// <summary>Something of it does not fit.</summary>
    /// <param name="Field">What: <c>name</c>, <c>list</c> or <c>place</c>.</param>
    /// <param name="Why">What would fit.</param>
    public sealed record Faulty(string Field, string Why) : ViewOutcome;
}

/// <summary>A saved view with how much stands in it.</summary>
/// <param name="View">The view.</param>
/// <param name="Count">Counted up to <see cref="RequestDesk.MostCounted"/>.</param>
public sealed record CountedView(SavedView View, long Count);

/// <summary>Keeps saved views: one's own, and those that a lead shares with the team and a manager with all.</summary>
public sealed class ManageViews(IDatabase database, SignalLog signals, IOptions<TeamOptions> teams, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    /// <summary>The views of a list that somebody sees: the company's, the team's, their own.</summary>
    public static Task<IReadOnlyList<SavedView>> ListAsync(Session session, string list, Sight sight) => SavedViewStore.ListAsync(session, list, sight);

    /// <summary>The same with how much stands in each.</summary>
    public static async Task<IReadOnlyList<CountedView>> CountAsync(Session session, string list, Sight sight)
    {
        var views = await ListAsync(session, list, sight);
        var counts = list switch
        {
            SavedView.OfRequests => await RequestQuery.CountAsync(session, [.. views.Select(view => RequestListQuery.Parse(view.Query).Filter(sight))], RequestDesk.MostCounted),
            SavedView.OfCustomers => await CustomersAsync(session, views),
            _ => await Inbox.CountAsync(session, [.. views.Select(view => InboxQuery.Parse(view.Query))], sight),
        };
        return [.. views.Zip(counts, (view, count) => new CountedView(view, count))];
    }

    /// <summary>What somebody wants to see of a list first, as it stands in its address; null: as the product comes.</summary>
    public static Task<string?> FirstAsync(Session session, StaffMember member, string list)
    {
        ArgumentNullException.ThrowIfNull(member);
        return SavedViewStore.FirstAsync(session, member.Id, list);
    }

    /// <summary>Says what somebody wants to see of a list first; null: as the product comes.</summary>
    public Task SetFirstAsync(StaffMember member, string list, string? query, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            await SavedViewStore.SetFirstAsync(unit, member.Id, list, query is null ? null : await CleanAsync(unit, list, query));
            return true;
        },
        cancellationToken);

    /// <summary>Keeps a view, new or changed.</summary>
    /// <param name="by">Who; null: a program.</param>
    /// <param name="wanted">As it is to be; its list and its place in the order are those that it has.</param>
    /// <param name="isNew">Whether it is a new one.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public Task<ViewOutcome> SaveAsync(StaffMember? by, SavedView wanted, bool isNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return database.WriteAsync<ViewOutcome>(
            async unit =>
            {
                var view = wanted with { Name = StoredText.CleanLine(wanted.Name, SavedView.MostName + 1), Query = await CleanAsync(unit, wanted.List, wanted.Query) };
                var before = isNew ? null : await SavedViewStore.FindAsync(unit, view.Id, SightOf(by));
                if (!isNew && before is null)
                {
                    return new ViewOutcome.NotFound();
                }

                if (before is not null && view.List != before.List)
                {
                    return new ViewOutcome.Faulty("list", $"It is a view of {before.List}, and stays one.");
                }

                if (FaultOf(view) is { } fault)
                {
                    return fault;
                }

                if (!AccessPolicy.MayEdit(by, view.Place) || (before is not null && !AccessPolicy.MayEdit(by, before.Place)))
                {
                    return new ViewOutcome.NotAllowed();
                }

                var beside = await SavedViewStore.OfPlaceAsync(unit, view.List, view.Place);
                var isMoved = before?.Place != view.Place;
                if (isMoved && beside.Count >= SavedView.Most)
                {
                    return new ViewOutcome.Faulty("place", $"There are {SavedView.Most} views there: no more fit.");
                }

                view = view with { Position = isMoved ? beside.Select(other => other.Position).DefaultIfEmpty(-1).Max() + 1 : before!.Position };
                await SavedViewStore.SaveAsync(unit, view);
                await SayAsync(unit, "ViewSaved", view, by);
                return new ViewOutcome.Done(view);
            },
            cancellationToken);
    }

    /// <summary>Moves one up or down among those of its place.</summary>
    public Task<ViewOutcome> MoveAsync(StaffMember? by, Guid id, int steps, CancellationToken cancellationToken) => ChangeAsync(
        by,
        id,
        async (unit, view) =>
        {
            var beside = (await SavedViewStore.OfPlaceAsync(unit, view.List, view.Place)).ToList();
            var from = beside.FindIndex(other => other.Id == id);
            beside.RemoveAt(from);
            beside.Insert(Math.Clamp(from + steps, 0, beside.Count), view);
            foreach (var (position, other) in beside.Index())
            {
                await SavedViewStore.SaveAsync(unit, other with { Position = position });
            }

            await SayAsync(unit, "ViewMoved", view, by);
        },
        cancellationToken);

    /// <summary>Deletes one; what stands in it stays.</summary>
    public Task<ViewOutcome> DeleteAsync(StaffMember? by, Guid id, CancellationToken cancellationToken) => ChangeAsync(
        by,
        id,
        async (unit, view) =>
        {
            await SavedViewStore.DeleteAsync(unit, id);
            await SayAsync(unit, "ViewDeleted", view, by);
        },
        cancellationToken);

    private Task<ViewOutcome> ChangeAsync(StaffMember? by, Guid id, Func<UnitOfWork, SavedView, Task> change, CancellationToken cancellationToken) => database.WriteAsync<ViewOutcome>(
        async unit =>
        {
            if (await SavedViewStore.FindAsync(unit, id, SightOf(by)) is not { } view)
            {
                return new ViewOutcome.NotFound();
            }

            if (!AccessPolicy.MayEdit(by, view.Place))
            {
                return new ViewOutcome.NotAllowed();
            }

            await change(unit, view);
            return new ViewOutcome.Done(view);
        },
        cancellationToken);

    private ViewOutcome.Faulty? FaultOf(SavedView view) =>
        view.Name.Length is 0 or > SavedView.MostName ? new("name", $"It must have 1 to {SavedView.MostName} characters.")
        : !SavedView.Lists.Contains(view.List) ? new("list", $"It must be one of {string.Join(", ", SavedView.Lists)}.")
        : !CannedPlace.IsOne(view.Place) || (CannedPlace.TeamOf(view.Place) is { } team && !teams.Value.Teams.ContainsKey(team)) ? new("place", "It must be company, team: and a team, or personal.")
        : null;

    /// <summary>What of an address counts, in one order, so that the same filters are the same text.</summary>
    private static async Task<string> CleanAsync(Session session, string list, string query) => list switch
    {
        SavedView.OfRequests => RequestListQuery.Parse(query).Query,
        SavedView.OfCustomers => CustomerListQuery.Parse(query, await FieldStore.SetAsync(session)).Query,
        _ => InboxQuery.Parse(query).Query,
    };

    private static async Task<IReadOnlyList<long>> CustomersAsync(Session session, IReadOnlyList<SavedView> views)
    {
        var (fields, counts) = (await FieldStore.SetAsync(session), new List<long>());
        foreach (var view in views)
        {
            counts.Add(await CustomerList.CountAsync(session, CustomerListQuery.Parse(view.Query, fields).Filter, RequestDesk.MostCounted));
        }

        return counts;
    }

    private Sight SightOf(StaffMember? member) => Sight.Of(member, routing.Value.DefaultTeam);

    private Task SayAsync(UnitOfWork unit, string type, SavedView view, StaffMember? by) => signals.AppendAsync(
        unit, new(type, clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { by = by?.Id, view = view.Id, list = view.List, place = view.Place })));
}
