using System.Text.Json;
using ServiceBot.Knowledge;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>A line of a conversation that went otherwise.</summary>
/// <param name="File">The file, relative to the dialog folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Conversation">The conversation's name.</param>
/// <param name="Expected">What the line promises.</param>
/// <param name="Actual">What happened.</param>
public sealed record ConversationFailure(string File, int Line, string Conversation, string Expected, string Actual)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}: «{Conversation}» expected {Expected}, actual {Actual}";
}

/// <summary>How the conversations of a folder went.</summary>
/// <param name="Conversations">How many were run.</param>
/// <param name="Turns">How many messages they hold.</param>
/// <param name="Failures">What went otherwise; empty when all is well.</param>
/// <param name="Errors">Files that could not be read.</param>
public sealed record ConversationReport(int Conversations, int Turns, IReadOnlyList<ConversationFailure> Failures, IReadOnlyList<DialogError> Errors);

/// <summary>Runs the <c>*.test.yaml</c> conversations through the real engine.</summary>
/// <param name="engine">The engine.</param>
/// <param name="release">The dialogs and their model.</param>
/// <param name="knowledge">The knowledge base.</param>
/// <param name="actions">Makes the actions of one conversation, given the e-mail address it begins with, or null.</param>
public sealed class ConversationRunner(DialogEngine engine, DialogRelease release, IKnowledge knowledge, Func<string?, IDialogActions> actions)
{
    /// <summary>Runs every conversation below a folder.</summary>
    /// <param name="folder">The dialog folder.</param>
    /// <param name="cancellationToken">Stops between turns.</param>
    public async Task<ConversationReport> RunFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(folder, "*" + DialogLoader.TestEnding, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return await RunAsync([.. files.Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText(f)))], cancellationToken);
    }

    /// <summary>Runs conversations that are already in memory.</summary>
    /// <param name="files">Names, for failures, and texts.</param>
    /// <param name="cancellationToken">Stops between turns.</param>
    public async Task<ConversationReport> RunAsync(IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        var errors = new List<DialogError>();
        var failures = new List<ConversationFailure>();
        var conversations = files.SelectMany(f => ConversationReader.Read(f.Name, f.Text, errors)).ToList();
        foreach (var conversation in conversations)
        {
            failures.AddRange(await RunAsync(conversation, cancellationToken));
        }

        return new(conversations.Count, conversations.Sum(c => c.Lines.OfType<ConversationLine.User>().Count()), failures, errors);
    }

    private async Task<IReadOnlyList<ConversationFailure>> RunAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var failures = new List<ConversationFailure>();
        var recorded = new RecordedActions(actions(conversation.Given.Email));
        var articles = conversation.Given.Knowledge ? knowledge : new NoKnowledge();
        var state = DialogState.Empty;
        DialogResult? last = null;
        foreach (var line in conversation.Lines)
        {
            if (line is ConversationLine.User user)
            {
                recorded.Calls.Clear();
                last = await engine.TurnAsync(release, state, Input(user, conversation.Given), recorded, articles, cancellationToken);

                // Through JSON, as between two real turns.
                state = DialogState.FromJson(last.State.ToJson());
            }
            else if (last is null)
            {
                failures.Add(new(conversation.File, line.Line, conversation.Name, "a user line first", "nothing was said yet"));
            }
            else if (Expectation.Check(line, last, state, release.Catalog, recorded.Calls) is var (expected, actual))
            {
                failures.Add(new(conversation.File, line.Line, conversation.Name, expected, actual));
            }
        }

        return failures;
    }

    private DialogInput Input(ConversationLine.User user, Given given) => new()
    {
        Text = user.Text,
        Understanding = release.Understander.Understand(user.Text, given.Today),
        Value = user.Value is null ? null : Json(user.Value),
        Now = given.Today,
        AttachmentCount = user.Attachments,
        IsStart = user.Start,
        Locale = given.Language,
        Channel = "test",
    };

    private static JsonElement Json(string value)
    {
        using var document = JsonDocument.Parse(value.StartsWith('{') ? value : JsonSerializer.Serialize(value));
        return document.RootElement.Clone();
    }

    private sealed class NoKnowledge : IKnowledge
    {
        public KnowledgeAnswer Answer(string question, TextLanguage language, IReadOnlyCollection<string> preferTags) => new([], 0, false);
    }

    private sealed class RecordedActions(IDialogActions inner) : IDialogActions
    {
        public List<ActionCall> Calls { get; } = [];

        public async ValueTask<DialogActionOutcome> RunAsync(
            string action, IReadOnlyDictionary<string, string> arguments, string language, CancellationToken cancellationToken)
        {
            var outcome = await inner.RunAsync(action, arguments, language, cancellationToken);
            Calls.Add(new(action, arguments, outcome.Outcome));
            return outcome;
        }
    }
}
