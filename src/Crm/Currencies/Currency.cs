namespace ServiceBot.Crm.Currencies;

/// <summary>Currencies by their ISO 4217 codes.</summary>
public static class Currency
{
    /// <summary>The greatest amount that is kept, in any currency.</summary>
    public const decimal Most = 1_000_000_000_000m;

    /// <summary>Whether a text can be a code: three capitals.</summary>
    public static bool IsCode(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    /// <summary>How many decimals the amounts of a currency have.</summary>
    public static int Decimals(string code) => code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    /// <summary>An amount as it can be paid; halves away from zero.</summary>
    public static decimal Round(decimal amount, string code) => decimal.Round(amount, Decimals(code), MidpointRounding.AwayFromZero);

    /// <summary>What is wrong with an amount; null: nothing.</summary>
    internal static string? Fault(decimal amount, string code) => amount is < 0 or > Most ? $"It must be from 0 to {Most:0}."
        : Round(amount, code) != amount ? $"{code} has {Decimals(code)} decimals."
        : null;
}
