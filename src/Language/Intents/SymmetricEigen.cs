namespace ServiceBot.Language.Intents;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix.</summary>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 30;
    private const double Tolerance = 1e-9;

    /// <summary>Cyclic Jacobi rotations: Golub and Van Loan, «Matrix Computations», section 8.5.</summary>
    /// <param name="matrix">Symmetric; it is written over.</param>
    /// <returns>The values, and the vectors in columns in the same order.</returns>
    public static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var vectors = new double[n, n];
        var scale = 0.0;
        for (var i = 0; i < n; i++)
        {
            vectors[i, i] = 1;
            scale = Math.Max(scale, Math.Abs(matrix[i, i]));
        }

        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var off = 0.0;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    off = Math.Max(off, Math.Abs(matrix[p, q]));
                    if (Math.Abs(matrix[p, q]) > Tolerance * scale)
                    {
                        Rotate(matrix, vectors, p, q, n);
                    }
                }
            }

            if (off <= Tolerance * scale)
            {
                break;
            }
        }

        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = matrix[i, i];
        }

        return (values, vectors);
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q, int n)
    {
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        }

        for (var k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }
    }
}
