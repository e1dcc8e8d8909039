namespace ServiceBot.Knowledge.Evaluation;

/// <summary>How good one ranking is; all figures in [0, 1], higher is better.</summary>
/// <param name="NdcgAt10">Discounted cumulative gain of the first ten over that of the best possible ten.</param>
/// <param name="MrrAt10">1 / place of the first relevant text, 0 beyond ten.</param>
/// <param name="RecallAt100">Share of the relevant texts among the first hundred.</param>
/// <param name="AveragePrecision">Mean over all relevant texts of the precision at their places; 0 for one that was not found.</param>
internal readonly record struct RankingQuality(double NdcgAt10, double MrrAt10, double RecallAt100, double AveragePrecision)
{
    /// <summary>Compares a ranking with judgements.</summary>
    /// <param name="ranking">Ids of texts, best first, each once.</param>
    /// <param name="grades">Grades by id; a text without one has 0. At least one is 1 or more.</param>
    /// <remarks>As trec_eval: linear gain, DCG = Σ grade / log2(place + 1), the ideal from all judged texts, relevant means grade ≥ 1.</remarks>
    public static RankingQuality Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, double> grades)
    {
        var dcg = Dcg(ranking.Take(10).Select(id => grades.GetValueOrDefault(id)));
        var ideal = Dcg(grades.Values.OrderDescending().Take(10));

        var (found, foundBy100, first, precisions) = (0, 0, 0, 0.0);
        for (var place = 1; place <= ranking.Count; place++)
        {
            if (grades.GetValueOrDefault(ranking[place - 1]) >= 1)
            {
                found++;
                foundBy100 += place <= 100 ? 1 : 0;
                first = first == 0 ? place : first;
                precisions += (double)found / place;
            }
        }

        var relevant = grades.Values.Count(grade => grade >= 1);
        return new(dcg / ideal, first is > 0 and <= 10 ? 1.0 / first : 0, (double)foundBy100 / relevant, precisions / relevant);
    }

    private static double Dcg(IEnumerable<double> grades) => grades.Select((grade, i) => Math.Max(grade, 0) / Math.Log2(i + 2)).Sum();
}
