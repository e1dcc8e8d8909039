using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>Tells colleagues who are named in a note: <c>@Mei Lin</c>. Who does not see the request is not told.</summary>
public sealed class Mentions(SignalLog signals, IOptions<RoutingOptions> routing)
{
    /// <summary>Who is named in a text: an @ before the whole name, the longest name first, in any case of letters.</summary>
    internal static IReadOnlyList<StaffMember> In(string text, IReadOnlyList<StaffMember> staff)
    {
        var named = new List<StaffMember>();
        var longestFirst = staff.Where(member => member.DisabledAt is null).OrderByDescending(member => member.Name.Length).ToList();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var rest = text.AsSpan(at + 1);
            foreach (var member in longestFirst)
            {
                var goesOn = rest.Length > member.Name.Length && char.IsAsciiLetterOrDigit(rest[member.Name.Length]) && char.IsAsciiLetterOrDigit(member.Name[^1]);
                if (rest.StartsWith(member.Name, StringComparison.OrdinalIgnoreCase) && !goesOn)
                {
                    named.Add(member);
                    break;
                }
            }
        }

        return [.. named.DistinctBy(member => member.Id)];
    }

    internal async Task TellAsync(UnitOfWork unit, ServiceRequest request, string note, Actor by, DateTimeOffset now)
    {
        if (!note.Contains('@', StringComparison.Ordinal))
        {
            return;
        }

        foreach (var member in In(note, await StaffStore.ListAsync(unit)).Where(member => Actor.Staff(member.Id) != by && Sight.Of(member, routing.Value.DefaultTeam).Sees(request)))
        {
            await TellAsync(unit, request, member, by, now);
        }
    }

    /// <summary>Tells one of them, who sees the request.</summary>
    internal async Task TellAsync(UnitOfWork unit, ServiceRequest request, StaffMember member, Actor by, DateTimeOffset now)
    {
        await MarkStore.MentionAsync(unit, request.Number, member.Id, now);
        var data = JsonSerializer.Serialize(new { request = request.Id, number = $"{request.Number}", staff = member.Id, by = by.Name });
        await signals.AppendAsync(unit, new("RequestMentioned", now, request.Conversation, request.Customer, data));
    }

    /// <summary>Notes that somebody has seen what they were named in.</summary>
    public static async Task SeenAsync(IDatabase database, RequestNumber number, Guid staff, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (await database.ReadAsync(session => MarkStore.IsMentionedAsync(session, number, staff), cancellationToken))
        {
            await database.WriteAsync(
                async unit =>
                {
                    await MarkStore.SeenAsync(unit, number, staff);
                    return true;
                },
                cancellationToken);
        }
    }
}
