using ServiceBot.Language;
using ServiceBot.Language.Tokens;
using ServiceBot.Storage;

namespace ServiceBot.Dialogs.Learning;

/// <summary>Messages that say much the same, with what they may have meant.</summary>
/// <param name="Messages">The messages, the newest first.</param>
/// <param name="Suggested">The intents that come first for the newest, as the live model reads it now.</param>
public sealed record ReviewCluster(IReadOnlyList<ReviewedMessage> Messages, IReadOnlyList<ScoredIntent> Suggested);

/// <summary>Messages that the bot did not understand or answered badly, gathered: what is said most often first.</summary>
public sealed class ReviewList(IDatabase database, LiveDialogs dialogs, TimeProvider clock)
{
    private const int MostRead = 1_000;
    private const double Alike = 0.6;
    private const int FewestInCommon = 2;

    /// <summary>The clusters of the messages that nobody has looked at.</summary>
    public async Task<IReadOnlyList<ReviewCluster>> ReadAsync(CancellationToken cancellationToken)
    {
        var messages = await database.ReadAsync(session => ReviewStore.OpenAsync(session, MostRead), cancellationToken);
        var clusters = new List<(HashSet<string> Words, List<ReviewedMessage> Messages)>();
        foreach (var message in messages)
        {
            var words = WordsOf(message.Text);
            if (clusters.Find(cluster => AreAlike(cluster.Words, words)) is { Messages: { } near })
            {
                near.Add(message);
            }
            else
            {
                clusters.Add((words, [message]));
            }
        }

        var release = dialogs.Current;
        return
        [
            .. from cluster in clusters
               orderby cluster.Messages.Count descending, cluster.Messages[0].Id descending
               select new ReviewCluster(cluster.Messages, release.Understander.Understand(cluster.Messages[0].Text, clock.GetUtcNow()).Intents),
        ];
    }

    /// <summary>Whether the shorter message has most of its words in common with the other.</summary>
    private static bool AreAlike(HashSet<string> left, HashSet<string> right)
    {
        var common = left.Count(right.Contains);
        return left.SetEquals(right) || (common >= FewestInCommon && common >= Alike * Math.Min(left.Count, right.Count));
    }

    /// <summary>The words of a message, without the names of what was masked in it.</summary>
    private static HashSet<string> WordsOf(string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return [.. tokens.Where(token => token.Start == 0 || text[token.Start - 1] != '[').Select(token => string.Create(token.Length, token.In(text), static (folded, word) => Folding.Fold(word, folded)))];
    }
}
