using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Forecasting;

/// <summary>Exponential smoothing with a season of a day and one of a week (Taylor 2003), whose errors fade from one value to the next.</summary>
/// <remarks>
/// y = l + d + w + r: the level, the time of the day, the time of the week, and what remains of the last error. l += α e, d += δ e, w += ω e, r = φ (r + e).
/// </remarks>
public static class DoubleSeason
{
    /// <summary>Sees ahead.</summary>
    /// <param name="series">The series, two long seasons or more.</param>
    /// <param name="day">The short season.</param>
    /// <param name="week">The long one, a multiple of it.</param>
    /// <param name="horizon">How many values.</param>
    public static Prognosis Of(double[] series, int day, int week, int horizon)
    {
        ArgumentNullException.ThrowIfNull(series);
        var isPositive = Array.TrueForAll(series, value => value > 0);
        var y = isPositive ? Array.ConvertAll(series, Math.Log) : series;
        var weeks = Seasons.Pattern(y, week, false);
        var days = new double[day];
        for (var t = 0; t < week; t++)
        {
            days[t % day] += weeks[t] / (week / day);
        }

        for (var t = 0; t < week; t++)
        {
            weeks[t] -= days[t % day];
        }

        var level = 0.0;
        for (var t = 0; t < week; t++)
        {
            level += y[t] / week;
        }

        var state = new State(y, days, weeks, level);
        var (best, _) = NelderMead.Minimise(state.Run, [0.02, 0.1, 0.1, 0.5], [0.03, 0.1, 0.1, 0.3], [0, 0, 0, 0], [0.5, 0.9, 0.9, 0.995], 160, 1e-6);
        state.Run(best);
        var (mean, error) = (new double[horizon], new double[horizon]);
        var (rest, variance, lasting) = (state.Rest, 0.0, 1.0);
        for (var h = 0; h < horizon; h++)
        {
            var value = state.Level + state.Days[(y.Length + h) % day] + state.Weeks[(y.Length + h) % week] + rest;
            rest *= best[3];
            variance += lasting * lasting;
            lasting = (best[0] + Math.Pow(best[3], h + 1)) + ((h + 1) % day == 0 ? best[1] : 0);
            mean[h] = isPositive ? Math.Exp(value) : value;
            error[h] = state.Deviation * Math.Sqrt(variance) * (isPositive ? mean[h] : 1);
        }

        return new("exponential smoothing with the seasons of day and week", mean, error);
    }

    private sealed class State(double[] y, double[] days, double[] weeks, double level)
    {
        public double[] Days { get; } = new double[days.Length];

        public double[] Weeks { get; } = new double[weeks.Length];

        public double Level { get; private set; }

        public double Rest { get; private set; }

        public double Deviation { get; private set; }

        /// <summary>Goes through the series with α, δ, ω, φ.</summary>
        public double Run(double[] p)
        {
            days.CopyTo(Days, 0);
            weeks.CopyTo(Weeks, 0);
            (Level, Rest) = (level, 0);
            var sum = 0.0;
            for (var t = 0; t < y.Length; t++)
            {
                ref var day = ref Days[t % Days.Length];
                ref var week = ref Weeks[t % Weeks.Length];
                var error = y[t] - Level - day - week - Rest;
                sum += error * error;
                Level += p[0] * error;
                day += p[1] * error;
                week += p[2] * error;
                Rest = p[3] * (Rest + error);
            }

            Deviation = Math.Sqrt(sum / y.Length);
            return sum;
        }
    }
}
