using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Products;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Quotes;

/// <summary>Which quotes are wanted; what is null is no condition.</summary>
/// <param name="State">In which state; <see cref="QuoteState.Expired"/> and <see cref="QuoteState.Sent"/> are told apart by the day.</param>
/// <param name="Customer">Of which customer, by the id of any that is the same.</param>
/// <param name="Opportunity">Of which opportunity.</param>
public sealed record QuoteFilter(QuoteState? State = null, Guid? Customer = null, long? Opportunity = null);

/// <summary>Quotes in the database.</summary>
public static class QuoteStore
{
    private const string Columns = """
        v.number, v.state, v.title, v.currency, v.book, v.discount, v.valid_until, v.language, v.conditions, v.lines, v.author, v.reasons, v.sent_at, v.rate, v.rate_day,
            v.answered_by, v.answered_at, v.answer
        """;

    // The customer is read as the page of all that are the same, as with opportunities.
    private const string Select = $"""
        SELECT q.number AS quote, COALESCE(k.root, q.customer_id) AS customer, q.opportunity, q.order_number, q.created_at, q.version, {Columns}
        FROM crm_quote q
        JOIN crm_quote_version v ON v.quote = q.number AND v.number = q.newest
        LEFT JOIN crm_cluster k ON k.customer_id = q.customer_id
        """;

    private const string Insert = """
        INSERT INTO crm_quote (customer_id, opportunity, order_number, newest, state, title, total, currency, valid_until, created_at, version)
        VALUES (@Customer, @Opportunity, @Order, @Newest, @State, @Title, @Total, @Currency, @ValidUntil, @CreatedAt, @Version)
        RETURNING number
        """;

    private const string Update = """
        UPDATE crm_quote
        SET opportunity = @Opportunity, order_number = @Order, newest = @Newest, state = @State, title = @Title, total = @Total, currency = @Currency, valid_until = @ValidUntil, version = @Version
        WHERE number = @Number
        """;

    private const string SaveVersion = """
        INSERT INTO crm_quote_version (quote, number, state, title, currency, book, discount, valid_until, language, conditions, lines, author, reasons, sent_at, rate, rate_day, answered_by, answered_at, answer)
        VALUES (@quote, @Number, @State, @Title, @Currency, @Book, @Discount, @ValidUntil, @Language, @Conditions, @Lines, @Author, @Reasons, @SentAt, @Rate, @RateDay, @AnsweredBy, @AnsweredAt, @Answer)
        ON CONFLICT (quote, number) DO UPDATE
        SET state = excluded.state, title = excluded.title, currency = excluded.currency, book = excluded.book, discount = excluded.discount, valid_until = excluded.valid_until, language = excluded.language,
            conditions = excluded.conditions, lines = excluded.lines, author = excluded.author, reasons = excluded.reasons, sent_at = excluded.sent_at, rate = excluded.rate, rate_day = excluded.rate_day,
            answered_by = excluded.answered_by, answered_at = excluded.answered_at, answer = excluded.answer
        """;

    /// <summary>A quote; null: there is none.</summary>
    public static async Task<Quote?> FindAsync(Session session, long number) => (await session.FindAsync<Row>($"{Select} WHERE q.number = @number", new { number }))?.Whole;

    /// <summary>All versions of a quote, the newest first.</summary>
    public static async Task<IReadOnlyList<QuoteVersion>> VersionsAsync(Session session, long number) =>
        [.. (await session.QueryAsync<VersionRow>($"SELECT {Columns} FROM crm_quote_version v WHERE v.quote = @number ORDER BY v.number DESC", new { number })).Select(row => row.Whole)];

    /// <summary>All that was done with a quote, the newest first.</summary>
    public static async Task<IReadOnlyList<QuoteChange>> HistoryAsync(Session session, long number) =>
        [.. (await session.QueryAsync<ChangeRow>("SELECT at, who, what, version, note FROM crm_quote_change WHERE quote = @number ORDER BY id DESC", new { number }))
            .Select(row => new QuoteChange(row.At, row.Who, row.What, row.Version, row.Note))];

    /// <summary>Quotes, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="today">The day, which makes those that were sent expired.</param>
    /// <param name="before">Read on before this number; 0: from the newest.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Quote>> ListAsync(Session session, QuoteFilter filter, DateOnly today, long before, int take)
    {
        var (where, customers) = ("q.number < @before", Array.Empty<Guid>());
        void Add(bool isAsked, string condition) => where += isAsked ? $" AND {condition}" : "";
        Add(filter.State is not null, "q.state = @state");
        Add(filter.State == QuoteState.Sent, "q.valid_until >= @day");
        Add(filter.State == QuoteState.Expired, "q.valid_until < @day");
        Add(filter.Opportunity is not null, "q.opportunity = @Opportunity");
        if (filter.Customer is { } customer)
        {
            customers = [.. await IdentityStore.MembersAsync(session, customer)];
            Add(true, session.Dialect.IsIn("q.customer_id", "@customers"));
        }

        var rows = await session.QueryAsync<Row>($"{Select} WHERE {where} ORDER BY q.number DESC LIMIT @take", new
        {
            before = before == 0 ? long.MaxValue : before,
            take,
            state = filter.State is { } state ? WordOf(state == QuoteState.Expired ? QuoteState.Sent : state) : null,
            day = DayText.Of(today),
            filter.Opportunity,
            customers,
        });
        return [.. rows.Select(row => row.Whole)];
    }

    /// <summary>The products in some versions, by their ids.</summary>
    public static Task<IReadOnlyDictionary<Guid, Product>> ProductsAsync(Session session, IEnumerable<QuoteVersion> versions) =>
        ProductStore.FindAsync(session, [.. versions.SelectMany(version => version.Terms.Lines).Select(line => line.Product).Distinct()]);

    /// <summary>Holds others off a quote until the unit of work ends.</summary>
    internal static async Task<Quote?> HoldAsync(UnitOfWork unit, long number) =>
        await unit.FindAsync<long?>($"SELECT number FROM crm_quote WHERE number = @number {unit.Dialect.ForUpdate}", new { number }) is null ? null : await FindAsync(unit, number);

    /// <summary>Writes a quote with its newest version as they are now.</summary>
    /// <returns>Its number.</returns>
    internal static async Task<long> SaveAsync(UnitOfWork unit, Quote quote)
    {
        var (version, terms) = (quote.Newest, quote.Newest.Terms);
        var head = new
        {
            quote.Number,
            quote.Customer,
            quote.Opportunity,
            quote.Order,
            Newest = version.Number,
            State = WordOf(version.State),
            terms.Title,
            QuoteTotals.Of(terms).Total,
            terms.Currency,
            ValidUntil = DayText.Of(terms.ValidUntil),
            quote.CreatedAt,
            quote.Version,
        };
        var number = quote.Number;
        if (number == 0)
        {
            number = await unit.GetAsync<long>(Insert, head);
        }
        else
        {
            await unit.ExecuteAsync(Update, head);
        }

        await SaveAsync(unit, number, version);
        return number;
    }

    /// <summary>Writes a version as it is now.</summary>
    internal static Task SaveAsync(UnitOfWork unit, long quote, QuoteVersion version) => unit.ExecuteAsync(SaveVersion, new
    {
        quote,
        version.Number,
        State = WordOf(version.State),
        version.Terms.Title,
        version.Terms.Currency,
        version.Terms.Book,
        version.Terms.Discount,
        ValidUntil = DayText.Of(version.Terms.ValidUntil),
        version.Terms.Language,
        version.Terms.Conditions,
        Lines = JsonSerializer.Serialize(version.Terms.Lines, JsonSerializerOptions.Web),
        version.Author,
        Reasons = JsonSerializer.Serialize(version.Reasons, JsonSerializerOptions.Web),
        version.SentAt,
        version.Rate,
        RateDay = version.RateDay is { } day ? DayText.Of(day) : null,
        version.AnsweredBy,
        version.AnsweredAt,
        version.Answer,
    });

    internal static Task LogAsync(UnitOfWork unit, long quote, QuoteChange change) => unit.ExecuteAsync(
        "INSERT INTO crm_quote_change (quote, at, who, what, version, note) VALUES (@quote, @At, @Who, @What, @Version, @Note)",
        new { quote, change.At, change.Who, change.What, change.Version, change.Note });

    private static string WordOf(QuoteState state) => state.ToString().ToLowerInvariant();

    private record VersionRow
    {
        public required long Number { get; init; }

        public required QuoteState State { get; init; }

        public required string Title { get; init; }

        public required string Currency { get; init; }

        public Guid? Book { get; init; }

        public required decimal Discount { get; init; }

        public required string ValidUntil { get; init; }

        public required string Language { get; init; }

        public string? Conditions { get; init; }

        public required string Lines { get; init; }

        public required string Author { get; init; }

        public required string Reasons { get; init; }

        public DateTimeOffset? SentAt { get; init; }

        public decimal? Rate { get; init; }

        public string? RateDay { get; init; }

        public string? AnsweredBy { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public string? Answer { get; init; }

        public QuoteVersion Whole => new()
        {
            Number = Number,
            State = State,
            Terms = new()
            {
                Title = Title,
                Currency = Currency,
                Book = Book,
                Discount = Discount,
                ValidUntil = DayText.Read(ValidUntil),
                Language = Language,
                Conditions = Conditions,
                Lines = JsonSerializer.Deserialize<List<QuoteLine>>(Lines, JsonSerializerOptions.Web)!,
            },
            Author = Author,
            Reasons = JsonSerializer.Deserialize<List<ApprovalReason>>(Reasons, JsonSerializerOptions.Web)!,
            SentAt = SentAt,
            Rate = Rate,
            RateDay = RateDay is { } day ? DayText.Read(day) : null,
            AnsweredBy = AnsweredBy,
            AnsweredAt = AnsweredAt,
            Answer = Answer,
        };
    }

    private sealed record Row : VersionRow
    {
        public required long Quote { get; init; }

        public required Guid Customer { get; init; }

        public long? Opportunity { get; init; }

        public string? OrderNumber { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required long Version { get; init; }

        public new Quote Whole => new()
        {
            Number = Quote,
            Customer = Customer,
            Opportunity = Opportunity,
            Order = OrderNumber,
            CreatedAt = CreatedAt,
            Newest = base.Whole,
            Version = Version,
        };
    }

    private sealed record ChangeRow
    {
        public required DateTimeOffset At { get; init; }

        public required string Who { get; init; }

        public required string What { get; init; }

        public required long Version { get; init; }

        public string? Note { get; init; }
    }
}
