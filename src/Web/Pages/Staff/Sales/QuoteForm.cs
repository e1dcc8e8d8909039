using System.Globalization;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>A quote as its form sends it.</summary>
public sealed class QuoteForm
{
    private const int Blank = 3;

    public string? Title { get; set; }
    public string? Currency { get; set; }
    public string? Book { get; set; }
    public string? Discount { get; set; }
    public string? ValidUntil { get; set; }
    public string? Language { get; set; }
    public string? Conditions { get; set; }
    public long? Version { get; set; }
    public List<LineForm> Lines { get; set; } = [];

    /// <summary>The form of a quote as it stands, with lines for more products.</summary>
    public static QuoteForm Of(QuoteWish wish, IReadOnlyDictionary<Guid, Product> products, long? version) => new()
    {
        Title = wish.Title,
        Currency = wish.Currency,
        Book = wish.Book?.ToString(),
        Discount = Number(wish.Discount),
        ValidUntil = wish.ValidUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Language = wish.Language,
        Conditions = wish.Conditions,
        Version = version,
        Lines =
        [
            .. wish.Lines.Select(line => new LineForm
            {
                Product = products[line.Product].Code,
                Quantity = Number(line.Quantity),
                Each = line.Each is { } each ? Number(each) : null,
                Discount = Number(line.Discount),
                Tax = Number(line.Tax),
            }),
            .. Enumerable.Range(0, Blank).Select(_ => new LineForm()),
        ],
    };

    /// <summary>The codes of its products.</summary>
    public IEnumerable<string> Codes => Filled.Select(line => line.Product!);

    private IEnumerable<LineForm> Filled => Lines.Where(line => !string.IsNullOrWhiteSpace(line.Product));

    /// <summary>The quote; null, and which field can't be read.</summary>
    public (QuoteWish? Wish, string? Fault) Read(IReadOnlyDictionary<string, Product> products)
    {
        var isSound = true;
        decimal? Read(string? text, decimal? missing)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return missing;
            }

            var isNumber = decimal.TryParse(text.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number);
            isSound &= isNumber;
            return number;
        }

        var discount = Read(Discount, 0)!.Value;
        if (!isSound || !DateOnly.TryParseExact(ValidUntil, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (null, isSound ? "validUntil" : "discount");
        }

        var lines = Filled.Select(line => new QuoteLineWish(
            products.GetValueOrDefault(line.Product!.Trim().ToUpperInvariant())?.Id ?? default, Read(line.Quantity, 1)!.Value, Read(line.Each, null), Read(line.Discount, 0)!.Value, Read(line.Tax, 0)!.Value)).ToList();
        return !isSound ? (null, "lines") : (new()
        {
            Title = Title ?? "",
            Currency = Currency?.Trim().ToUpperInvariant() ?? "",
            Book = Guid.TryParse(Book, out var book) ? book : null,
            Discount = discount,
            ValidUntil = day,
            Language = Language ?? "en",
            Conditions = Conditions,
            Lines = lines,
        }, null);
    }

    private static string Number(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A product as the form sends it.</summary>
    public sealed class LineForm
    {
        public string? Product { get; set; }
        public string? Quantity { get; set; }
        public string? Each { get; set; }
        public string? Discount { get; set; }
        public string? Tax { get; set; }
    }
}
