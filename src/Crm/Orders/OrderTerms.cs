using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>An order as somebody enters it, or another system sends it.</summary>
public sealed record OrderTerms
{
    private const int LongestText = 200;
    private const int MostLines = 500;

    /// <summary>Who ordered; null: a guest.</summary>
    public Guid? Customer { get; init; }

    /// <summary>The guest's address.</summary>
    public string? BuyerEmail { get; init; }

    /// <summary>The currency of all its amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was placed; null: now, or as it is known.</summary>
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>The day it is promised for; null: as <see cref="OrderOptions.PromiseDays"/> says, or as it is known.</summary>
    public DateOnly? PromisedOn { get; init; }

    /// <summary>What is taken off every line, in percent.</summary>
    public decimal Discount { get; init; }

    /// <summary>What is in it.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>What it costs.</summary>
    public decimal Total => QuoteTotals.Of([.. Lines.Select(line => new QuoteLine(default, line.Quantity, line.Each, line.Each, line.Discount, line.Tax))], Currency, Discount).Total;

    /// <summary>What is in it, as one line: «2 × Router, 1 × Mesh point».</summary>
    public string Items => StoredText.CleanLine(string.Join(", ", Lines.Select(line => FormattableString.Invariant($"{line.Quantity:0.######} × {line.Text}"))), LongestText);

    /// <summary>As it is kept, and what is wrong with it, by field.</summary>
    internal async Task<(OrderTerms Clean, Dictionary<string, string[]> Errors)> CheckAsync(Session session)
    {
        var errors = new Dictionary<string, string[]>();
        void Check(bool isSound, string field, string why)
        {
            if (!isSound)
            {
                errors[field] = [why];
            }
        }

        var email = string.IsNullOrWhiteSpace(BuyerEmail) ? null : IdentifierKinds.Normalise(IdentifierKinds.Email, BuyerEmail);
        Check(Customer is not null || email is not null, BuyerEmail is null ? "customer" : "buyerEmail", BuyerEmail is null ? "Say who ordered, or a guest's address as buyerEmail." : "It is no e-mail address.");
        Check(Customer is not { } customer || await CustomerStore.ExistsAsync(session, customer), "customer", "There is no such customer.");
        Check(Currencies.Currency.IsCode(Currency), "currency", "It must be a code of three capitals: EUR.");
        Check(Discount is >= 0 and <= 100, "discount", "It must be from 0 to 100 percent.");
        Check(Lines.Count is > 0 and <= MostLines, "lines", $"There must be from 1 to {MostLines}.");
        var products = await ProductStore.FindAsync(session, [.. Lines.Select(line => line.Product).OfType<Guid>().Distinct()]);
        var lines = new List<OrderLine>();
        foreach (var (place, line) in Lines.Index())
        {
            var known = line.Product is { } id ? products.GetValueOrDefault(id) : null;
            var text = StoredText.CleanLine(line.Text, LongestText);
            Check(line.Product is null || known is not null, $"lines[{place}].product", "There is no such product.");
            Check(text.Length > 0 || known is not null, $"lines[{place}].text", "Say what it is, or name a product.");
            Check(line.Quantity is > 0 and <= PriceRule.MostQuantity, $"lines[{place}].quantity", $"It must be more than 0, and at most {PriceRule.MostQuantity}.");
            Check(line.Each is >= 0 and <= Currencies.Currency.Most && decimal.Round(line.Each, 6) == line.Each, $"lines[{place}].each", $"It must be from 0 to {Currencies.Currency.Most:0}, with at most 6 decimals.");
            Check(line.Discount is >= 0 and <= 100, $"lines[{place}].discount", "It must be from 0 to 100 percent.");
            Check(line.Tax is >= 0 and <= 100, $"lines[{place}].tax", "It must be from 0 to 100 percent.");
            lines.Add(line with { Text = text.Length > 0 ? text : known?.En ?? "" });
        }

        var clean = this with { BuyerEmail = email, Lines = lines };
        if (errors.Count == 0 && Currencies.Currency.Fault(clean.Total, Currency) is { } fault)
        {
            errors["lines"] = [fault];
        }

        return (clean, errors);
    }
}
