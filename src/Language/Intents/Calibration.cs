namespace ServiceBot.Language.Intents;

/// <summary>Turns margins into probabilities that come true.</summary>
/// <param name="Temperature">The intents' probabilities are the softmax of margins / temperature; above 0.</param>
/// <param name="Best">A logistic model of «the best intent is right»: a constant, and the log-odds of that softmax.</param>
/// <param name="InScope">A logistic model of «any known intent», by <see cref="MarginSummary.Inputs"/>.</param>
internal sealed record Calibration(double Temperature, double[] Best, double[] InScope)
{
    private const double Hottest = 3;
    private const double Coldest = 0.02;
    private const int Steps = 20;

    /// <summary>Without anything to learn from: in scope is what lies beyond the border, and off topic is not.</summary>
    public static Calibration Default { get; } = new(0.3, [0, 1], [0, 4, 0, -1, 0, 0]);

    /// <summary>What the examples of a whole service desk come to: fitted on Harborline's. It serves until their own calibration is there.</summary>
    public static Calibration Typical { get; } = new(0.168, [0.256, 0.569], [-1.77, 2.94, -0.17, -2.66, 1.70, 0]);

    /// <summary>Probability in [0, 1] that a message means any known intent.</summary>
    public double ProbabilityInScope(MarginSummary summary)
    {
        Span<double> inputs = stackalloc double[MarginSummary.Count];
        summary.To(inputs);
        return LogisticFit.Probability(InScope, inputs);
    }

    /// <summary>Replaces the intents' margins by their probabilities. Their order stays, and they sum to 1.</summary>
    public void ToProbabilities(Span<float> margins)
    {
        Softmax(margins, Temperature);
        var (first, second) = Highest(margins);
        var rest = 1 - first;
        if (margins.Length < 2 || rest <= 0)
        {
            return;
        }

        var best = LogisticFit.Probability(Best, [1, LogOdds(first)]);
        best = Math.Max(best, second / (second + rest));    // the best stays the best
        foreach (ref var probability in margins)
        {
            probability = (float)(probability == first ? best : probability * (1 - best) / rest);
        }
    }

    /// <summary>Fits both steps on held-out margins.</summary>
    /// <param name="margins">A message's margins in each row.</param>
    /// <param name="labels">The class each message really has.</param>
    /// <remarks>
    /// The temperature has the least negative log-likelihood (Guo et al. 2017, «On calibration of modern neural networks»; golden-section
    /// search on ln T). Alone it was too sure of its best guesses and too unsure of its worst, so the best one's log-odds are
    /// fitted once more (Platt 1999).
    /// </remarks>
    public static (double Temperature, double[] Best) FitIntents(IReadOnlyList<float[]> margins, IReadOnlyList<int> labels)
    {
        if (margins.Count == 0)
        {
            return (Default.Temperature, Default.Best);
        }

        var golden = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Coldest), Math.Log(Hottest));
        for (var step = 0; step < Steps; step++)
        {
            var left = high - (golden * (high - low));
            var right = low + (golden * (high - low));
            (low, high) = Loss(Math.Exp(left)) < Loss(Math.Exp(right)) ? (low, right) : (left, high);
        }

        var temperature = Math.Exp((low + high) / 2);
        List<(double[], bool, double)> rows = [];
        for (var i = 0; i < margins.Count; i++)
        {
            var probabilities = (float[])margins[i].Clone();
            Softmax(probabilities, temperature);
            var first = Highest(probabilities).First;
            rows.Add(([1, LogOdds(first)], probabilities[labels[i]] == first, 1));
        }

        return (temperature, LogisticFit.Fit(rows, Default.Best));

        double Loss(double temperature)
        {
            var loss = 0.0;
            for (var i = 0; i < margins.Count; i++)
            {
                double highest = margins[i].Max();
                var total = 0.0;
                foreach (var margin in margins[i])
                {
                    total += Math.Exp((margin - highest) / temperature);
                }

                loss += Math.Log(total) - ((margins[i][labels[i]] - highest) / temperature);
            }

            return loss;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Temperature);
        writer.WriteArray<double>(Best);
        writer.WriteArray<double>(InScope);
    }

    public static Calibration Read(BinaryReader reader)
    {
        var calibration = new Calibration(reader.ReadDouble(), reader.ReadArray<double>(), reader.ReadArray<double>());
        return calibration.Temperature > 0 && calibration.Best.Length == Default.Best.Length && calibration.InScope.Length == Default.InScope.Length
            ? calibration
            : throw new InvalidDataException("The calibration of the language model is not readable.");
    }

    private static void Softmax(Span<float> margins, double temperature)
    {
        var highest = Highest(margins).First;
        var total = 0.0;
        foreach (ref var margin in margins)
        {
            margin = (float)Math.Exp((margin - highest) / temperature);
            total += margin;
        }

        foreach (ref var margin in margins)
        {
            margin = (float)(margin / total);
        }
    }

    private static (float First, float Second) Highest(ReadOnlySpan<float> values)
    {
        var (first, second) = (float.NegativeInfinity, float.NegativeInfinity);
        foreach (var value in values)
        {
            (first, second) = value > first ? (value, first) : (first, Math.Max(second, value));
        }

        return (first, second);
    }

    private static double LogOdds(double probability)
    {
        var clamped = Math.Clamp(probability, 1e-6, 1 - 1e-6);
        return Math.Log(clamped / (1 - clamped));
    }
}
