namespace ServiceBot.Language.Slots;

/// <summary>Groups words by their neighbours.</summary>
/// <remarks>
/// A word is a row of positive pointwise mutual information (Bullinaria and Levy 2007) with the frequent words to its left and to its right, of length
/// one; the rows are grouped by spherical k-means (Dhillon and Modha 2001), which begins at the most frequent words. Nothing is random.
/// </remarks>
internal static class WordClusterTrainer
{
    private const int Fewest = 3;
    private const int Frequent = 400;
    private const int MostWords = 6000;
    private const int Rounds = 8;
    private const ulong Border = 3;

    /// <param name="sentences">The words of each sentence.</param>
    /// <param name="groups">How many groups at most.</param>
    public static WordClusters Fit(IReadOnlyList<ulong[]> sentences, int groups)
    {
        var frequency = sentences.SelectMany(words => words).CountBy(word => word)
            .Where(pair => pair.Value >= Fewest).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostWords).Select(pair => pair.Key).ToArray();
        if (frequency.Length < groups)
        {
            return WordClusters.Empty;
        }

        var rows = Rows(sentences, frequency);
        var assigned = Group(rows, groups);
        return new(frequency.Index().Where(pair => rows[pair.Index].Length > 0).ToDictionary(pair => pair.Item, pair => (ushort)(assigned[pair.Index] + 1)));
    }

    private static (int Column, float Value)[][] Rows(IReadOnlyList<ulong[]> sentences, ulong[] words)
    {
        var rowOf = words.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var counts = words.Select(_ => new SortedDictionary<int, float>()).ToArray();
        var columns = new double[2 * (Frequent + 1)];
        var total = 0.0;
        foreach (var sentence in sentences)
        {
            for (var i = 0; i < sentence.Length; i++)
            {
                if (rowOf.TryGetValue(sentence[i], out var row))
                {
                    Count(row, i == 0 ? Border : sentence[i - 1], 0);
                    Count(row, i + 1 == sentence.Length ? Border : sentence[i + 1], 1);
                }
            }
        }

        var sums = counts.Select(row => (double)row.Values.Sum()).ToArray();
        return [.. counts.Select((row, r) => Unit([.. row.Select(cell => (cell.Key, (float)Math.Max(0, Math.Log(cell.Value * total / (sums[r] * columns[cell.Key])))))]))];

        void Count(int row, ulong neighbour, int side)
        {
            var rank = neighbour == Border ? Frequent : rowOf.GetValueOrDefault(neighbour, int.MaxValue);
            if (rank <= Frequent)
            {
                var column = (2 * rank) + side;
                counts[row][column] = counts[row].GetValueOrDefault(column) + 1;
                columns[column]++;
                total++;
            }
        }
    }

    private static (int Column, float Value)[] Unit((int Column, float Value)[] row)
    {
        var length = MathF.Sqrt(row.Sum(cell => cell.Value * cell.Value));
        return length == 0 ? [] : [.. row.Where(cell => cell.Value > 0).Select(cell => (cell.Column, cell.Value / length))];
    }

    private static int[] Group((int Column, float Value)[][] rows, int groups)
    {
        const int Columns = 2 * (Frequent + 1);
        var centres = new float[groups][];
        for (var g = 0; g < groups; g++)
        {
            centres[g] = new float[Columns];
            foreach (var (column, value) in rows[g])
            {
                centres[g][column] = value;
            }
        }

        var assigned = new int[rows.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var r = 0; r < rows.Length; r++)
            {
                var best = float.NegativeInfinity;
                for (var g = 0; g < groups; g++)
                {
                    var product = 0f;
                    foreach (var (column, value) in rows[r])
                    {
                        product += centres[g][column] * value;
                    }

                    (best, assigned[r]) = product > best ? (product, g) : (best, assigned[r]);
                }
            }

            Move(rows, assigned, centres);
        }

        return assigned;
    }

    private static void Move((int Column, float Value)[][] rows, int[] assigned, float[][] centres)
    {
        foreach (var centre in centres)
        {
            Array.Clear(centre);
        }

        for (var r = 0; r < rows.Length; r++)
        {
            foreach (var (column, value) in rows[r])
            {
                centres[assigned[r]][column] += value;
            }
        }

        foreach (var centre in centres)
        {
            var length = MathF.Sqrt(centre.Sum(value => value * value));
            for (var c = 0; c < centre.Length && length > 0; c++)
            {
                centre[c] /= length;
            }
        }
    }
}
