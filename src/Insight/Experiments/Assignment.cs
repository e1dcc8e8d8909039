using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Experiments;

/// <summary>Who is in which arm: a hash of the experiment and the customer, so that it is the same on every machine and at every time, and says nothing about any other experiment.</summary>
public static class Assignment
{
    /// <summary>Below this p a lopsided split is no chance, and an experiment's figures are not to be shown.</summary>
    public const double Suspicious = 0.001;

    /// <summary>A number in [0, 1) for a customer.</summary>
    /// <param name="salt">The experiment.</param>
    /// <param name="customer">The customer's id.</param>
    public static double Draw(string salt, string customer)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{customer}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The arm of a customer.</summary>
    /// <param name="salt">The experiment.</param>
    /// <param name="customer">The customer's id.</param>
    /// <param name="weights">What share each arm has; they need not sum to 1.</param>
    public static int ArmOf(string salt, string customer, ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var at = Draw(salt, customer) * total;
        for (var arm = 0; arm < weights.Length; arm++)
        {
            at -= weights[arm];
            if (at < 0)
            {
                return arm;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>Whether the arms hold as many customers as they should: χ² and the chance of at least as much.</summary>
    /// <param name="counts">Customers in each arm.</param>
    /// <param name="weights">What share each should have; they need not sum to 1.</param>
    public static (double ChiSquare, double P) SampleRatio(ReadOnlySpan<double> counts, ReadOnlySpan<double> weights)
    {
        var (total, whole, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            whole += weights[i];
        }

        for (var i = 0; i < counts.Length; i++)
        {
            var expected = total * weights[i] / whole;
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        return (sum, SpecialFunctions.ChiSquareTail(sum, counts.Length - 1));
    }
}
