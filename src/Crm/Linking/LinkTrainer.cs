namespace ServiceBot.Crm.Linking;

/// <summary>Learns a <see cref="LinkModel"/> from patterns by expectation and maximisation, without examples.</summary>
/// <remarks>
/// Dempster, Laird and Rubin (1977), JRSS B 39, 1; for linkage Winkler (1988). Only pairs that share a block are looked at, but λ is their expected number
/// among all pairs: every other pair counts as no match. Taking the blocked pairs for all of them ends where everything matches. u comes from all
/// pairs, by counting and by a random sample; what the matches among those add is taken out at every step.
/// </remarks>
public sealed class LinkTrainer
{
    /// <summary>Steps at most.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Learning ends when no parameter changes by more.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Matches that the model one starts from is worth, in each field: 0 or more.</summary>
    public double StartWorth { get; init; }

    /// <summary>The share of what agrees among all pairs that surely is no match, 0 to 1: how low u may fall when matches are taken out.</summary>
    public double LeastU { get; init; }

    /// <summary>How low λ may fall, 0 or more: where nobody is twice among the records, somebody may be tomorrow.</summary>
    public double LeastLambda { get; init; }

    /// <summary>Learns.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="patterns">Patterns of the pairs that share a block, and how many have each.</param>
    /// <param name="allPairs">Number of all pairs, at least that of the patterns.</param>
    /// <param name="levels">P(level) among all pairs, in the form of <see cref="LinkModel.U"/>; null: the patterns are all pairs.</param>
    /// <returns>The model, and the steps it took.</returns>
    public (LinkModel Model, int Steps) Fit(LinkModel start, IReadOnlyCollection<KeyValuePair<Pattern, double>> patterns, double allPairs, double[,]? levels = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(patterns);
        var model = start;
        for (var step = 1; step <= Steps; step++)
        {
            var next = Maximise(start, model, patterns, allPairs, levels);
            var change = Change(model, next);
            model = next;
            if (change < Tolerance)
            {
                return (model, step);
            }
        }

        return (model, Steps);
    }

    private LinkModel Maximise(LinkModel start, LinkModel model, IReadOnlyCollection<KeyValuePair<Pattern, double>> patterns, double allPairs, double[,]? levels)
    {
        var (fields, width) = (model.Fields, model.Levels);
        var (ratio, matches, all) = (new double[fields, width], new double[fields, width], new double[fields, width]);
        for (var field = 0; field < fields; field++)
        {
            for (var level = 1; level < width; level++)
            {
                ratio[field, level] = model.M[field, level] / model.U[field, level];
            }
        }

        var (match, household) = (0.0, 0.0);
        foreach (var (pattern, count) in patterns)
        {
            var (shared, personal) = (1.0, 1.0);
            for (var field = 0; field < fields; field++)
            {
                if (pattern[field] is var level and not 0)
                {
                    (shared, personal) = model.IsShared(field) ? (shared * ratio[field, level], personal) : (shared, personal * ratio[field, level]);
                }
            }

            var (ofMatch, ofHousehold) = (model.Lambda * shared * personal, model.Household * shared);
            var sum = ofMatch + ofHousehold + (1 - model.Lambda - model.Household);
            var expected = count * ofMatch / sum;
            match += expected;
            household += count * ofHousehold / sum;
            for (var field = 0; field < fields; field++)
            {
                matches[field, pattern[field]] += expected;
                all[field, pattern[field]] += count;
            }
        }

        var (m, u) = (new double[fields, width], new double[fields, width]);
        for (var field = 0; field < fields; field++)
        {
            var (known, pairs) = (0.0, 0.0);
            for (var level = 1; level < width; level++)
            {
                known += matches[field, level];
                pairs += all[field, level];
            }

            var rest = 0.0;
            for (var level = 1; level < width; level++)
            {
                m[field, level] = known + StartWorth == 0 ? start.M[field, level] : (matches[field, level] + (StartWorth * start.M[field, level])) / (known + StartWorth);
                var among = levels?[field, level] ?? (pairs == 0 ? start.U[field, level] : all[field, level] / pairs);
                var taken = levels is null ? (pairs == 0 ? 0 : matches[field, level] / pairs) : match / allPairs * m[field, level];
                u[field, level] = Math.Max(among - taken, LeastU * among);
                rest += u[field, level];
            }

            for (var level = 1; level < width; level++)
            {
                u[field, level] /= rest;
            }
        }

        return model with { Lambda = Math.Max(LeastLambda, match / allPairs), Household = household / allPairs, M = m, U = u };
    }

    private static double Change(LinkModel a, LinkModel b)
    {
        var change = Math.Abs(a.Lambda - b.Lambda) / Math.Max(a.Lambda, b.Lambda);
        for (var field = 0; field < a.Fields; field++)
        {
            for (var level = 1; level < a.Levels; level++)
            {
                change = Math.Max(change, Math.Max(Math.Abs(a.M[field, level] - b.M[field, level]), Math.Abs(a.U[field, level] - b.U[field, level])));
            }
        }

        return change;
    }
}
