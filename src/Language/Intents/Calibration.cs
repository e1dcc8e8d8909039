namespace ServiceBot.Language.Intents;

/// <summary>What the margins of one message say about how sure the model is.</summary>
/// <param name="Highest">The highest margin: 1 is a typical training row, 0 the border.</param>
/// <param name="Gap">How far it is ahead of the second.</param>
/// <param name="OffTopic">The margin of «none of these».</param>
/// <param name="KnownWords">Share of the words that were seen in training, in [0, 1].</param>
internal readonly record struct MarginSummary(float Highest, float Gap, float OffTopic, float KnownWords)
{
    /// <param name="all">The margins of the intents, and at the end that of «none of these».</param>
    /// <param name="knownWords">Share of the words that were seen in training.</param>
    public static MarginSummary Of(ReadOnlySpan<float> all, float knownWords)
    {
        var margins = all[..^1];
        var (first, second) = (float.NegativeInfinity, -1f);    // alone, a class is compared with the far side
        foreach (var margin in margins)
        {
            (first, second) = margin > first ? (margin, Math.Max(first, -1)) : (first, Math.Max(second, margin));
        }

        return new(first, first - second, all[^1], knownWords);
    }
}

/// <summary>Turns margins into probabilities.</summary>
/// <param name="Temperature">The softmax of margins / temperature gives the intents' probabilities; above 0.</param>
/// <param name="Weights">A logistic model of «any known intent»: bias, highest margin, gap, margin of «none of these», known words.</param>
internal sealed record Calibration(double Temperature, double[] Weights)
{
    private const int Inputs = 5;

    /// <summary>Without anything to learn from: trust what lies beyond the middle between border and typical row.</summary>
    public static Calibration Default { get; } = new(0.3, [0, 4, 0, -1, 0]);

    /// <summary>Probability in [0, 1] that a message means any known intent.</summary>
    public double InScope(MarginSummary summary) =>
        1 / (1 + Math.Exp(-(Weights[0] + (Weights[1] * summary.Highest) + (Weights[2] * summary.Gap)
            + (Weights[3] * summary.OffTopic) + (Weights[4] * summary.KnownWords))));

    /// <summary>The temperature with the least negative log-likelihood on held-out margins.</summary>
    /// <param name="margins">A message's margins in each row.</param>
    /// <param name="labels">The class each message really has.</param>
    /// <remarks>Guo et al. (2017), «On calibration of modern neural networks»; golden-section search on ln T.</remarks>
    public static double FitTemperature(IReadOnlyList<float[]> margins, IReadOnlyList<int> labels)
    {
        if (margins.Count == 0)
        {
            return Default.Temperature;
        }

        var golden = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(0.02), Math.Log(3));
        for (var step = 0; step < 24; step++)
        {
            var left = high - (golden * (high - low));
            var right = low + (golden * (high - low));
            (low, high) = Loss(Math.Exp(left)) < Loss(Math.Exp(right)) ? (low, right) : (left, high);
        }

        return Math.Exp((low + high) / 2);

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

    /// <summary>Logistic regression by Newton's method, with a little shrinkage toward <see cref="Default"/>.</summary>
    /// <param name="samples">Summaries of held-out messages, whether they are in scope, and their weight.</param>
    public static double[] FitInScope(IReadOnlyList<(MarginSummary Summary, bool InScope, double Weight)> samples)
    {
        const double shrinkage = 0.5;
        var weights = (double[])Default.Weights.Clone();
        Span<double> x = stackalloc double[Inputs];
        for (var round = 0; round < 25; round++)
        {
            var gradient = new double[Inputs];
            var hessian = new double[Inputs, Inputs];
            for (var j = 0; j < Inputs; j++)
            {
                gradient[j] = shrinkage * (weights[j] - Default.Weights[j]);
                hessian[j, j] = shrinkage;
            }

            foreach (var (summary, inScope, weight) in samples)
            {
                (x[0], x[1], x[2], x[3], x[4]) = (1, summary.Highest, summary.Gap, summary.OffTopic, summary.KnownWords);
                var p = new Calibration(1, weights).InScope(summary);
                for (var j = 0; j < Inputs; j++)
                {
                    gradient[j] += weight * (p - (inScope ? 1 : 0)) * x[j];
                    for (var k = 0; k < Inputs; k++)
                    {
                        hessian[j, k] += weight * p * (1 - p) * x[j] * x[k];
                    }
                }
            }

            var step = Solve(hessian, gradient);
            for (var j = 0; j < Inputs; j++)
            {
                weights[j] -= Math.Clamp(step[j], -5, 5);
            }
        }

        return weights;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Temperature);
        writer.WriteArray<double>(Weights);
    }

    public static Calibration Read(BinaryReader reader)
    {
        var (temperature, weights) = (reader.ReadDouble(), reader.ReadArray<double>());
        return weights.Length == Inputs && temperature > 0
            ? new(temperature, weights)
            : throw new InvalidDataException("The calibration of the language model is not readable.");
    }

    /// <summary>Solves a symmetric positive definite system by Gaussian elimination.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        for (var j = 0; j < Inputs; j++)
        {
            for (var i = j + 1; i < Inputs; i++)
            {
                var factor = a[i, j] / a[j, j];
                for (var k = j; k < Inputs; k++)
                {
                    a[i, k] -= factor * a[j, k];
                }

                b[i] -= factor * b[j];
            }
        }

        for (var j = Inputs - 1; j >= 0; j--)
        {
            for (var k = j + 1; k < Inputs; k++)
            {
                b[j] -= a[j, k] * b[k];
            }

            b[j] /= a[j, j];
        }

        return b;
    }
}
