using ServiceBot.Storage;

namespace ServiceBot.Dialogs.Learning;

/// <summary>A message that the bot did not understand or answered badly.</summary>
public sealed record ReviewedMessage
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The conversation.</summary>
    public required long Conversation { get; init; }

    /// <summary>Why it is here: <c>not_understood</c>, <c>unsure</c> (the bot asked «did you mean»), <c>not_helped</c>, <c>thumb_down</c>.</summary>
    public required string Why { get; init; }

    /// <summary>The language it was answered in: <c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What the customer wrote, with what is personal masked.</summary>
    public required string Text { get; init; }

    /// <summary>The intent that it was taken for; null: nothing was read.</summary>
    public string? Intent { get; init; }

    /// <summary>How likely that seemed, in [0, 1].</summary>
    public double Probability { get; init; }

    /// <summary>The model that read it.</summary>
    public string Model { get; init; } = "";
}

/// <summary>Messages to look at, in the database.</summary>
internal static class ReviewStore
{
    private const string Columns = "id, at, conversation, why, language, text, intent, probability, model";

    public static Task AddAsync(UnitOfWork unit, ReviewedMessage message) => unit.ExecuteAsync(
        """
        INSERT INTO dialogs_review (at, conversation, why, language, text, intent, probability, model)
        VALUES (@At, @Conversation, @Why, @Language, @Text, @Intent, @Probability, @Model)
        """,
        new { message.At, message.Conversation, message.Why, message.Language, message.Text, message.Intent, message.Probability, message.Model });

    /// <summary>Those that nobody has looked at, the newest first.</summary>
    public static Task<IReadOnlyList<ReviewedMessage>> OpenAsync(Session session, int most) =>
        session.QueryAsync<ReviewedMessage>($"SELECT {Columns} FROM dialogs_review WHERE done_at IS NULL ORDER BY id DESC LIMIT @most", new { most });

    public static Task<IReadOnlyList<ReviewedMessage>> OpenAsync(Session session, long[] ids) =>
        session.QueryAsync<ReviewedMessage>($"SELECT {Columns} FROM dialogs_review WHERE done_at IS NULL AND {session.Dialect.IsIn("id", "@ids")} ORDER BY id", new { ids });

    /// <returns>How many of them were still open.</returns>
    public static Task<int> DoneAsync(UnitOfWork unit, long[] ids, string? intent, string by, DateTimeOffset now) => unit.ExecuteAsync(
        $"UPDATE dialogs_review SET done_at = @now, done_by = @by, done_as = @intent WHERE done_at IS NULL AND {unit.Dialect.IsIn("id", "@ids")}", new { ids, intent, by, now });
}
