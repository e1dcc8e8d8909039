using ServiceBot.Crm;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Together;

/// <summary>What somebody has begun to write.</summary>
public sealed record Draft
{
    /// <summary>What it is to be: <c>reply</c>, <c>note</c> or <c>whisper</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The words.</summary>
    public required string Words { get; init; }

    /// <summary>Another one with every change, never one that there was before; 0: there is no draft.</summary>
    public required long Version { get; init; }

    /// <summary>There is none.</summary>
    public static Draft None { get; } = new() { Kind = "reply", Words = "", Version = 0 };
}

/// <summary>
/// Drafts of replies and notes, per person and place, so that they are there on another device too. No signal tells of them. Whoever writes names the version
/// that they have gone on from: what was written elsewhere since is never overwritten.
/// </summary>
public sealed class Drafts(IDatabase database, TimeProvider clock)
{
    /// <summary>The longest draft, in characters.</summary>
    public const int MostWords = 10_000;

    private const long MostVersion = 1L << 53;      // scripts keep it exactly

    private const string Find = "SELECT kind, words, version FROM desk_draft WHERE staff = @staff AND place = @place";

    private const string Save = """
        INSERT INTO desk_draft (staff, place, kind, words, version, at) VALUES (@staff, @place, @kind, @words, @version, @now)
        ON CONFLICT (staff, place) DO UPDATE SET kind = excluded.kind, words = excluded.words, version = excluded.version, at = excluded.at
        """;

    /// <summary>The draft of somebody in a place, or <see cref="Draft.None"/>.</summary>
    public static async Task<Draft> FindAsync(Session session, Guid staff, string place)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.FindAsync<Draft>(Find, new { staff, place }) ?? Draft.None;
    }

    /// <summary>Keeps what somebody has written so far.</summary>
    /// <param name="staff">Who.</param>
    /// <param name="place">Where.</param>
    /// <param name="kind"><c>reply</c>, <c>note</c> or <c>whisper</c>.</param>
    /// <param name="words">The words, at most <see cref="MostWords"/> of their characters; none: the draft is gone.</param>
    /// <param name="from">The version that they went on from; 0: there was none.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <returns>The draft as it is now, and whether it is what was to be kept; otherwise somebody wrote another one elsewhere.</returns>
    public Task<(Draft Now, bool IsKept)> KeepAsync(Guid staff, string place, string kind, string words, long from, CancellationToken cancellationToken)
    {
        var text = StoredText.Clean(words, MostWords);
        return database.WriteAsync(
            async unit =>
            {
                var before = await FindAsync(unit, staff, place);
                if (before.Version != from)
                {
                    return (before, before.Words == text);
                }

                if (text.Length == 0)
                {
                    await DeleteAsync(unit, staff, place);
                    return (Draft.None, true);
                }

                var after = new Draft { Kind = kind, Words = text, Version = Random.Shared.NextInt64(1, MostVersion) };     // a count would begin anew after a draft was sent
                await unit.ExecuteAsync(Save, new { staff, place, kind, words = text, version = after.Version, now = clock.GetUtcNow() });
                return (after, true);
            },
            cancellationToken);
    }

    /// <summary>Forgets the draft: it is sent.</summary>
    public static Task DeleteAsync(UnitOfWork unit, Guid staff, string place)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.ExecuteAsync("DELETE FROM desk_draft WHERE staff = @staff AND place = @place", new { staff, place });
    }
}
