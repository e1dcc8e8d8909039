using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>What is wrong with a canned reply that somebody wants to keep.</summary>
public enum CannedFaultKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It has too many characters.</summary>
    TooLong,

    /// <summary>A short name has other characters than lower-case letters, digits and hyphens.</summary>
    NotAShortcut,

    /// <summary>Another in the same place has that short name.</summary>
    Taken,

    /// <summary>It is none of what is offered.</summary>
    NotAChoice,

    /// <summary>A placeholder that there is not, or a brace that nothing closes.</summary>
    Placeholder,
}

/// <summary>A fault and the field that it is in.</summary>
/// <param name="Field">The field: <c>shortcut</c>, <c>title</c>, <c>place</c>, <c>en</c>, <c>zh</c>, <c>note</c>, <c>tags</c>, <c>status</c>, <c>passTo</c>, <c>ending</c>, <c>snooze</c>.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="At">Which placeholder, and where; for those alone.</param>
public sealed record CannedFault(string Field, CannedFaultKind Kind, TemplateFault? At = null);

/// <summary>What became of a wish to keep or delete a canned reply.</summary>
public abstract record CannedOutcome
{
    private CannedOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done(CannedReply Reply) : CannedOutcome;

    /// <summary>It can't be kept as it is.</summary>
    public sealed record Faulty(IReadOnlyList<CannedFault> Faults) : CannedOutcome;

    /// <summary>There is none of that id, or none that they see.</summary>
    public sealed record NotFound : CannedOutcome;

    /// <summary>It is not theirs to change.</summary>
    public sealed record NotAllowed : CannedOutcome;

    /// <summary>Somebody has changed it meanwhile.</summary>
    public sealed record Conflict(CannedReply Reply) : CannedOutcome;
}

/// <summary>Keeps canned replies, as far as <see cref="AccessPolicy.MayEdit"/> lets somebody.</summary>
public sealed class EditCannedReplies(IDatabase database, SignalLog signals, IOptions<TeamOptions> teams, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    private static readonly string[] Endings = ["hand-back", "end"];

    /// <summary>Those that somebody may use, by short name; a program uses every team's.</summary>
    public Task<IReadOnlyList<CannedReply>> ListAsync(StaffMember? member, CancellationToken cancellationToken) =>
        database.ReadAsync(session => CannedReplyStore.ListAsync(session, SightOf(member)), cancellationToken);

    /// <summary>One of those, or null.</summary>
    public Task<CannedReply?> FindAsync(StaffMember? member, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => CannedReplyStore.FindAsync(session, id, SightOf(member)), cancellationToken);

    /// <summary>Keeps one, new or changed.</summary>
    /// <param name="by">Who; null: a program.</param>
    /// <param name="wanted">As it is to be; its id is that of the one to change, whose <see cref="CannedReply.Version"/> it names, or new with version 0.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public Task<CannedOutcome> SaveAsync(StaffMember? by, CannedReply wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var reply = Clean(wanted) with { ChangedBy = by?.Id, ChangedAt = clock.GetUtcNow() };
        return database.WriteAsync<CannedOutcome>(
            async unit =>
            {
                var before = wanted.Version == 0 ? null : await CannedReplyStore.FindAsync(unit, wanted.Id, SightOf(by));
                if (wanted.Version != 0 && before is null)
                {
                    return new CannedOutcome.NotFound();
                }

                if (!CannedPlace.IsOne(reply.Place))
                {
                    return new CannedOutcome.Faulty([new("place", CannedFaultKind.NotAChoice)]);
                }

                if (!AccessPolicy.MayEdit(by, reply.Place) || (before is not null && !AccessPolicy.MayEdit(by, before.Place)))
                {
                    return new CannedOutcome.NotAllowed();
                }

                var faults = FaultsOf(reply, teams.Value.Teams.Keys).ToList();
                if (await CannedReplyStore.IsTakenAsync(unit, reply.Place, reply.Shortcut, reply.Id))
                {
                    faults.Add(new("shortcut", CannedFaultKind.Taken));
                }

                if (faults.Count > 0)
                {
                    return new CannedOutcome.Faulty(faults);
                }

                if (!(before is null ? await CannedReplyStore.AddAsync(unit, reply) : await CannedReplyStore.SaveAsync(unit, reply)))
                {
                    return before is null ? new CannedOutcome.Faulty([new("shortcut", CannedFaultKind.Taken)]) : new CannedOutcome.Conflict(before);
                }

                await SayAsync(unit, "CannedReplySaved", reply);
                return new CannedOutcome.Done(reply with { Version = wanted.Version + 1 });
            },
            cancellationToken);
    }

    /// <summary>Deletes one.</summary>
    public Task<CannedOutcome> DeleteAsync(StaffMember? by, Guid id, CancellationToken cancellationToken) => database.WriteAsync<CannedOutcome>(
        async unit =>
        {
            if (await CannedReplyStore.FindAsync(unit, id, SightOf(by)) is not { } reply)
            {
                return new CannedOutcome.NotFound();
            }

            if (!AccessPolicy.MayEdit(by, reply.Place))
            {
                return new CannedOutcome.NotAllowed();
            }

            await CannedReplyStore.DeleteAsync(unit, id);
            await SayAsync(unit, "CannedReplyDeleted", reply with { ChangedBy = by?.Id, ChangedAt = clock.GetUtcNow() });
            return new CannedOutcome.Done(reply);
        },
        cancellationToken);

    /// <summary>What is wrong with the placeholders of one.</summary>
    public static IReadOnlyList<CannedFault> PlaceholderFaults(CannedReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return [.. FaultsOf(Clean(reply), []).Where(fault => fault.Kind == CannedFaultKind.Placeholder)];
    }

    /// <summary>Everything that is wrong with one by itself.</summary>
    internal static IEnumerable<CannedFault> FaultsOf(CannedReply reply, IEnumerable<string> teams)
    {
        if (reply.Shortcut.Length == 0 || reply.Title.Length == 0)
        {
            yield return new(reply.Shortcut.Length == 0 ? "shortcut" : "title", CannedFaultKind.Missing);
        }

        if (reply.Shortcut.Length > CannedReply.MostShortcut || reply.Shortcut.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            yield return new("shortcut", CannedFaultKind.NotAShortcut);
        }

        if (reply.En is null && reply.Zh is null && !reply.IsMacro)
        {
            yield return new("en", CannedFaultKind.Missing);
        }

        foreach (var (field, text, most) in new[]
        {
            ("title", reply.Title, CannedReply.MostTitle), ("en", reply.En, CannedReply.MostText), ("zh", reply.Zh, CannedReply.MostText), ("note", reply.Note, CannedReply.MostText),
        })
        {
            if (text?.Length > most)
            {
                yield return new(field, CannedFaultKind.TooLong);
            }
            else if (field != "title" && text is not null && ReplyTemplate.Check(text) is { } at)
            {
                yield return new(field, CannedFaultKind.Placeholder, at);
            }
        }

        var known = teams.ToHashSet(StringComparer.Ordinal);
        foreach (var (field, fits) in new[]
        {
            ("place", CannedPlace.TeamOf(reply.Place) is not { } team || known.Contains(team)),
            ("tags", reply.TagList.All(tag => StoredText.Tag(tag) == tag)),
            ("status", reply.Status is not (RequestStatus.New or RequestStatus.Withdrawn)),
            ("passTo", reply.PassTo is null || known.Contains(reply.PassTo)),
            ("ending", reply.Ending is null || (Endings.Contains(reply.Ending) && reply.PassTo is null)),
            ("snooze", reply.Snooze is null || (SnoozeTime.Words.Contains(reply.Snooze) && reply is { PassTo: null, Ending: null, Status: not (RequestStatus.Resolved or RequestStatus.Closed) })),
        })
        {
            if (!fits)
            {
                yield return new(field, CannedFaultKind.NotAChoice);
            }
        }
    }

    private static CannedReply Clean(CannedReply wanted)
    {
        static string? Words(string? text) => StoredText.Clean(text, CannedReply.MostText + 1).Trim() is { Length: > 0 } words ? words : null;
        return wanted with
        {
            Shortcut = wanted.Shortcut.Trim().TrimStart('/').ToLowerInvariant(),
            Title = StoredText.CleanLine(wanted.Title, CannedReply.MostTitle + 1),
            En = Words(wanted.En),
            Zh = Words(wanted.Zh),
            Note = Words(wanted.Note),
            Tags = string.Join(',', wanted.TagList.Select(tag => StoredText.Tag(tag) ?? tag.Trim()).Where(tag => tag.Length > 0).Distinct()),
        };
    }

    private Sight SightOf(StaffMember? member) => Sight.Of(member, routing.Value.DefaultTeam);

    private Task SayAsync(UnitOfWork unit, string type, CannedReply reply) => signals.AppendAsync(
        unit, new(type, reply.ChangedAt, Data: JsonSerializer.Serialize(new { by = reply.ChangedBy, reply = reply.Id, place = reply.Place, shortcut = reply.Shortcut })));
}
