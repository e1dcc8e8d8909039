namespace ServiceBot.Insight.Learning;

/// <summary>Finds where a function of a few numbers is least, without its slope (Nelder and Mead 1965).</summary>
public static class NelderMead
{
    /// <summary>Minimises a function.</summary>
    /// <param name="function">The function; it may give infinity where it is not defined.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="steps">How far the first tries go, for each number.</param>
    /// <param name="low">The least value of each number; null: none.</param>
    /// <param name="high">The highest; null: none.</param>
    /// <param name="calls">How often the function may be called, about.</param>
    /// <param name="tolerance">It ends when the values at the corners differ by less than this share.</param>
    /// <returns>Where it is least, and how much it is there.</returns>
    public static (double[] At, double Value) Minimise(
        Func<double[], double> function, double[] start, double[] steps, double[]? low = null, double[]? high = null, int calls = 400, double tolerance = 1e-9)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(steps);
        var n = start.Length;
        var corners = new double[n + 1][];
        var values = new double[n + 1];
        for (var i = 0; i <= n; i++)
        {
            corners[i] = (double[])start.Clone();
            if (i > 0)
            {
                corners[i][i - 1] += steps[i - 1];
                if (high is not null && corners[i][i - 1] > high[i - 1])
                {
                    corners[i][i - 1] = start[i - 1] - steps[i - 1];
                }
            }

            values[i] = Value(corners[i]);
        }

        var used = n + 1;
        while (used < calls)
        {
            Array.Sort(values, corners);
            if (Math.Abs(values[n] - values[0]) <= tolerance * (Math.Abs(values[0]) + 1e-12))
            {
                break;
            }

            var middle = new double[n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    middle[j] += corners[i][j] / n;
                }
            }

            var (reflected, value) = Try(-1);
            if (value < values[0])
            {
                var (expanded, further) = Try(-2);
                (corners[n], values[n]) = further < value ? (expanded, further) : (reflected, value);
            }
            else if (value < values[n - 1])
            {
                (corners[n], values[n]) = (reflected, value);
            }
            else
            {
                var (contracted, nearer) = Try(value < values[n] ? -0.5 : 0.5);
                if (nearer < Math.Min(value, values[n]))
                {
                    (corners[n], values[n]) = (contracted, nearer);
                }
                else
                {
                    for (var i = 1; i <= n; i++)
                    {
                        for (var j = 0; j < n; j++)
                        {
                            corners[i][j] = (corners[0][j] + corners[i][j]) / 2;
                        }

                        values[i] = Value(corners[i]);
                        used++;
                    }
                }
            }

            (double[], double) Try(double factor)
            {
                var point = new double[n];
                for (var j = 0; j < n; j++)
                {
                    point[j] = middle[j] + (factor * (corners[n][j] - middle[j]));
                }

                used++;
                return (point, Value(point));
            }
        }

        Array.Sort(values, corners);
        return (corners[0], values[0]);

        double Value(double[] point)
        {
            for (var j = 0; j < n; j++)
            {
                point[j] = Math.Clamp(point[j], low?[j] ?? double.NegativeInfinity, high?[j] ?? double.PositiveInfinity);
            }

            var value = function(point);
            return double.IsNaN(value) ? double.PositiveInfinity : value;
        }
    }
}
