namespace ServiceBot.Language.Intents;

/// <summary>Where a held-out row stands: a known intent, an intent that was left out, or no intent at all.</summary>
internal enum Standing
{
    InScope,
    Near,
    Far,
}

/// <summary>A row that was held out.</summary>
/// <param name="Summary">What its margins say.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Margins">The scores of the classes, of the linear model and the networks together; empty without a class.</param>
/// <param name="Truth">Its class, or -1.</param>
internal readonly record struct HeldOut(MarginSummary Summary, Standing Standing, float[] Margins, int Truth);

/// <summary>Rows that were held out, and what was fitted without them.</summary>
internal sealed class HeldOutFold
{
    private float[][] _scores = [];

    public required bool HoldsOutClasses { get; init; }

    public required Row[] Kept { get; init; }

    public required int[] KeptLabels { get; init; }

    public required Row[] Held { get; init; }

    /// <summary>The class of each row among those that were kept; -1: it was left out.</summary>
    public required int[] Truths { get; init; }

    /// <summary>The linear model's margins, with «none of these» at the end.</summary>
    public required float[][] Margins { get; init; }

    public required float[] KnownWords { get; init; }

    public void AddNet(int features, int seed)
    {
        var classes = Margins[0].Length - 1;
        var net = new NetTrainer(Kept, KeptLabels, features, classes, seed).Fit();
        _scores = Array.ConvertAll(Held, net.Scores);
    }

    public IEnumerable<HeldOut> Rows()
    {
        for (var i = 0; i < Held.Length; i++)
        {
            float[] scores = _scores.Length > 0 ? _scores[i] : [];
            var summary = MarginSummary.Of(Margins[i], scores, KnownWords[i]);
            var margins = Margins[i][..^1];
            IntentModel.Combine(margins, scores);
            yield return Truths[i] switch
            {
                IntentTrainer.NoIntent => new(summary, Standing.Far, [], -1),
                -1 => new(summary, Standing.Near, [], -1),
                var truth => new(summary, Standing.InScope, margins, truth),
            };
        }
    }
}
