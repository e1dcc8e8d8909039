using System.Collections.Frozen;
using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>Cities, provinces and countries of <see cref="PlaceNames"/>; one that is a word as well («nice», «turkey») only with a capital letter.</summary>
internal static class CityEntities
{
    private static readonly LexiconMatcher Places = new(new(
    [
        .. PlaceNames.Chinese.Split(' ').Select(name => new LexiconEntry(EntityTypes.City, name, [name + "市"])),
        .. PlaceNames.English.Split(", ").Distinct().Select(name => new LexiconEntry(EntityTypes.City, name is "uk" or "usa" ? name.ToUpperInvariant() : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name), [])),
    ]));

    private static readonly FrozenSet<string> Words = new[] { "Nice", "Cork", "Turkey", "Jordan", "Phoenix", "Georgia", "China", "Florence", "Orlando", "Bath", "Panama", "Cologne", "Chile" }.ToFrozenSet();

    public static void Find(MessageText text)
    {
        var before = text.Found.Count;
        Places.Find(text);
        for (var i = text.Found.Count - 1; i >= before; i--)
        {
            var (_, value, start, length) = text.Found[i];
            if ((Words.Contains(value) && !char.IsUpper(text.Original(start, start + 1)[0])) || text.IsTaken(start, start + length))
            {
                text.Found.RemoveAt(i);
            }
        }
    }
}
