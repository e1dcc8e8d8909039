using System.Numerics;

namespace ServiceBot.Knowledge.Index;

/// <summary>A field's length as Lucene 8 remembers it in one byte (<c>SmallFloat.intToByte4</c> and back).</summary>
internal static class LuceneLength
{
    /// <summary>Rounds a length down to one that a byte can tell.</summary>
    /// <param name="length">Tokens, 0 or more.</param>
    /// <returns>The same up to 40; above, 24 plus a number of four significant bits.</returns>
    /// <remarks>24 values are exact, the rest is a float of 3 mantissa bits with an implicit fourth, shifted by 24.</remarks>
    public static int Round(int length)
    {
        var above = length - 24;
        if (above < 16)
        {
            return length;
        }

        var shift = BitOperations.Log2((uint)above) - 3;
        return (above >> shift << shift) + 24;
    }
}
