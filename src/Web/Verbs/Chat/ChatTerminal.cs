using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ServiceBot.Web.Verbs.Chat;

/// <summary>The chat for people: what the bot says as it comes, buttons with numbers to choose by.</summary>
internal sealed class ChatTerminal(DirectLineClient client)
{
    private volatile IReadOnlyList<string> _choices = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        AnsiConsole.MarkupLine("[grey]Write, and press Enter. A number chooses a button; /quit, or the end of the input, ends the chat.[/]");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var showing = ShowAsync(ended.Token);
        while (await Task.WhenAny(showing, Task.Run(Console.In.ReadLine, cancellationToken)).WaitAsync(cancellationToken) is Task<string?> { Result: { } line } && line.Trim() != "/quit")
        {
            if (line.Trim() is { Length: > 0 } text)
            {
                await client.SayAsync(Chosen(text), cancellationToken);
            }
        }

        await (showing.IsCompleted ? showing : Task.CompletedTask);     // its failure is ours
        await ended.CancelAsync();
    }

    public static bool IsFromCustomer(JsonElement activity) =>
        activity.TryGetProperty("from", out var from) && from.TryGetProperty("role", out var role) && role.GetString() == "user";

    /// <summary>An activity in lines of text with Spectre's markup; null: there is nothing to see.</summary>
    public static string? Render(JsonElement activity)
    {
        var lines = new List<string>();
        switch (Text(activity, "type"))
        {
            case "message":
                lines.AddRange([
                    .. Text(activity, "text") is { Length: > 0 } text ? [Markup.Escape(text)] : Array.Empty<string>(),
                    .. Items(activity, "attachments").Select(file => $"[grey]{Markup.Escape(string.Join(' ', new[] { Text(file, "contentType"), Text(file, "name"), Text(file, "contentUrl") }.OfType<string>()))}[/]"),
                    .. ChoicesOf(activity).Select((title, n) => string.Create(CultureInfo.InvariantCulture, $"[blue]{n + 1}[/] {Markup.Escape(title)}")),
                ]);
                break;
            case "endOfConversation":
                lines.Add("[grey]The conversation has ended.[/]");
                break;
        }

        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        await foreach (var set in client.ReceiveAsync(cancellationToken))
        {
            foreach (var activity in set.Where(activity => !IsFromCustomer(activity)))
            {
                if (Render(activity) is { } text)
                {
                    _choices = ChoicesOf(activity);
                    AnsiConsole.Write(new Padder(new Markup(text), new(2, 0, 0, 1)));
                }
            }
        }
    }

    private string Chosen(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= _choices.Count ? _choices[number - 1] : text;

    private static IReadOnlyList<string> ChoicesOf(JsonElement activity) =>
        activity.TryGetProperty("suggestedActions", out var suggested) ? [.. Items(suggested, "actions").Select(action => Text(action, "title")).OfType<string>()] : [];

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
