using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ServiceBot.Desk.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null when this page was not full.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public static Page<T> Of<TRow>(IReadOnlyList<TRow> rows, int take, Func<TRow, T> view, Func<TRow, long[]> place) =>
        new([.. rows.Select(view)], rows.Count < take ? null : Cursor.Write(place(rows[^1])));
}

/// <summary>A place in a list, as callers hand it back; what is in it is our business.</summary>
internal static class Cursor
{
    public static string Write(params long[] place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Join('.', place.Select(number => number.ToString(CultureInfo.InvariantCulture)))));

    /// <returns>False when it is not one of ours.</returns>
    public static bool TryRead(string cursor, int length, out long[] place)
    {
        place = [];
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var numbers = new List<long>();
        foreach (var part in Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            numbers.Add(number);
        }

        place = [.. numbers];
        return place.Length == length;
    }
}

/// <summary>What a list was asked for: where it begins, and how long a page is.</summary>
public sealed record PageQuery(long[] After, int Take)
{
    private const int DefaultTake = 50;
    private const int MaxTake = 200;

    /// <summary>A place in a list, as callers hand it back in <c>after</c>.</summary>
    /// <param name="place">The place.</param>
    public static string CursorOf(params long[] place) => Cursor.Write(place);

    /// <summary>Reads <c>after</c> and <c>take</c>.</summary>
    /// <param name="after">The cursor, or null for the beginning.</param>
    /// <param name="take">The length, or null for 50.</param>
    /// <param name="beginning">The place before the first.</param>
    /// <param name="errors">Gets what is wrong, by field.</param>
    public static PageQuery Read(string? after, string? take, long[] beginning, Dictionary<string, string[]> errors)
    {
        var place = beginning;
        if (!string.IsNullOrEmpty(after) && !Cursor.TryRead(after, beginning.Length, out place))
        {
            errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
            place = beginning;
        }

        var length = DefaultTake;
        if (take is not null && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is < 1 or > MaxTake))
        {
            errors["take"] = [$"It must be a number from 1 to {MaxTake}."];
        }

        return new(place, length);
    }
}
