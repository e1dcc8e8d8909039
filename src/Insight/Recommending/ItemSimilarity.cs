namespace ServiceBot.Insight.Recommending;

/// <summary>How alike the columns of a table of ratings are, and what it expects of those that are missing.</summary>
/// <remarks>Sarwar et al. (2001), «Item-based collaborative filtering». For tables small enough to hold whole; baskets of thousands of items are <see cref="BasketModel"/>'s.</remarks>
public static class ItemSimilarity
{
    /// <summary>The cosine of two columns, 0 where nothing is rated.</summary>
    /// <param name="ratings">A row each customer, a column each item; 0: not rated.</param>
    /// <param name="isBinary">Whether every rating counts as 1.</param>
    public static double[][] Cosine(double[][] ratings, bool isBinary = false)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return Between(isBinary ? Array.ConvertAll(ratings, row => Array.ConvertAll(row, rating => rating > 0 ? 1.0 : 0)) : ratings);
    }

    /// <summary>The cosine after each customer's mean rating is taken from theirs; what is not rated counts as the mean.</summary>
    /// <param name="ratings">A row each customer, a column each item; 0: not rated.</param>
    public static double[][] AdjustedCosine(double[][] ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return Between(Array.ConvertAll(ratings, row =>
        {
            var mean = row.Where(rating => rating > 0).DefaultIfEmpty(0).Average();
            return Array.ConvertAll(row, rating => rating > 0 ? rating - mean : 0);
        }));
    }

    /// <summary>What a customer would rate an item: the mean of their ratings of the most alike items, weighted by how alike these are.</summary>
    /// <param name="similar">How alike items are.</param>
    /// <param name="rated">The customer's ratings; 0: not rated.</param>
    /// <param name="item">The item.</param>
    /// <param name="neighbours">How many alike items are looked at.</param>
    /// <returns>NaN if none of the rated items is like it.</returns>
    public static double Predict(double[][] similar, double[] rated, int item, int neighbours = 20)
    {
        ArgumentNullException.ThrowIfNull(similar);
        ArgumentNullException.ThrowIfNull(rated);
        var (sum, weights) = (0.0, 0.0);
        foreach (var other in Enumerable.Range(0, rated.Length).Where(j => j != item && rated[j] > 0 && similar[item][j] != 0).OrderByDescending(j => Math.Abs(similar[item][j])).Take(neighbours))
        {
            sum += similar[item][other] * rated[other];
            weights += Math.Abs(similar[item][other]);
        }

        return weights > 0 ? sum / weights : double.NaN;
    }

    private static double[][] Between(double[][] ratings)
    {
        var items = ratings[0].Length;
        var similar = Empty(items);
        for (var i = 0; i < items; i++)
        {
            for (var j = 0; j < items; j++)
            {
                var (product, left, right) = (0.0, 0.0, 0.0);
                foreach (var row in ratings)
                {
                    (product, left, right) = (product + (row[i] * row[j]), left + (row[i] * row[i]), right + (row[j] * row[j]));
                }

                similar[i][j] = left > 0 && right > 0 ? product / Math.Sqrt(left * right) : 0;
            }
        }

        return similar;
    }

    private static double[][] Empty(int items) => [.. Enumerable.Range(0, items).Select(_ => new double[items])];
}
