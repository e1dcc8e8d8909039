using System.Text;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Personal;

/// <summary>Finds what tells who somebody is, and masks it: for logs, for lists that colleagues read, for examples that a model learns from.</summary>
/// <remarks>
/// What has check digits is believed by them; a phone number by its length and grouping; an address by the words of streets. Order and
/// request numbers are nobody's secret and stay. A name is not recognised by itself. Time is linear in the length of the text.
/// </remarks>
public static class PersonalText
{
    /// <summary>Finds the personal pieces of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>In order of appearance; none overlap.</returns>
    public static IReadOnlyList<PersonalSpan> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAny(Marks) < 0)
        {
            return [];
        }

        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        var message = new MessageText(text, tokens);
        var found = new List<PersonalSpan>();
        EmailEntities.Find(message);
        TakeOver(EntityTypes.Email, PersonalKind.Email);
        CodeEntities.FindNumbers(message);      // take their digits, and are left alone
        CheckedNumbers.Find(message, found);
        NumericDates.Find(message, new(DateOnly.FromDateTime(DateTime.UnixEpoch)));
        StreetAddresses.Find(message, found);
        PhoneEntities.Find(message, country: null);
        TakeOver(EntityTypes.Phone, PersonalKind.Phone);
        found.Sort((left, right) => left.Start.CompareTo(right.Start));
        return found;

        void TakeOver(string type, PersonalKind kind) => found.AddRange(
            from entity in message.Found
            where entity.Type == type
            where !found.Exists(span => span.Start < entity.Start + entity.Length && entity.Start < span.End)
            select new PersonalSpan(kind, entity.Start, entity.Length));
    }

    /// <summary>A text with each personal piece replaced by what it was: <c>[email]</c>, <c>[phone]</c>, <c>[card]</c>, <c>[resident-id]</c>, <c>[iban]</c>, <c>[address]</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The same text where nothing is personal in it.</returns>
    public static string Mask(string text)
    {
        var found = Find(text);
        if (found.Count == 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        var done = 0;
        foreach (var span in found)
        {
            masked.Append(text, done, span.Start - done).Append(WordOf(span.Kind));
            done = span.End;
        }

        return masked.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Nothing is personal in a text with none of these: a digit in some form, the sign of an e-mail address, or a Chinese numeral.</summary>
    private static readonly System.Buffers.SearchValues<char> Marks = System.Buffers.SearchValues.Create("@＠0123456789０１２３４５６７８９一二三四五六七八九十");

    private static string WordOf(PersonalKind kind) => kind switch
    {
        PersonalKind.Email => "[email]",
        PersonalKind.Phone => "[phone]",
        PersonalKind.Card => "[card]",
        PersonalKind.ResidentId => "[resident-id]",
        PersonalKind.Iban => "[iban]",
        _ => "[address]",
    };
}
