using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Finds what is named in a message: numbers and codes of the desk, addresses, dates, money, and a lexicon's names.</summary>
/// <param name="lexicon">The names to find besides the built-in types.</param>
/// <remarks>Immutable and thread-safe; time is linear in the length of the message, whatever it holds.</remarks>
public sealed class EntityRecognizer(EntityLexicon lexicon)
{
    private readonly LexiconMatcher _lexicon = new(lexicon);
    private readonly FuzzyMatcher _fuzzy = new(lexicon);
    private readonly PatternMatcher _patterns = new(lexicon);

    /// <summary>Finds the entities of a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="now">The customer's present, for relative dates.</param>
    /// <returns>The entities in order of appearance, longer ones first at one place; different types may overlap.</returns>
    public IReadOnlyList<Entity> Recognize(string text, DateTimeOffset now)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return Recognize(text, tokens, now);
    }

    internal IReadOnlyList<Entity> Recognize(ReadOnlySpan<char> text, List<Token> tokens, DateTimeOffset now)
    {
        var message = new MessageText(text, tokens);
        var calendar = new Calendar(DateOnly.FromDateTime(now.DateTime));

        // The sure and specific come first: they take their digits from the general.
        EmailEntities.Find(message);
        UrlEntities.Find(message);
        CodeEntities.FindNumbers(message);
        NumericDates.Find(message, calendar);
        new EnglishDates(message, calendar).Find();
        new ChineseDates(message, calendar).Find();
        new DateRanges(message, calendar).Find();
        DurationEntities.Find(message);
        TimeEntities.Find(message);
        MoneyEntities.Find(message);
        PostcodeEntities.Find(message);
        PhoneEntities.Find(message, lexicon.Country);
        CodeEntities.FindCodes(message);
        NumberEntities.Find(message);
        PersonNames.Find(message);
        CityEntities.Find(message);
        _lexicon.Find(message);
        _fuzzy.Find(message);
        _patterns.Find(message);

        message.Found.Sort((left, right) =>
            left.Start != right.Start ? left.Start.CompareTo(right.Start)
            : left.Length != right.Length ? right.Length.CompareTo(left.Length)
            : string.CompareOrdinal(left.Type, right.Type));
        return message.Found;
    }
}
