using ServiceBot.Crm.Products;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Quotes;

/// <summary>A product that somebody wants in a quote.</summary>
/// <param name="Product">The product.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Each">The price of one unit; null: as the price book says on the day.</param>
/// <param name="Discount">What is taken off this line, in percent.</param>
/// <param name="Tax">The tax, in percent.</param>
public sealed record QuoteLineWish(Guid Product, decimal Quantity, decimal? Each, decimal Discount = 0, decimal Tax = 0);

/// <summary>A quote as somebody enters it, before it has prices.</summary>
public sealed record QuoteWish
{
    private const int LongestTitle = 200;
    private const int LongestConditions = 4_000;
    private const int MostLines = 200;

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>The currency of all its amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>The price book; null: prices are typed.</summary>
    public Guid? Book { get; init; }

    /// <summary>What is taken off every line, in percent.</summary>
    public decimal Discount { get; init; }

    /// <summary>The last day on which it can be accepted.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What else is agreed.</summary>
    public string? Conditions { get; init; }

    /// <summary>The products in it.</summary>
    public IReadOnlyList<QuoteLineWish> Lines { get; init; } = [];

    /// <summary>The wish that has some terms as they are.</summary>
    public static QuoteWish Of(QuoteTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new()
        {
            Title = terms.Title,
            Currency = terms.Currency,
            Book = terms.Book,
            Discount = terms.Discount,
            ValidUntil = terms.ValidUntil,
            Language = terms.Language,
            Conditions = terms.Conditions,
            Lines = [.. terms.Lines.Select(line => new QuoteLineWish(line.Product, line.Quantity, line.Each, line.Discount, line.Tax))],
        };
    }

    /// <summary>The quote with its prices, and what is wrong with it, by field.</summary>
    /// <param name="session">Where products and prices are.</param>
    /// <param name="today">The day of the prices.</param>
    internal async Task<(QuoteTerms Terms, Dictionary<string, string[]> Errors)> PriceAsync(Session session, DateOnly today)
    {
        var errors = new Dictionary<string, string[]>();
        void Check(bool isSound, string field, string why)
        {
            if (!isSound)
            {
                errors[field] = [why];
            }
        }

        var title = StoredText.CleanLine(Title, LongestTitle);
        var conditions = StoredText.Clean(Conditions, LongestConditions);
        Check(title.Length > 0, "title", "It is missing.");
        Check(Currencies.Currency.IsCode(Currency), "currency", "It must be a code of three capitals: EUR.");
        Check(Discount is >= 0 and <= 100, "discount", "It must be from 0 to 100 percent.");
        Check(ValidUntil >= today, "validUntil", "The day is over.");
        Check(Language is "en" or "zh", "language", "It must be en or zh.");
        Check(Lines.Count <= MostLines, "lines", $"There are at most {MostLines}.");
        var book = Book is { } id ? await PriceBookStore.FindAsync(session, id) : null;
        Check(Book is null || book is not null, "book", "There is no such price book.");
        Check(book is null || book.Currency == Currency, "book", $"Its prices are in {book?.Currency}.");
        var products = await ProductStore.FindAsync(session, [.. Lines.Select(line => line.Product).Distinct()]);
        var lines = new List<QuoteLine>();
        foreach (var (place, line) in Lines.Index())
        {
            var field = $"lines[{place}]";
            var known = products.GetValueOrDefault(line.Product);
            Check(known is not null, $"{field}.product", "There is no such product.");
            Check(line.Quantity is > 0 and <= PriceRule.MostQuantity, $"{field}.quantity", $"It must be more than 0, and at most {PriceRule.MostQuantity}.");
            Check(line.Discount is >= 0 and <= 100, $"{field}.discount", "It must be from 0 to 100 percent.");
            Check(line.Tax is >= 0 and <= 100, $"{field}.tax", "It must be from 0 to 100 percent.");
            var price = known is null || book is null || line.Quantity <= 0 ? null : PriceRule.Of(book, known, line.Quantity, today);
            var listed = (price as PriceOutcome.Priced)?.Each;
            var each = line.Each ?? listed;
            Check(each is not null, $"{field}.each", book is null ? "Say what one costs, or choose a price book." : $"{book.Name} has no price of it: {WhyNot(price)}. Say what one costs.");
            Check(each is null or (>= 0 and <= Currencies.Currency.Most) && decimal.Round(each ?? 0, 6) == (each ?? 0), $"{field}.each", $"It must be from 0 to {Currencies.Currency.Most:0}, with at most 6 decimals.");
            lines.Add(new(line.Product, line.Quantity, each ?? 0, listed ?? each ?? 0, line.Discount, line.Tax));
        }

        var terms = new QuoteTerms
        {
            Title = title,
            Currency = Currency,
            Book = Book,
            Discount = Discount,
            ValidUntil = ValidUntil,
            Language = Language,
            Conditions = conditions.Length == 0 ? null : conditions,
            Lines = lines,
        };
        if (errors.Count == 0 && Currencies.Currency.Fault(QuoteTotals.Of(terms).Total, Currency) is { } fault)
        {
            errors["lines"] = [fault];
        }

        return (terms, errors);
    }

    private static string WhyNot(PriceOutcome? price) => price switch
    {
        PriceOutcome.NotSold => "it is not sold any more",
        PriceOutcome.NotYetValid early => $"the book holds from {DayText.Of(early.From)} on",
        PriceOutcome.NoLongerValid late => $"the book held until {DayText.Of(late.Until)}",
        PriceOutcome.TooFew few => $"the least quantity with a price is {few.Least:0.######}",
        _ => "it has none",
    };
}
