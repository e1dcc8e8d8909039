using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Email;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.OnCall;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Sla;

/// <summary>Does a step of an escalation chain: raises the priority, moves to another team, tells people. See first that it was not done before.</summary>
internal sealed class Escalate(
    SignalLog signals, OutboxSender outbox, EditRequest edit, AssignRequest assign, Mentions mentions, IOptions<RoutingOptions> routing, IOptions<BotOptions> bot, TimeProvider clock)
{
    private const string OnCall = "on-call";

    /// <summary>Does it.</summary>
    /// <param name="unit">The transaction, which holds the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="on">The clock that it is due on.</param>
    /// <param name="due">When the target is due; null: it is no target's.</param>
    /// <param name="step">The step.</param>
    public async Task DoAsync(UnitOfWork unit, ServiceRequest request, string on, DateTimeOffset? due, EscalationStep step)
    {
        if (step.Priority > request.Priority)
        {
            await edit.HandleAsync(unit, request.Number, new() { Priority = step.Priority }, Actor.System, version: null);
        }

        if (step.Team is { } team && team != request.Team)
        {
            await assign.HandleAsync(unit, request.Number, team, agent: null, Actor.System, version: null);
        }

        request = (await RequestStore.FindAsync(unit, request.Number))!;
        var now = clock.GetUtcNow();     // after what was changed: histories are read in the order of time
        var people = await PeopleAsync(unit, request, step.Tell, now);
        var line = await RequestStore.AddChangeAsync(unit, request.Id, EscalationNote.Write(on, step, [.. people.Select(one => new Told(one.Member.Id, one.As))], now));
        foreach (var (member, who) in people)
        {
            await mentions.TellAsync(unit, request, member, Actor.System, now);
            if (who.StartsWith(OnCall, StringComparison.Ordinal))
            {
                await outbox.PostAsync(unit, $"on-call:{line}:{member.Id}", Letter.Kind, LetterOf(member, request, due).ToJson());     // who is on call need not be at the desk
            }
        }

        var data = JsonSerializer.Serialize(new { request = request.Id, number = $"{request.Number}", team = request.Team, clock = on.Split(' ')[0], step = step.Key, due, told = people.Select(one => one.Member.Id) });
        await signals.AppendAsync(unit, new("RequestEscalated", now, request.Conversation, request.Customer, data));
    }

    /// <summary>Who is on call for a request now.</summary>
    public static async Task<IReadOnlyList<StaffMember>> OnCallAsync(Session session, ServiceRequest request, DateTimeOffset now) =>
        await RotaStore.OnCallAsync(session, await RotaStore.OfTeamAsync(session, request.Team, now), now);

    /// <summary>Whom a step tells, each once. If these are nobody, it is the team's leads; without any the managers, and without these the administrators: no step is lost.</summary>
    private async Task<IReadOnlyList<(StaffMember Member, string As)>> PeopleAsync(Session session, ServiceRequest request, IList<string> tell, DateTimeOffset now)
    {
        var staff = (await StaffStore.ListAsync(session)).Where(member => member.DisabledAt is null && Sight.Of(member, routing.Value.DefaultTeam).Sees(request)).ToList();
        var people = new List<(StaffMember Member, string As)>();
        var rest = new Queue<string>(tell.Count == 0 ? [] : ["lead", "role:manager", "role:administrator"]);
        foreach (var who in tell)
        {
            await AddAsync(who);
        }

        while (people.Count == 0 && rest.TryDequeue(out var who))
        {
            await AddAsync(who);
        }

        return people;

        async Task AddAsync(string who) => people.AddRange((who.Split(':') switch
        {
            ["assignee"] => staff.Where(member => member.Id == request.Agent),
            ["lead"] => staff.Where(member => member.Role == StaffRole.Lead && member.Team == request.Team),
            ["role", var role] => staff.Where(member => EnumWord.Of(member.Role) == role),
            [OnCall] => await OnCallAsync(session, request, now),
            [OnCall, var rota] => await RotaStore.FindAsync(session, rota, now) is { } known ? await RotaStore.OnCallAsync(session, [known], now) : [],
            _ => [],
        }).Where(member => staff.Exists(known => known.Id == member.Id) && !people.Exists(told => told.Member.Id == member.Id)).Select(member => (member, who)).ToList());
    }

    private Letter LetterOf(StaffMember member, ServiceRequest request, DateTimeOffset? due)
    {
        var link = bot.Value.PublicAddress is { Length: > 0 } address ? $"{address.TrimEnd('/')}/desk/requests/{request.Number}" : $"/desk/requests/{request.Number}";
        return (member.Language == "zh", due) switch
        {
            (true, { } at) => new(member.Email, $"{request.Number} 需要处理：{request.Subject}", $"{member.Name}，您好：\n\n您正在值班。{request.Number} 的服务时限为 {at:yyyy-MM-dd HH:mm}（UTC）。\n\n{link}\n"),
            (true, null) => new(member.Email, $"紧急服务单 {request.Number}：{request.Subject}", $"{member.Name}，您好：\n\n您正在值班。{request.Number} 为紧急服务单，目前不在营业时间内。\n\n{link}\n"),
            (false, { } at) => new(member.Email, $"{request.Number} needs somebody: {request.Subject}", $"Hello {member.Name},\n\nyou are on call. A deadline of {request.Number} is {at:yyyy-MM-dd HH:mm} (UTC).\n\n{link}\n"),
            _ => new(member.Email, $"Urgent: {request.Number}: {request.Subject}", $"Hello {member.Name},\n\nyou are on call. {request.Number} is urgent, and came outside opening hours.\n\n{link}\n"),
        };
    }
}
