using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;
using ServiceBot.Insight.Reports.Pdf;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.Web.Pages.Quotes;

/// <summary>A version of a quote on paper, in the customer's language.</summary>
internal sealed class QuotePdf
{
    private const double Left = 48;
    private const double Right = PdfPage.Width - 48;
    private const double Bottom = PdfPage.Height - 60;
    private const double Row = 18;

    // Where the columns of quantity, price, discount, tax and amount end.
    private static readonly double[] Ends = [Right - 250, Right - 175, Right - 130, Right - 90, Right];

    private readonly StaffWords _words;
    private readonly List<PdfPage> _pages = [];
    private double _y;

    private QuotePdf(StaffWords words) => _words = words;

    private PdfPage Page => _pages[^1];

    /// <summary>Writes it.</summary>
    /// <param name="words">The words of the customer's language.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="version">The version.</param>
    /// <param name="products">Its products by their ids.</param>
    /// <param name="customer">Whom it is for; null: nobody knows a name.</param>
    /// <param name="today">The day, which makes it expired.</param>
    public static byte[] Write(StaffWords words, Quote quote, QuoteVersion version, IReadOnlyDictionary<Guid, Product> products, string? customer, DateOnly today)
    {
        var pdf = new QuotePdf(words);
        var terms = version.Terms;
        pdf.Begin();
        pdf.Head(quote, version, customer, today);
        pdf.Lines(terms, products);
        pdf.Sums(terms);
        pdf.Prose(terms.Conditions);
        if (version.AnsweredBy is not null)
        {
            pdf.Prose($"{words.QuoteStateName(version.State)}: {version.AnsweredBy}, {version.AnsweredAt:yyyy-MM-dd HH:mm} UTC");
        }

        foreach (var (index, page) in pdf._pages.Index())
        {
            page.Text(Left, PdfPage.Height - 32, 8, $"{quote.Name} · {words.VersionLabel} {version.Number}", grey: 0.45);
            page.Text(Right, PdfPage.Height - 32, 8, $"{index + 1} / {pdf._pages.Count}", grey: 0.45, toRight: true);
        }

        return PdfDocument.Write($"{words.Brand}: {words.Quote} {quote.Name}", words.Locale, pdf._pages);
    }

    private void Begin()
    {
        _pages.Add(new());
        _y = 56;
    }

    private bool Room(double height)
    {
        if (_y + height <= Bottom)
        {
            return false;
        }

        Begin();
        return true;
    }

    private void Head(Quote quote, QuoteVersion version, string? customer, DateOnly today)
    {
        Page.Text(Left, _y, 11, _words.Brand, grey: 0.4);
        _y += 28;
        Page.Text(Left, _y, 20, $"{_words.Quote} {quote.Name}", isBold: true);
        _y += 22;
        Page.Text(Left, _y, 12, PdfText.Fit(version.Terms.Title, 12, Right - Left));
        _y += 18;
        foreach (var line in new[]
        {
            customer is null ? null : $"{_words.Customer}: {customer}",
            $"{_words.VersionLabel} {version.Number} · {_words.ValidUntil} {version.Terms.ValidUntil:yyyy-MM-dd} · {_words.QuoteStateName(version.StateOn(today))}",
        }.OfType<string>())
        {
            Page.Text(Left, _y, 10, PdfText.Fit(line, 10, Right - Left), grey: 0.35);
            _y += 15;
        }

        _y += 10;
    }

    private void Lines(QuoteTerms terms, IReadOnlyDictionary<Guid, Product> products)
    {
        Heads();
        foreach (var (line, net) in terms.Lines.Zip(QuoteTotals.Of(terms).Lines))
        {
            if (Room(Row))
            {
                Heads();
            }

            _y += Row;
            Page.Text(Left, _y - 5, 10, PdfText.Fit(_words.NameOf(products[line.Product]), 10, Ends[0] - Left - 60));
            foreach (var (end, text) in Ends.Zip([StaffWords.Fine(line.Quantity), StaffWords.Fine(line.Each), line.Discount > 0 ? StaffWords.Fine(line.Discount) : "", StaffWords.Fine(line.Tax), Amount(net, terms.Currency)]))
            {
                Page.Text(end, _y - 5, 10, text, toRight: true);
            }

            Page.Line([(Left, _y), (Right, _y)], 0.3, (0.85, 0.85, 0.85));
        }

        _y += 14;

        void Heads()
        {
            _y += Row;
            Page.Text(Left, _y - 5, 8, _words.ProductLabel, grey: 0.4);
            foreach (var (end, text) in Ends.Zip([_words.QuantityLabel, _words.PriceEach, _words.DiscountPercent, _words.TaxPercent, $"{_words.NetLabel}, {terms.Currency}"]))
            {
                Page.Text(end, _y - 5, 8, text, grey: 0.4, toRight: true);
            }

            Page.Line([(Left, _y), (Right, _y)], 0.6, (0.6, 0.6, 0.6));
        }
    }

    private void Sums(QuoteTerms terms)
    {
        var totals = QuoteTotals.Of(terms);
        var sums = new List<(string Name, string Value, bool IsLast)>();
        if (terms.Discount > 0)
        {
            sums.Add((_words.DiscountPercent, StaffWords.Fine(terms.Discount), false));
        }

        sums.Add((_words.NetLabel, Amount(totals.Net, terms.Currency), false));
        sums.AddRange(totals.Taxes.Where(tax => tax.Amount > 0).Select(tax => ($"{_words.TaxPercent} {StaffWords.Fine(tax.Percent)}", Amount(tax.Amount, terms.Currency), false)));
        sums.Add(($"{_words.TotalLabel}, {terms.Currency}", Amount(totals.Total, terms.Currency), true));
        Room(sums.Count * Row);
        foreach (var (name, value, isLast) in sums)
        {
            _y += Row;
            Page.Text(Ends[2], _y - 5, isLast ? 12 : 10, name, isBold: isLast, toRight: true);
            Page.Text(Right, _y - 5, isLast ? 12 : 10, value, isBold: isLast, toRight: true);
        }

        _y += 16;
    }

    /// <summary>Text as somebody wrote it, broken where the line is full: at a space in Latin text, anywhere in Chinese.</summary>
    private void Prose(string? text)
    {
        foreach (var paragraph in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            for (var rest = paragraph; rest.Length > 0;)
            {
                var length = rest.Length;
                while (PdfText.WidthOf(rest[..length], 10) > Right - Left)
                {
                    length -= char.IsLowSurrogate(rest[length - 1]) ? 2 : 1;
                }

                if (length < rest.Length && rest.LastIndexOf(' ', length) is > 0 and var space && PdfText.WidthOf(rest[..space], 10) > (Right - Left) * 0.6)
                {
                    length = space;
                }

                Room(15);
                _y += 15;
                Page.Text(Left, _y, 10, rest[..length]);
                rest = rest[length..].TrimStart();
            }

            _y += 6;
        }
    }

    private static string Amount(decimal amount, string currency) => amount.ToString($"N{Currency.Decimals(currency)}", System.Globalization.CultureInfo.InvariantCulture);
}
