using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>Logistic regression with squared weights held small.</summary>
/// <remarks>
/// Minimises ½‖w‖² + C Σ ln(1 + exp(-y z)), z = w·x + b, y = ±1; b is free. Newton's method whose steps are found by conjugate gradients
/// (Lin, Weng and Keerthi 2008, «Trust region Newton method for large-scale logistic regression», here with halving in place of the region).
/// </remarks>
public sealed class LogisticTrainer : ITrainer
{
    private const int MaxSteps = 100;
    private const double Tolerance = 1e-9;

    /// <summary>C: the cost of an error, above 0; higher fits closer.</summary>
    public double Cost { get; init; } = 1;

    /// <inheritdoc/>
    public string Name => "logistic_regression";

    /// <inheritdoc/>
    public Classifier Fit(Table table, bool[] labels, long seed)
    {
        var features = FeatureSet.Of(table);
        var rows = features.ToLinear(table);
        var (weights, intercept) = Fit(rows, labels, Cost);
        return LinearModel.Of(features, rows, weights, intercept, null);
    }

    /// <summary>Fits weights and the intercept.</summary>
    internal static (double[] Weights, double Intercept) Fit(LinearRows rows, bool[] labels, double cost)
    {
        var n = rows.Weights;
        var w = new double[n + 1];  // the intercept last
        var gradient = new double[n + 1];
        var curvature = new double[rows.Rows];
        var loss = Loss(rows, labels, cost, w, gradient, curvature);
        var goal = Tolerance * Norm(gradient);
        for (var step = 0; step < MaxSteps && Norm(gradient) > goal; step++)
        {
            var direction = Solve(rows, cost, gradient, curvature);
            var slope = Dot(gradient, direction);
            var (length, next) = (1.0, loss);
            var tried = new double[n + 1];
            for (; length > 1e-8; length /= 2)
            {
                for (var i = 0; i <= n; i++)
                {
                    tried[i] = w[i] + (length * direction[i]);
                }

                next = Loss(rows, labels, cost, tried, null, null);
                if (next <= loss + (1e-4 * length * slope))
                {
                    break;
                }
            }

            if (length <= 1e-8)
            {
                break;  // as close as rounding lets it come
            }

            w = tried;
            loss = Loss(rows, labels, cost, w, gradient, curvature);
        }

        return (w[..n], w[n]);
    }

    /// <summary>The loss, and where asked for its slope and each row's curvature.</summary>
    private static double Loss(LinearRows rows, bool[] labels, double cost, double[] w, double[]? gradient, double[]? curvature)
    {
        var n = rows.Weights;
        var loss = 0.0;
        for (var i = 0; i < n; i++)
        {
            loss += 0.5 * w[i] * w[i];
        }

        if (gradient is not null)
        {
            w.CopyTo(gradient, 0);
            gradient[n] = 0;
        }

        var likelihood = 0.0;
        for (var row = 0; row < rows.Rows; row++)
        {
            var z = rows.Dot(w, row) + w[n];
            likelihood += LogOdds.SoftPlus(labels[row] ? -z : z);
            if (gradient is not null && curvature is not null)
            {
                var p = LogOdds.ToProbability(z);
                curvature[row] = p * (1 - p);
                var error = cost * (p - (labels[row] ? 1 : 0));
                rows.Add(gradient, row, error);
                gradient[n] += error;
            }
        }

        return loss + (cost * likelihood);
    }

    /// <summary>The step d with Hessian · d = -gradient, by conjugate gradients that see each weight in units of its own curvature.</summary>
    private static double[] Solve(LinearRows rows, double cost, double[] gradient, double[] curvature)
    {
        var n = rows.Weights;
        var scale = new double[n + 1];
        for (var row = 0; row < rows.Rows; row++)
        {
            var values = rows.Values.AsSpan(row * rows.Numbers, rows.Numbers);
            var c = cost * curvature[row];
            for (var i = 0; i < values.Length; i++)
            {
                scale[i] += c * values[i] * values[i];
            }

            foreach (var slot in rows.Slots.AsSpan(row * rows.Groups, rows.Groups))
            {
                if (slot >= 0)
                {
                    scale[slot] += c;
                }
            }

            scale[n] += c;
        }

        for (var i = 0; i < n; i++)
        {
            scale[i]++;
        }

        scale[n] = Math.Max(scale[n], 1e-12);
        var d = new double[n + 1];
        var residual = Array.ConvertAll(gradient, g => -g);
        var preconditioned = Divide(residual, scale);
        var p = (double[])preconditioned.Clone();
        var rho = Dot(residual, preconditioned);
        var norm = Norm(gradient);
        var enough = Math.Min(0.1, Math.Sqrt(norm)) * norm;
        var product = new double[n + 1];
        for (var round = 0; round < 10 * (n + 1) && Norm(residual) > enough; round++)
        {
            p.CopyTo(product, 0);
            product[n] = 0;
            for (var row = 0; row < rows.Rows; row++)
            {
                var along = cost * curvature[row] * (rows.Dot(p, row) + p[n]);
                rows.Add(product, row, along);
                product[n] += along;
            }

            var alpha = rho / Dot(p, product);
            for (var i = 0; i <= n; i++)
            {
                d[i] += alpha * p[i];
                residual[i] -= alpha * product[i];
            }

            preconditioned = Divide(residual, scale);
            var next = Dot(residual, preconditioned);
            for (var i = 0; i <= n; i++)
            {
                p[i] = preconditioned[i] + (next / rho * p[i]);
            }

            rho = next;
        }

        return d;
    }

    private static double[] Divide(double[] a, double[] b)
    {
        var result = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            result[i] = a[i] / b[i];
        }

        return result;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}
