namespace ServiceBot.Insight.Forecasting;

/// <summary>Chooses the season of an exponential smoothing, and averages its trends.</summary>
public static class SmoothingChoice
{
    /// <summary>By how much the criterion's choice may be worse on the series' own end before it is given up.</summary>
    private const double Patience = 1.25;

    /// <summary>A straight line is not believed for more values than this.</summary>
    private const int FarthestLine = 8;

    /// <summary>Sees ahead with the season of the form of the least criterion, unless that has just been far off.</summary>
    /// <param name="series">The series, one value or more.</param>
    /// <param name="season">Its season; 1: none.</param>
    /// <param name="horizon">How many values.</param>
    /// <remarks>
    /// The criterion looks one step ahead only, and now and then takes a form that goes wrong over a season. So every form also forecasts the last season, or the last horizon,
    /// from what came before; if the criterion's form errs there by a quarter more than the best one does, the best one is used.
    /// </remarks>
    public static Prognosis Of(double[] series, int season, int horizon)
    {
        ArgumentNullException.ThrowIfNull(series);
        var forms = FormsFor(series, season);
        var fitted = forms.ConvertAll(form => Smoothing.Fit(series, season, form.Form, form.IsRelative));
        var chosen = fitted.Where(one => double.IsFinite(one.Aicc)).MinBy(one => one.Aicc) ?? fitted[0];
        var end = Math.Max(horizon, season);
        var known = series.Length - end;
        if (forms.Count > 1 && known >= Math.Max(8, (2 * season) + 1))
        {
            var errors = forms.ConvertAll(form =>
            {
                var ahead = Smoothing.Fit(series[..known], season, form.Form, form.IsRelative).Ahead(end).Mean;
                var sum = 0.0;
                for (var h = 0; h < end; h++)
                {
                    sum += Math.Abs(series[known + h] - ahead[h]);
                }

                return sum;
            });
            var least = errors.IndexOf(errors.Min());
            chosen = errors[fitted.IndexOf(chosen)] > Patience * errors[least] ? fitted[least] : chosen;
        }

        // Which trend goes on nobody knows: all of the chosen season's are averaged, the straight line only where it does not reach far.
        var same = fitted.Where(one => one.Form.Season == chosen.Form.Season && one.IsRelative == chosen.IsRelative && (one.Form.Trend != Trend.Linear || horizon <= FarthestLine)).ToList();
        var (mean, error) = (new double[horizon], new double[horizon]);
        foreach (var ahead in same.Select(one => one.Ahead(horizon)))
        {
            for (var h = 0; h < horizon; h++)
            {
                mean[h] += ahead.Mean[h] / same.Count;
                error[h] += ahead.Error[h] / same.Count;
            }
        }

        return new($"exponential smoothing with {SmoothingForm.NameOf(chosen.Form.Season)}", mean, error);
    }

    private static List<(SmoothingForm Form, bool IsRelative)> FormsFor(double[] series, int season)
    {
        var hasSeasons = season > 1 && series.Length >= (2 * season) + 3;
        var isPositive = Array.TrueForAll(series, value => value > 0);
        List<(SmoothingForm, bool)> forms = [];
        foreach (var trend in series.Length >= 6 ? new[] { Trend.None, Trend.Linear, Trend.Damped } : [Trend.None])
        {
            foreach (var isRelative in isPositive ? new[] { false, true } : [false])
            {
                forms.Add((new(trend, Season.None), isRelative));
                if (hasSeasons)
                {
                    forms.Add((new(trend, Season.Additive), isRelative));
                    if (isPositive)
                    {
                        forms.Add((new(trend, Season.Multiplicative), isRelative));
                    }
                }
            }
        }

        return forms;
    }
}
