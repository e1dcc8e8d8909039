using System.Text;
using ServiceBot.Crm;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Gaps;

/// <summary>A question that no article answers.</summary>
internal sealed record KnowledgeGap
{
    public required long Id { get; init; }

    public required string Language { get; init; }

    public required string Question { get; init; }

    public required long Asked { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Questions that differ in case, width, punctuation and spaces only are one.</summary>
    public static string Normalise(string question)
    {
        var words = new StringBuilder(question.Length);
        var gap = false;
        foreach (var rune in StoredText.FoldWidth(question).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                words.Append(gap && words.Length > 0 ? " " : "").Append(Rune.ToLowerInvariant(rune));
                gap = false;
            }
            else
            {
                gap = true;
            }
        }

        return StoredText.CleanLine(words.ToString(), GapStore.MaxQuestion);
    }
}

/// <summary>Knowledge gaps in the database.</summary>
internal static class GapStore
{
    public const int MaxQuestion = 500;

    private const string Count = """
        INSERT INTO desk_knowledge_gap (language, normalised, question, asked, first_at, last_at)
        VALUES (@language, @normalised, @question, 1, @at, @at)
        ON CONFLICT (language, normalised) DO UPDATE
        SET asked = desk_knowledge_gap.asked + 1, last_at = excluded.last_at, question = excluded.question
        """;

    private const string Page = """
        SELECT id, language, question, asked, first_at, last_at
        FROM desk_knowledge_gap
        WHERE (asked, id) < (@asked, @id)
        ORDER BY asked DESC, id DESC
        LIMIT @take
        """;

    public static Task CountAsync(UnitOfWork unit, string language, string normalised, string question, DateTimeOffset at) =>
        unit.ExecuteAsync(Count, new { language, normalised, question, at });

    /// <summary>Gaps after a place, those asked most first.</summary>
    public static Task<IReadOnlyList<KnowledgeGap>> PageAsync(Session session, long asked, long id, int take) =>
        session.QueryAsync<KnowledgeGap>(Page, new { asked, id, take });
}
