using System.Globalization;
using ServiceBot.Knowledge;
using ServiceBot.Language;
using ServiceBot.Language.Sentiments;

namespace ServiceBot.Dialogs;

/// <summary>One turn under way: the state as it changes, and what is said and recorded.</summary>
internal sealed class Turn
{
    // Longer than any slot may be, so that a longer message is refused rather than cut.
    private const int MostRead = 5000;
    private const double MoodStep = 0.4;

    private readonly DialogState _before;
    private readonly List<DialogFact> _facts = [];
    private readonly List<DialogReply> _replies = [];

    public Turn(
        DialogOptions options, CompanyName company, DialogRelease release, DialogState state, DialogInput input, IDialogActions actions, IKnowledge knowledge, CancellationToken cancellationToken)
    {
        (Options, Company, Release, _before, Input, Actions, Knowledge, CancellationToken) = (options, company, release, state, input, actions, knowledge, cancellationToken);
        Understanding = input.Understanding;
        Text = Short(input.Text, MostRead);
        Frames = [.. state.Frames];
        Pending = state.Pending;
        Remembered = [.. state.Remembered];
        Carried = [.. state.Carried];
        Later = [.. state.Later];
        Variant = state.Variant;
        LastArticle = (state.LastArticle, state.LastArticleVersion);
        Language = state.Language ?? (input.Locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en");
    }

    public DialogOptions Options { get; }
    public CompanyName Company { get; }
    public DialogRelease Release { get; }
    public DialogCatalog Catalog => Release.Catalog;
    public DialogInput Input { get; }
    public IDialogActions Actions { get; }
    public IKnowledge Knowledge { get; }
    public CancellationToken CancellationToken { get; }

    /// <summary>The customer's words; a button may stand for other ones than it shows.</summary>
    public string Text { get; private set; }
    public Understanding Understanding { get; private set; }
    public string Language { get; set; }
    public List<Frame> Frames { get; }
    public Pending? Pending { get; set; }
    public List<SlotValue> Remembered { get; }
    public List<SlotValue> Carried { get; }

    /// <summary>Matters of an earlier message, or of this one, that are still to be taken up.</summary>
    public List<Matter> Later { get; }
    public int Variant { get; set; }
    public (string? Id, string? Version) LastArticle { get; set; }
    public ReceiptArticle? Article { get; set; }
    public bool Greeted => _before.Greeted;
    public IReadOnlyList<Button> Buttons => _before.Buttons;
    public string? LastText => _before.LastText;
    public string Rule { get; set; } = "";
    public bool Sensitive { get; set; }

    /// <summary>A question was asked; the turn ends here.</summary>
    public bool Waiting { get; set; }
    public int Steps { get; set; }

    /// <summary>The message could not be used; counts towards offering a person.</summary>
    public bool Missed { get; set; }
    public int MissedBefore => _before.NotUnderstood;
    public IReadOnlyList<DialogReply> Replies => _replies;

    public Frame? Top
    {
        get => Frames.Count > 0 ? Frames[^1] : null;
        set => Frames[^1] = value!;
    }

    public DialogPlan? Plan => Top is { } top ? Catalog.Dialogs[top.Dialog] : null;
    public DateOnly Today => DateOnly.FromDateTime(Input.Now.DateTime);

    /// <summary>The customer's words in full: an intent of the bot itself that they are an example of, word for word.</summary>
    public string? Exact { get; private set; }

    /// <summary>A button spoke, so the words tell nothing about the customer's language.</summary>
    public bool ByButton { get; private set; }

    /// <summary>The customer's words as they are compared.</summary>
    public string Plain { get; private set; } = "";

    public void Read()
    {
        Plain = PlainText.Of(Text);
        Exact = Plain.Length > 0 ? Catalog.ExactControl.GetValueOrDefault(Plain) : Marks.Meaning(Text);
    }

    /// <summary>Reads the text that a button stands for instead of the one it shows.</summary>
    public void ReadButton(string text)
    {
        ByButton = true;
        Text = text;
        Understanding = Release.Understander.Understand(text, Input.Now);
        Read();
    }

    /// <summary>Takes the message for an intent of the bot itself.</summary>
    public void TakeAs(string intent)
    {
        ByButton = true;
        Exact = intent;
    }

    /// <summary>Whether the words mean an intent of the bot itself, by heart or by model.</summary>
    public bool Says(string intent) =>
        Exact == intent || (Exact is null && Understanding.Best is { } best && best.Intent == intent && best.Probability >= Options.Confident);

    /// <summary>The value of a name in a condition or an action's argument.</summary>
    public string? Value(string name) => Top?.Value(name) ?? Remembered.FirstOrDefault(s => s.Name == name)?.Value ?? name switch
    {
        "outcome" => Top?.Outcome,
        "language" => Language,
        "company" => Company.In(Language),
        "channel" => Input.Channel,
        "utterance" => Top?.Utterance,
        "today" => Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "is_question" => Questions.IsQuestion(Top?.Utterance ?? Text) ? "yes" : null,
        "sentiment" => Understanding.Tone.Sentiment.ToString().ToLowerInvariant(),
        "mood" => Math.Round(Mood * 100).ToString(CultureInfo.InvariantCulture),
        "urgent" => Heard(ToneMarks.Urgent),
        "abusive" => Heard(ToneMarks.Abusive),
        "distressed" => Heard(ToneMarks.Distressed),
        "thankful" => Heard(ToneMarks.Thankful),
        "attachments" => Input.AttachmentCount.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The mood of the conversation with this message in it; a button, a code or an address leaves it as it was.</summary>
    public double Mood => ByButton || Plain.Length == 0 || Understanding.Language == TextLanguage.Undetermined
        ? _before.Mood
        : _before.Mood + (MoodStep * (Understanding.Tone.Strength - _before.Mood));

    /// <summary>«yes» when something is heard in the message, or was in the words that began the dialog.</summary>
    private string? Heard(ToneMarks mark) => Understanding.Tone.Is(mark) || (Top?.Utterance is { } began && ToneReader.Read(began).Is(mark)) ? "yes" : null;

    /// <summary>The value of a name as a customer reads it.</summary>
    public string Shown(string name)
    {
        var value = Value(name) ?? "";
        return Catalog.Slots.TryGetValue(name, out var slot) && value.Length > 0 ? ValueWords.Of(slot, value, Language) : value;
    }

    public void Fact(string name, params (string Name, string Value)[] values) =>
        _facts.Add(new(name, values.ToDictionary(v => v.Name, v => v.Value)));

    public void Add(DialogReply reply) => _replies.Add(reply);

    public async ValueTask<DialogActionOutcome> DoAsync(string action, params (string Name, string Value)[] arguments) =>
        await Actions.RunAsync(action, arguments.ToDictionary(a => a.Name, a => a.Value), Language, CancellationToken);

    public DialogResult Result()
    {
        var best = Understanding.Best;
        var state = _before with
        {
            Language = Language,
            Greeted = true,
            Version = Catalog.Version,
            Frames = Frames,
            Pending = Pending,
            Remembered = Remembered,
            Carried = Carried,
            Later = Later,
            Buttons = [.. _replies.SelectMany(r => r.Suggestions).Where(s => s.Value is not null).Select(s => new Button(s.Title, s.Value!))],
            NotUnderstood = Missed ? _before.NotUnderstood + 1 : 0,
            Variant = Variant % 10_000,
            Mood = Math.Round(Mood, 3),
            LastArticle = LastArticle.Id,
            LastArticleVersion = LastArticle.Version,
            LastText = Top?.Pending is null && _replies.Count > 0 ? Short(_replies[^1].Words) : null,
        };
        return new(state, _replies, _facts, new Receipt
        {
            Intent = best?.Intent,
            Probability = best?.Probability ?? 0,
            Margin = Understanding.Margin,
            InScope = Understanding.InScope,
            Language = Understanding.Language,
            Tag = Understanding.LanguageTag,
            Sentiment = Understanding.Tone.Sentiment,
            Strength = Math.Round(Understanding.Tone.Strength, 3),
            Marks = Understanding.Tone.Marks,
            Mood = Math.Round(Mood, 3),
            Rule = Rule,
            Dialog = Top?.Dialog,
            Step = Top?.At,
            Article = Article,
            Version = Catalog.Version,
            Model = Release.Understander.Version,
        }, Sensitive);
    }

    /// <summary>At most a thousand characters, so that a state stays small whatever a customer sends.</summary>
    public static string Short(string text, int most = 1000) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
