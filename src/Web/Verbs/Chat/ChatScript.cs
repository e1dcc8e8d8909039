using System.Text.Json;

namespace ServiceBot.Web.Verbs.Chat;

/// <summary>Says the lines of a file, each when the one before is answered, and prints what comes as JSON Lines.</summary>
internal static class ChatScript
{
    /// <exception cref="ChatException">A line was not taken, or not answered in time.</exception>
    public static async Task RunAsync(DirectLineClient client, FileInfo script, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var sets = client.ReceiveAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(script.FullName, cancellationToken))
        {
            number++;
            if (line.Trim() is not { Length: > 0 } text || text.StartsWith('#'))
            {
                continue;
            }

            try
            {
                await AnswerAsync(sets, await client.SayAsync(text, cancellationToken)).WaitAsync(patience, cancellationToken);
            }
            catch (TimeoutException failure)
            {
                throw new ChatException($"{script.Name}:{number}:1: '{text}' is not answered within {patience.TotalSeconds:0} seconds.", failure);
            }
            catch (ChatException failure)
            {
                throw new ChatException($"{script.Name}:{number}:1: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Prints all that the bot says until it has answered a message.</summary>
    private static async Task AnswerAsync(IAsyncEnumerator<IReadOnlyList<JsonElement>> sets, string id)
    {
        var answered = false;
        while (!answered && await sets.MoveNextAsync())
        {
            foreach (var activity in sets.Current.Where(activity => !ChatTerminal.IsFromCustomer(activity)))
            {
                Console.WriteLine(activity.GetRawText());
                answered |= activity.TryGetProperty("replyToId", out var of) && of.GetString() == id;
            }
        }
    }
}
