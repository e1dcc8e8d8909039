namespace ServiceBot.Language.Intents;

/// <summary>Logistic regression of a few inputs.</summary>
internal static class LogisticFit
{
    private const int Rounds = 25;
    private const double Shrinkage = 0.5;
    private const double LongestStep = 5;

    /// <summary>1 / (1 + exp(-w·x)).</summary>
    public static double Probability(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * inputs[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>Fits by Newton's method, with a little shrinkage toward a prior.</summary>
    /// <param name="rows">Inputs, outcome and weight of each observation.</param>
    /// <param name="prior">The weights to stay near to when there is little to learn from; one for each input.</param>
    public static double[] Fit(IReadOnlyList<(double[] Inputs, bool Outcome, double Weight)> rows, double[] prior)
    {
        var n = prior.Length;
        var weights = (double[])prior.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = new double[n];
            var hessian = new double[n, n];
            for (var j = 0; j < n; j++)
            {
                gradient[j] = Shrinkage * (weights[j] - prior[j]);
                hessian[j, j] = Shrinkage;
            }

            foreach (var (x, outcome, weight) in rows)
            {
                var p = Probability(weights, x);
                for (var j = 0; j < n; j++)
                {
                    gradient[j] += weight * (p - (outcome ? 1 : 0)) * x[j];
                    for (var k = 0; k < n; k++)
                    {
                        hessian[j, k] += weight * p * (1 - p) * x[j] * x[k];
                    }
                }
            }

            Solve(hessian, gradient);
            for (var j = 0; j < n; j++)
            {
                weights[j] -= Math.Clamp(gradient[j], -LongestStep, LongestStep);
            }
        }

        return weights;
    }

    /// <summary>Solves a symmetric positive definite system by Gaussian elimination; the answer takes the place of b.</summary>
    private static void Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var j = 0; j < n; j++)
        {
            for (var i = j + 1; i < n; i++)
            {
                var factor = a[i, j] / a[j, j];
                for (var k = j; k < n; k++)
                {
                    a[i, k] -= factor * a[j, k];
                }

                b[i] -= factor * b[j];
            }
        }

        for (var j = n - 1; j >= 0; j--)
        {
            for (var k = j + 1; k < n; k++)
            {
                b[j] -= a[j, k] * b[k];
            }

            b[j] /= a[j, j];
        }
    }
}
