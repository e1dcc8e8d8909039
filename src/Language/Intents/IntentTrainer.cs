namespace ServiceBot.Language.Intents;

/// <summary>What an <see cref="IntentModel"/> learns from: the features of messages.</summary>
/// <param name="Examples">The examples with their intents.</param>
/// <param name="OutOfScope">The operator's sentences that mean no intent.</param>
/// <param name="OffTopic">The product's own such sentences.</param>
internal sealed record TrainingMessages(IEnumerable<(string Intent, ulong[] Features)> Examples, IEnumerable<ulong[]> OutOfScope, IEnumerable<ulong[]> OffTopic)
{
    /// <summary>The same, read once and kept: reading is the slow part, keeping takes room.</summary>
    public TrainingMessages Kept() => new([.. Examples], [.. OutOfScope], [.. OffTopic]);
}

/// <summary>Fits an <see cref="IntentModel"/>.</summary>
/// <remarks>
/// One linear SVM an intent, against the examples of all others and against what is out of scope. Calibrated on held-out folds: each
/// leaves out a fifth of the examples, and a fifth of the intents altogether, whose examples then stand for questions nobody thought of.
/// </remarks>
internal sealed class IntentTrainer(LanguageOptions options)
{
    private const int Folds = 5;
    private const int NoIntent = int.MaxValue;

    /// <summary>Examples times intents that may be fitted for calibration; a larger set needs fewer folds to be as sure.</summary>
    private const long CalibrationWork = 1_500_000;

    /// <summary>An own off-topic sentence with this cosine to an example is a topic of this desk, and is left out.</summary>
    private const float SameTopic = 0.4f;

    /// <summary>Fits the weights; the probabilities are those of a typical desk.</summary>
    /// <param name="messages">What to learn from.</param>
    public IntentModel Fit(TrainingMessages messages)
    {
        string[] intents = [.. messages.Examples.Select(example => example.Intent).Distinct().Order(StringComparer.Ordinal)];
        var vocabulary = Vocabulary.Of([.. messages.Examples.Select(example => example.Features), .. messages.OutOfScope, .. messages.OffTopic]);
        var (rows, labels) = Read(messages, intents, vocabulary);
        var weights = new float[intents.Length + 1][];
        new LinearSvm(rows, labels, vocabulary.Count, options.Cost)
            .Fit([.. Enumerable.Range(0, intents.Length), NoIntent], options.Seed, options.Threads, (k, w) => weights[k] = [.. w]);
        return Pack(intents, vocabulary, weights, intents.Length == 0 ? Calibration.Default : Calibration.Typical);
    }

    /// <summary>Fits the probabilities of a model to the messages that it was fitted to.</summary>
    /// <param name="model">The model.</param>
    /// <param name="messages">The same messages.</param>
    public IntentModel Calibrate(IntentModel model, TrainingMessages messages)
    {
        if (model.Intents.Count == 0)
        {
            return model;
        }

        var (rows, labels) = Read(messages, model.Intents, model.Vocabulary);
        return model.With(Calibrate(rows, labels, model.Intents.Count, model.Vocabulary));
    }

    private static (Row[] Rows, int[] Labels) Read(TrainingMessages messages, IReadOnlyList<string> intents, Vocabulary vocabulary)
    {
        var labelOf = intents.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        List<Row> rows = [];
        List<int> labels = [];
        foreach (var (intent, features) in messages.Examples)
        {
            rows.Add(vocabulary.ToRow(features));
            labels.Add(labelOf[intent]);
        }

        List<Row> others = [.. messages.OutOfScope.Select(vocabulary.ToRow), .. FarFrom([.. rows], [.. messages.OffTopic.Select(vocabulary.ToRow)], vocabulary.Count)];
        return ([.. rows, .. others], [.. labels, .. others.Select(_ => NoIntent)]);
    }

    private Calibration Calibrate(Row[] rows, int[] labels, int classes, Vocabulary vocabulary)
    {
        var folds = (int)Math.Clamp(CalibrationWork / Math.Max(1, (long)rows.Length * classes), 1, Folds);
        List<HeldOut> complete = [];
        List<HeldOut> surprised = [];
        for (var fold = 0; fold < folds; fold++)
        {
            complete.AddRange(HoldOut(rows, labels, classes, vocabulary, fold, holdOutClasses: false));
            if (classes >= Folds)    // with few intents, leaving one out would leave nothing to tell apart
            {
                surprised.AddRange(HoldOut(rows, labels, classes, vocabulary, fold, holdOutClasses: true));
            }
        }

        var known = complete.Where(row => row.Truth >= 0).ToList();
        var (temperature, best) = Calibration.FitIntents([.. known.Select(row => row.Margins)], [.. known.Select(row => row.Truth)]);
        return new(temperature, best, LogisticFit.Fit(Weigh(surprised.Count > 0 ? surprised : complete), Calibration.Default.InScope));
    }

    /// <summary>Fits without one fold of the rows, and of the classes where asked for, and looks at the rows of that fold.</summary>
    private IEnumerable<HeldOut> HoldOut(Row[] rows, int[] labels, int classes, Vocabulary vocabulary, int fold, bool holdOutClasses)
    {
        var foldOf = Shuffled(rows.Length);
        var foldOfClass = Shuffled(classes);
        bool IsKnown(int k) => !holdOutClasses || foldOfClass[k] != fold;
        int[] known = [.. Enumerable.Range(0, classes).Where(IsKnown)];
        int[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => foldOf[i] != fold && (labels[i] == NoIntent || IsKnown(labels[i])))];
        int[] held = [.. Enumerable.Range(0, rows.Length).Where(i => foldOf[i] == fold)];
        var keptRows = Array.ConvertAll(kept, i => rows[i]);
        var margins = Array.ConvertAll(held, _ => new float[known.Length + 1]);
        new LinearSvm(keptRows, Array.ConvertAll(kept, i => labels[i]), vocabulary.Count, options.Cost)
            .Fit([.. known, NoIntent], options.Seed, options.Threads, (k, w) =>
            {
                for (var i = 0; i < held.Length; i++)
                {
                    margins[i][k] = LinearSvm.Dot(w, rows[held[i]]);
                }
            });
        var isSeen = new bool[vocabulary.Count];
        foreach (var id in keptRows.SelectMany(row => row.Ids))
        {
            isSeen[id] = true;
        }

        for (var i = 0; i < held.Length; i++)
        {
            var label = labels[held[i]];
            var summary = MarginSummary.Of(margins[i], KnownWords(rows[held[i]], vocabulary, isSeen));
            yield return label == NoIntent ? new(summary, Kind.Far, [], -1)
                : Array.IndexOf(known, label) is >= 0 and var truth ? new(summary, Kind.InScope, margins[i][..^1], truth)
                : new(summary, Kind.Near, [], -1);
        }
    }

    /// <summary>What <see cref="Vocabulary.Weigh"/> would say of the row, had it seen only the rows that were kept.</summary>
    private static float KnownWords(Row row, Vocabulary vocabulary, bool[] isSeen)
    {
        var (known, all) = (0f, 0f);
        for (var i = 0; i < row.Ids.Length; i++)
        {
            var squared = vocabulary.IsWord(row.Ids[i]) ? row.Values[i] * row.Values[i] : 0;
            all += squared;
            known += isSeen[row.Ids[i]] ? squared : 0;
        }

        return all > 0 ? known / all : 0;
    }

    /// <summary>Brings what is out of scope to its expected share, half of it near the known intents and half far from them.</summary>
    private List<(double[], bool, double)> Weigh(List<HeldOut> rows)
    {
        var counts = rows.CountBy(row => row.Kind).ToDictionary();
        var outside = counts.GetValueOrDefault(Kind.InScope) * options.OutOfScopeShare / (1 - options.OutOfScopeShare);
        var kinds = counts.Keys.Count(kind => kind != Kind.InScope);
        return [.. rows.Select(row => (row.Summary.Inputs(), row.Kind == Kind.InScope, row.Kind == Kind.InScope ? 1 : outside / kinds / counts[row.Kind]))];
    }

    private int[] Shuffled(int count)
    {
        int[] folds = [.. Enumerable.Range(0, count).Select(i => i % Folds)];
#pragma warning disable CA5394 // The order of folds is no secret.
        new Random(options.Seed).Shuffle(folds);
#pragma warning restore CA5394
        return folds;
    }

    /// <summary>The rows whose cosine to every example is below <see cref="SameTopic"/>.</summary>
    private static IEnumerable<Row> FarFrom(Row[] examples, Row[] rows, int features)
    {
        var lengths = Array.ConvertAll(examples, Length);
        var dense = new float[features];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Ids.Length; i++)
            {
                dense[row.Ids[i]] = row.Values[i];
            }

            var limit = SameTopic * Length(row);
            var isNear = false;
            for (var i = 0; i < examples.Length && !isNear; i++)
            {
                isNear = Product(examples[i]) > limit * lengths[i];
            }

            foreach (var id in row.Ids)
            {
                dense[id] = 0;
            }

            if (!isNear)
            {
                yield return row;
            }
        }

        float Product(Row example)
        {
            var product = 0f;
            for (var i = 0; i < example.Ids.Length; i++)
            {
                product += dense[example.Ids[i]] * example.Values[i];
            }

            return product;
        }

        static float Length(Row row) => float.Sqrt(row.Values.Sum(value => value * value));
    }

    private static IntentModel Pack(string[] intents, Vocabulary vocabulary, float[][] weights, Calibration calibration)
    {
        var packed = new sbyte[checked(vocabulary.Count * weights.Length)];
        var scales = new float[vocabulary.Count];
        for (var id = 0; id < scales.Length; id++)
        {
            var largest = weights.Max(w => Math.Abs(w[id]));
            scales[id] = largest / sbyte.MaxValue;
            for (var k = 0; k < weights.Length && largest > 0; k++)
            {
                packed[(id * weights.Length) + k] = (sbyte)MathF.Round(weights[k][id] / scales[id]);
            }
        }

        return new(intents, vocabulary, packed, scales, [.. weights.Select(w => w[^1])], calibration);
    }

    /// <summary>Where a held-out row stands: a known intent, an intent that was left out, or no intent at all.</summary>
    private enum Kind
    {
        InScope,
        Near,
        Far,
    }

    private readonly record struct HeldOut(MarginSummary Summary, Kind Kind, float[] Margins, int Truth);
}
