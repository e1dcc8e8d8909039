namespace ServiceBot.Language.Tokens;

/// <summary>Which letters lie beside each other on the usual keyboard.</summary>
internal static class Keyboard
{
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    private static readonly string[] Neighbours = [.. Enumerable.Range('a', 26).Select(letter => Find((char)letter))];

    /// <summary>The keys that touch a small letter's; none of another character.</summary>
    public static string Beside(char letter) => letter is >= 'a' and <= 'z' ? Neighbours[letter - 'a'] : "";

    private static string Find(char letter)
    {
        var row = Array.FindIndex(Rows, keys => keys.Contains(letter, StringComparison.Ordinal));
        var at = Rows[row].IndexOf(letter, StringComparison.Ordinal);
        (int Row, int At)[] places = [(row, at - 1), (row, at + 1), (row - 1, at), (row - 1, at + 1), (row + 1, at - 1), (row + 1, at)];
        return string.Concat(places.Where(place => place.Row is >= 0 and < 3 && place.At >= 0 && place.At < Rows[place.Row].Length).Select(place => Rows[place.Row][place.At]));
    }
}
