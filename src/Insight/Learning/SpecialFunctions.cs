namespace ServiceBot.Insight.Learning;

/// <summary>Functions that statistics need and .NET has not.</summary>
public static class SpecialFunctions
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x).</summary>
    /// <param name="x">Above 0.</param>
    /// <remarks>Lanczos (1964), g = 7; right to some 14 digits.</remarks>
    public static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        }

        x--;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x + i);
        }

        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>ln B(a, b), both above 0.</summary>
    public static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>Gauss's hypergeometric function ₂F₁(a, b; c; z).</summary>
    /// <param name="a">Any number.</param>
    /// <param name="b">Any number.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="z">[0, 1).</param>
    /// <remarks>The series, or near 1 Euler's (1-z)^(c-a-b) ₂F₁(c-a, c-b; c; z) if that converges sooner.</remarks>
    public static double Hypergeometric(double a, double b, double c, double z)
    {
        if (z > 0.5 && c - a - b < 0)
        {
            return Math.Pow(1 - z, c - a - b) * Series(c - a, c - b, c, z);
        }

        return Series(a, b, c, z);

        static double Series(double a, double b, double c, double z)
        {
            var (term, sum) = (1.0, 1.0);
            for (var n = 0; n < 100_000 && Math.Abs(term) > 1e-16 * Math.Abs(sum); n++)
            {
                term *= (a + n) * (b + n) / (c + n) * z / (n + 1);
                sum += term;
            }

            return sum;
        }
    }

    /// <summary>The share of a standard normal distribution below z.</summary>
    public static double NormalCdf(double z) => z >= 0 ? 1 - (0.5 * UpperGamma(0.5, z * z / 2)) : 0.5 * UpperGamma(0.5, z * z / 2);

    /// <summary>Below which z a share of a standard normal distribution lies; the share in (0, 1).</summary>
    public static double NormalQuantile(double share) => Bisect(NormalCdf, share, -40, 40);

    /// <summary>The share of Student's distribution below t.</summary>
    public static double StudentCdf(double t, double degrees)
    {
        var tail = 0.5 * LowerBeta(degrees / 2, 0.5, degrees / (degrees + (t * t)));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>Below which t a share of Student's distribution lies; the share in (0, 1).</summary>
    public static double StudentQuantile(double share, double degrees) => Bisect(t => StudentCdf(t, degrees), share, -1e6, 1e6);

    /// <summary>The share of the χ² distribution above x.</summary>
    public static double ChiSquareTail(double x, double degrees) => UpperGamma(degrees / 2, x / 2);

    /// <summary>Q(a, x): the upper incomplete gamma function, divided by Γ(a).</summary>
    /// <remarks>Series below a + 1, Lentz's continued fraction above it.</remarks>
    public static double UpperGamma(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        var front = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < 10_000 && term > 1e-17 * sum; n++)
            {
                term *= x / (a + n);
                sum += term;
            }

            return 1 - (front * sum);
        }

        var b = x + 1 - a;
        var c = 1e300;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < 10_000; n++)
        {
            var an = -n * (n - a);
            b += 2;
            d = 1 / Guard((an * d) + b);
            c = Guard(b + (an / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
            {
                break;
            }
        }

        return front * h;
    }

    /// <summary>I(a, b, x): the incomplete beta function, divided by B(a, b); x in [0, 1].</summary>
    public static double LowerBeta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - LowerBeta(b, a, 1 - x);
        }

        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - LogBeta(a, b)) / a;
        var (c, d) = (1.0, 1 / Guard(1 - ((a + b) * x / (a + 1))));
        var h = d;
        for (var m = 1; m < 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Guard(1 + (even * d));
            c = Guard(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Guard(1 + (odd * d));
            c = Guard(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
            {
                break;
            }
        }

        return front * h;
    }

    private static double Guard(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    private static double Bisect(Func<double, double> share, double wanted, double low, double high)
    {
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = share(middle) < wanted ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
