namespace ServiceBot.Crm.Demo;

/// <summary>A record of the books, as a simulation has made it.</summary>
public sealed record SimulatedRecord
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The customer number.</summary>
    public required string Number { get; init; }

    /// <summary>What they are called.</summary>
    public required string Name { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>When the books got it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The e-mail address; null: nobody knows one.</summary>
    public string? Email { get; init; }

    /// <summary>The phone number; null: nobody knows one.</summary>
    public string? Phone { get; init; }

    /// <summary>The birth date, the street, the city and the postcode, by field; what nobody knows is not there.</summary>
    public IReadOnlyList<(string Field, string Value)> Facts { get; init; } = [];

    /// <summary>The user's name in the web chat; null: they have not been there.</summary>
    public string? ChatUser { get; init; }

    /// <summary>What they said to a purpose, and when.</summary>
    public IReadOnlyList<(string Purpose, bool Given, DateTimeOffset At)> Consents { get; init; } = [];
}

/// <summary>Something that is sold in a simulation.</summary>
/// <param name="Code">Its code.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Price">What it costs, as a share of what is spent.</param>
public sealed record SimulatedProduct(string Code, string En, string Zh, decimal Price);

/// <summary>An order, as a simulation has made it.</summary>
/// <param name="Customer">The record under which it was placed.</param>
/// <param name="PlacedAt">When.</param>
/// <param name="Lines">What was ordered: places among the products, and what each came to.</param>
/// <param name="IsReturned">Whether it came back.</param>
public sealed record SimulatedOrder(Guid Customer, DateTimeOffset PlacedAt, IReadOnlyList<(int Product, decimal Price)> Lines, bool IsReturned);
