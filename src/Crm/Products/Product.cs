namespace ServiceBot.Crm.Products;

/// <summary>Something that is sold.</summary>
public sealed record Product
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is called in the books: <c>FIBRE-500</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Its English name.</summary>
    public required string En { get; init; }

    /// <summary>Its Chinese name.</summary>
    public required string Zh { get; init; }

    /// <summary>What is counted: <c>piece</c>, <c>month</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether it is sold.</summary>
    public required bool IsActive { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>What is wrong, by field.</summary>
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Code.Length is 0 or > 40 || !Code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_'))
        {
            errors["code"] = ["It must have 1 to 40 letters, digits, hyphens or underscores."];
        }

        foreach (var (field, text) in new[] { ("en", En), ("zh", Zh), ("unit", Unit) })
        {
            if (text.Length == 0)
            {
                errors[field] = ["It is missing."];
            }
        }

        return errors;
    }
}
