namespace ServiceBot.Language.Intents;

/// <summary>What an <see cref="IntentModel"/> learns from: the features of messages.</summary>
/// <param name="Examples">The examples with their intents.</param>
/// <param name="OutOfScope">The operator's sentences that mean no intent.</param>
/// <param name="OffTopic">The product's own such sentences.</param>
/// <param name="Running">The words of the examples and of other texts in their order.</param>
internal sealed record TrainingMessages(
    IReadOnlyList<(string Intent, ulong[] Features)> Examples, IReadOnlyList<ulong[]> OutOfScope, IReadOnlyList<ulong[]> OffTopic, IEnumerable<PlacedUnit[]> Running);

/// <summary>Fits an <see cref="IntentModel"/>.</summary>
/// <remarks>
/// One linear SVM an intent, against the examples of all others and against what is out of scope; beside them a few networks, where there are examples enough
/// for so many weights. Calibrated on held-out folds: each leaves out a fifth of the examples, and a fifth of the intents altogether, whose
/// examples then stand for questions nobody thought of.
/// </remarks>
internal sealed class IntentTrainer(LanguageOptions options)
{
    private const int Folds = 5;
    public const int NoIntent = int.MaxValue;

    /// <summary>Examples times intents that may be fitted for calibration; a larger set needs fewer folds to be as sure.</summary>
    private const long CalibrationWork = 1_500_000;

    /// <summary>With fewer examples networks are no better than the linear model: measured with 10 to 100 examples of an intent.</summary>
    private const int FewestForNets = 5000;

    private const int Nets = 2;

    /// <summary>A feature of fewer examples is left to the linear model.</summary>
    private const int FewestOfFeature = 2;

    /// <summary>An own off-topic sentence with this cosine to an example is a topic of this desk, and is left out.</summary>
    private const float SameTopic = 0.4f;

    /// <summary>Fits the weights, and where the options ask for it the probabilities; if not, these are those of a typical desk.</summary>
    /// <param name="messages">What to learn from.</param>
    public IntentModel Fit(TrainingMessages messages)
    {
        string[] intents = [.. messages.Examples.Select(example => example.Intent).Distinct().Order(StringComparer.Ordinal)];
        var vocabulary = Vocabulary.Of([.. messages.Examples.Select(example => example.Features), .. messages.OutOfScope, .. messages.OffTopic]);
        var withNets = options is { Kind: ModelKind.Full, Calibrate: true } && intents.Length > 1 && messages.Examples.Count >= FewestForNets;
        var vectors = withNets ? new WordVectorTrainer(options.Seed).Fit([.. messages.Running]) : WordVectors.None;
        var (rows, labels) = Read(messages, intents, vocabulary, vectors);
        var weights = new float[intents.Length + 1][];
        new LinearSvm(rows, labels, vocabulary.Count, options.Cost)
            .Fit([.. Enumerable.Range(0, intents.Length), NoIntent], options.Seed, options.Threads, (k, w) => weights[k] = [.. w]);
        var (packed, scales) = Pack(weights, vocabulary.Count);
        float[] bias = [.. weights.Select(w => w[^1])];
        weights = [];
        var folds = !options.Calibrate || intents.Length == 0 ? [] : Folded(rows, labels, intents.Length, vocabulary, withNets);
        var net = withNets ? FitNets(rows, labels, intents.Length, vocabulary, vectors, folds) : null;
        var calibration = intents.Length == 0 ? Calibration.Default : options.Calibrate ? Calibrate(folds) : Calibration.Typical;
        return new(intents, vocabulary, packed, scales, bias, net, calibration);
    }

    /// <summary>Fits the networks of the model and of the folds side by side.</summary>
    private IntentNet FitNets(Row[] rows, int[] labels, int classes, Vocabulary vocabulary, WordVectors vectors, HeldOutFold[] folds)
    {
        var features = vocabulary.CountOf(FewestOfFeature);
        var nets = new NetWeights[Nets];
        Parallel.For(0, Nets + folds.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, task =>
        {
            if (task < Nets)
            {
                nets[task] = new NetTrainer(rows, labels, features, classes, options.Seed + task).Fit();
            }
            else
            {
                folds[task - Nets].AddNet(features, options.Seed);
            }
        });
        return IntentNet.Of(vectors, nets);
    }

    private static (Row[] Rows, int[] Labels) Read(TrainingMessages messages, IReadOnlyList<string> intents, Vocabulary vocabulary, WordVectors vectors)
    {
        var labelOf = intents.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        List<Row> rows = [];
        List<int> labels = [];
        foreach (var (intent, features) in messages.Examples)
        {
            rows.Add(ToRow(features));
            labels.Add(labelOf[intent]);
        }

        List<Row> others = [.. messages.OutOfScope.Select(ToRow), .. FarFrom([.. rows], [.. messages.OffTopic.Select(ToRow)], vocabulary.Count)];
        return ([.. rows, .. others], [.. labels, .. others.Select(_ => NoIntent)]);

        Row ToRow(ulong[] features)
        {
            var mean = new float[vectors.Rank];
            vectors.Mean(features, mean);
            return vocabulary.ToRow(features) with { Mean = mean };
        }
    }

    /// <summary>The parts of the examples that are held out in turn. With networks there is one alone, as each takes them long.</summary>
    private HeldOutFold[] Folded(Row[] rows, int[] labels, int classes, Vocabulary vocabulary, bool withNets)
    {
        var count = withNets ? 1 : (int)Math.Clamp(CalibrationWork / Math.Max(1, (long)rows.Length * classes), 1, Folds);
        var surprise = classes >= Folds;    // with few intents, leaving one out would leave nothing to tell apart
        List<HeldOutFold> folds = [];
        for (var fold = 0; fold < count; fold++)
        {
            if (!withNets || !surprise)
            {
                folds.Add(HoldOut(rows, labels, classes, vocabulary, fold, holdOutClasses: false));
            }

            if (surprise)
            {
                folds.Add(HoldOut(rows, labels, classes, vocabulary, fold, holdOutClasses: true));
            }
        }

        return [.. folds];
    }

    private Calibration Calibrate(HeldOutFold[] folds)
    {
        var surprising = folds.Where(fold => fold.HoldsOutClasses).SelectMany(fold => fold.Rows()).ToList();
        var complete = folds.Where(fold => !fold.HoldsOutClasses).SelectMany(fold => fold.Rows()).ToList();
        var known = (complete.Count > 0 ? complete : surprising).Where(row => row.Truth >= 0).ToList();
        var (temperature, best) = Calibration.FitIntents([.. known.Select(row => row.Margins)], [.. known.Select(row => row.Truth)]);
        return new(temperature, best, LogisticFit.Fit(Weigh(surprising.Count > 0 ? surprising : complete), Calibration.Default.InScope));
    }

    /// <summary>Fits the linear model without one fold of the rows, and of the classes where asked for, and looks at the rows of that fold.</summary>
    private HeldOutFold HoldOut(Row[] rows, int[] labels, int classes, Vocabulary vocabulary, int fold, bool holdOutClasses)
    {
        var foldOf = Shuffled(rows.Length);
        var foldOfClass = Shuffled(classes);
        bool IsKnown(int k) => !holdOutClasses || foldOfClass[k] != fold;
        int[] known = [.. Enumerable.Range(0, classes).Where(IsKnown)];
        int[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => foldOf[i] != fold && (labels[i] == NoIntent || IsKnown(labels[i])))];
        int[] held = [.. Enumerable.Range(0, rows.Length).Where(i => foldOf[i] == fold)];
        var keptRows = Array.ConvertAll(kept, i => rows[i]);
        var keptLabels = Array.ConvertAll(kept, i => labels[i] == NoIntent ? NoIntent : Array.IndexOf(known, labels[i]));
        var margins = Array.ConvertAll(held, _ => new float[known.Length + 1]);
        new LinearSvm(keptRows, keptLabels, vocabulary.Count, options.Cost)
            .Fit([.. Enumerable.Range(0, known.Length), NoIntent], options.Seed, options.Threads, (k, w) =>
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

        return new()
        {
            HoldsOutClasses = holdOutClasses,
            Kept = keptRows,
            KeptLabels = keptLabels,
            Held = Array.ConvertAll(held, i => rows[i]),
            Truths = Array.ConvertAll(held, i => labels[i] == NoIntent ? NoIntent : Array.IndexOf(known, labels[i])),
            Margins = margins,
            KnownWords = Array.ConvertAll(held, i => KnownWords(rows[i], vocabulary, isSeen)),
        };
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
        var counts = rows.CountBy(row => row.Standing).ToDictionary();
        var outside = counts.GetValueOrDefault(Standing.InScope) * options.OutOfScopeShare / (1 - options.OutOfScopeShare);
        var kinds = counts.Keys.Count(kind => kind != Standing.InScope);
        return [.. rows.Select(row => (row.Summary.Inputs(), row.Standing == Standing.InScope, row.Standing == Standing.InScope ? 1 : outside / kinds / counts[row.Standing]))];
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

    private static (sbyte[] Packed, float[] Scales) Pack(float[][] weights, int features)
    {
        var packed = new sbyte[checked(features * weights.Length)];
        var scales = new float[features];
        var row = new float[weights.Length];
        for (var id = 0; id < scales.Length; id++)
        {
            for (var k = 0; k < row.Length; k++)
            {
                row[k] = weights[k][id];
            }

            scales[id] = PackedRow.Pack(row, packed.AsSpan(id * row.Length, row.Length));
        }

        return (packed, scales);
    }
}
