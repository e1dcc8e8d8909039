using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Crm.Currencies;

namespace ServiceBot.Crm.Quotes;

/// <summary>What a quote can need an approval for.</summary>
[JsonConverter(typeof(ApprovalKindWord))]
public enum ApprovalKind
{
    /// <summary>It is farther below the price book than <see cref="QuoteOptions.MaxDiscount"/>.</summary>
    Discount,

    /// <summary>It comes to more than <see cref="QuoteOptions.MaxAmount"/>.</summary>
    Amount,

    /// <summary>Its currency has no rate, so that nobody knows what it comes to.</summary>
    NoRate,
}

/// <summary>Such a kind, as a word: <c>discount</c>.</summary>
public sealed class ApprovalKindWord() : JsonStringEnumConverter<ApprovalKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Why a quote needs an approval.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Figure">What the quote has, in percent or in the company's currency.</param>
/// <param name="Limit">What needs no approval.</param>
public sealed record ApprovalReason(ApprovalKind Kind, decimal Figure, decimal Limit);

/// <summary>Says which quotes somebody else has to approve.</summary>
public static class ApprovalRule
{
    /// <summary>Why a quote needs an approval; nothing: it needs none.</summary>
    /// <param name="terms">The quote.</param>
    /// <param name="rates">What its currency is worth.</param>
    /// <param name="options">The limits.</param>
    public static IReadOnlyList<ApprovalReason> Of(QuoteTerms terms, ExchangeRates rates, QuoteOptions options)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(options);
        var totals = QuoteTotals.Of(terms);
        var reasons = new List<ApprovalReason>();
        if (totals.Discount > options.MaxDiscount)
        {
            reasons.Add(new(ApprovalKind.Discount, totals.Discount, options.MaxDiscount));
        }

        if (rates.ToHome(totals.Total, terms.Currency) is not { } worth)
        {
            reasons.Add(new(ApprovalKind.NoRate, totals.Total, options.MaxAmount));
        }
        else if (worth > options.MaxAmount)
        {
            reasons.Add(new(ApprovalKind.Amount, worth, options.MaxAmount));
        }

        return reasons;
    }
}
