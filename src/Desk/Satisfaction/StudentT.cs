namespace ServiceBot.Desk.Satisfaction;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>The value that t stays below with a probability.</summary>
    /// <param name="probability">Above 0.5 and below 1.</param>
    /// <param name="degrees">Degrees of freedom, 1 or more.</param>
    /// <returns>The quantile; 0.975 with 9 degrees is 2.262157.</returns>
    /// <remarks>Bisection on P(T ≤ t) = 1 - I(ν/(ν+t²); ν/2, ½)/2. Abramowitz and Stegun, 26.7.1.</remarks>
    public static double Quantile(double probability, double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0.5);
        var (low, high) = (0.0, 1.0);
        while (Below(high, degrees) < probability)
        {
            (low, high) = (high, high * 2);
        }

        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle, degrees) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Below(double t, double degrees) => 1 - (IncompleteBeta(degrees / (degrees + (t * t)), degrees / 2, 0.5) / 2);

    /// <summary>The regularized incomplete beta function I(x; a, b).</summary>
    private static double IncompleteBeta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return Math.Clamp(x, 0, 1);
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The continued fraction of the incomplete beta function, by Lentz's method. Press et al. (2007), 6.4.</summary>
    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var value = d;
        for (var m = 1; m <= 500; m++)
        {
            foreach (var term in new[]
            {
                m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))),
                -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1)),
            })
            {
                d = 1 / NotZero(1 + (term * d));
                c = NotZero(1 + (term / c));
                value *= c * d;
            }

            if (Math.Abs((c * d) - 1) < 1e-15)
            {
                break;
            }
        }

        return value;

        static double NotZero(double number) => Math.Abs(number) < Tiny ? Tiny : number;
    }

    /// <summary>ln Γ(x) for x above 0, by Stirling's series from 10 on.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++)
        {
            shift -= Math.Log(x);
        }

        var y = 1 / (x * x);
        var series = (1.0 / 12) - (y * ((1.0 / 360) - (y * ((1.0 / 1260) - (y * ((1.0 / 1680) - (y / 1188)))))));
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x);
    }
}
