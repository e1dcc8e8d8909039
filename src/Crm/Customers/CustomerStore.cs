using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Customers;

/// <summary>Customers and their identifiers in the database.</summary>
public static class CustomerStore
{
    private const string FindByAccount = """
        SELECT c.id, i.customer_id AS account, c.name, c.language, i.last_seen_at
        FROM crm_identifier i
        LEFT JOIN crm_edge s ON s.customer_id = i.customer_id AND s.kind = 'proof' AND s.revoked_at IS NULL
        JOIN crm_customer c ON c.id = COALESCE(s.other_id, i.customer_id)
        WHERE i.kind = 'channel' AND i.normalised = @account AND i.verified_at IS NOT NULL
        """;

    private const string NamesByAccount = """
        SELECT i.normalised AS account, c.name
        FROM crm_identifier i
        LEFT JOIN crm_edge s ON s.customer_id = i.customer_id AND s.kind = 'proof' AND s.revoked_at IS NULL
        JOIN crm_customer c ON c.id = COALESCE(s.other_id, i.customer_id)
        WHERE i.kind = 'channel' AND i.verified_at IS NOT NULL AND c.name IS NOT NULL AND
        """;

    // One step only: what an account has proved is the account's, and not the property of everybody who is joined to it.
    private const string Joined = "SELECT customer_id FROM crm_edge WHERE other_id = @customer AND kind = 'proof' AND revoked_at IS NULL ORDER BY id";

    private const string ProvedEmail = """
        SELECT customer_id AS customer, value
        FROM crm_identifier
        WHERE kind = 'email' AND verified_at IS NOT NULL
          AND customer_id = COALESCE((SELECT other_id FROM crm_edge WHERE customer_id = @account AND kind = 'proof' AND revoked_at IS NULL), @account)
        ORDER BY verified_at DESC
        LIMIT 1
        """;

    private const string Insert = """
        INSERT INTO crm_customer (id, name, language, created_at) VALUES (@id, @name, @language, @at)
        """;

    private const string InsertIdentifier = """
        INSERT INTO crm_identifier (customer_id, kind, value, normalised, verified_at, first_seen_at, last_seen_at, source)
        VALUES (@customer, @kind, @value, @normalised, @verifiedAt, @at, @at, @source)
        ON CONFLICT (customer_id, kind, normalised) DO UPDATE
        SET verified_at = COALESCE(crm_identifier.verified_at, excluded.verified_at), last_seen_at = excluded.last_seen_at, withdrawn_at = NULL,
            import_id = NULL      -- it is no longer an import's alone
        """;

    private const string Seen = """
        UPDATE crm_identifier SET last_seen_at = @at WHERE kind = 'channel' AND normalised = @account AND verified_at IS NOT NULL
        """;

    private const string ProvedEmails = """
        SELECT customer_id AS customer, value
        FROM crm_identifier
        WHERE kind = 'email' AND verified_at IS NOT NULL AND (customer_id = @customer OR customer_id IN (
            SELECT customer_id FROM crm_edge WHERE other_id = @customer AND kind = 'proof' AND revoked_at IS NULL))
        """;

    // One from before there was a key becomes what would be written now, so that it is the same one.
    private const string SealIdentifier = """
        UPDATE crm_identifier SET value = @kept, normalised = @form WHERE customer_id = @customer AND kind = @kind AND normalised = @normalised
        """;

    private const string Live = "SELECT other_id FROM crm_edge WHERE customer_id = @account AND kind = 'proof' AND revoked_at IS NULL";

    private const string Revoke = "UPDATE crm_edge SET revoked_at = @at WHERE customer_id = @account AND kind = 'proof' AND revoked_at IS NULL";

    private const string Join = """
        INSERT INTO crm_edge (customer_id, other_id, evidence, at) VALUES (@account, @holder, @evidence, @at)
        """;

    /// <summary>Whose facts somebody may see: the customer's own, and those of the channel accounts that proved to be theirs.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customer">The customer that acts: <see cref="Customer.Id"/>.</param>
    public static async Task<IReadOnlyList<Guid>> MembersAsync(Session session, Guid customer) =>
        [customer, .. await session.QueryAsync<Guid>(Joined, new { customer })];

    /// <summary>Whether there is a customer of that id.</summary>
    public static async Task<bool> ExistsAsync(Session session, Guid customer) =>
        await session.FindAsync<long?>("SELECT 1 FROM crm_customer WHERE id = @customer AND erased_at IS NULL", new { customer }) is not null;

    /// <summary>A customer by id, or null.</summary>
    public static Task<Customer?> FindAsync(Session session, Guid customer) => session.FindAsync<Customer>(
        "SELECT id, id AS account, name, language, created_at AS last_seen_at FROM crm_customer WHERE id = @customer AND erased_at IS NULL", new { customer });

    /// <summary>An e-mail address that an account has proved, or null; the newest when there are several.</summary>
    public static async Task<string?> ProvedEmailAsync(Session session, Guid account) => (await session.FindAsync<KeptEmail>(ProvedEmail, new { account }))?.Read(session);

    /// <summary>The e-mail addresses, as they are compared, that a customer and the channel accounts that are joined to it have proved.</summary>
    internal static async Task<string[]> ProvedEmailsAsync(Session session, Guid customer) =>
        [.. (await session.QueryAsync<KeptEmail>(ProvedEmails, new { customer })).Select(row => IdentifierKinds.Normalise(IdentifierKinds.Email, row.Read(session))).OfType<string>()];

    /// <summary>The e-mail addresses, as they are compared, that some records have proved, each with its record.</summary>
    internal static async Task<ILookup<string, Guid>> ProvedEmailsAsync(Session session, Guid[] customers) => (await session.QueryAsync<KeptEmail>(
        $"SELECT customer_id AS customer, value FROM crm_identifier WHERE kind = 'email' AND verified_at IS NOT NULL AND {session.Dialect.IsIn("customer_id", "@customers")}", new { customers }))
        .Select(row => (row.Customer, Email: IdentifierKinds.Normalise(IdentifierKinds.Email, row.Read(session)))).Where(row => row.Email is not null).ToLookup(row => row.Email!, row => row.Customer);

    /// <summary>The names of customers by their channel accounts; who has none is left out.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> NamesAsync(Session session, string[] accounts) =>
        accounts.Length == 0
            ? new Dictionary<string, string>()
            : (await session.QueryAsync<AccountName>($"{NamesByAccount} {session.Dialect.IsIn("i.normalised", "@accounts")}", new { accounts }))
                .ToDictionary(row => row.Account, row => row.Name);

    /// <summary>The names of customers by their ids; who has none is left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Session session, IReadOnlyCollection<Guid> customers) =>
        customers.Count == 0
            ? new Dictionary<Guid, string>()
            : (await session.QueryAsync<CustomerName>(
                $"SELECT id, name FROM crm_customer WHERE name IS NOT NULL AND {session.Dialect.IsIn("id", "@ids")}", new { ids = customers.ToArray() }))
                .ToDictionary(row => row.Id, row => row.Name);

    internal static Task<Customer?> FindAsync(Session session, string account) => session.FindAsync<Customer>(FindByAccount, new { account });

    /// <summary>Makes a customer of whom nothing is said yet.</summary>
    internal static Task AddAsync(UnitOfWork unit, Guid id, string? name, string language, DateTimeOffset at) => unit.ExecuteAsync(Insert, new { id, name, language, at });

    /// <summary>Makes a customer, with the first facts about it.</summary>
    internal static async Task InsertAsync(UnitOfWork unit, Guid id, string? name, string language, DateTimeOffset at, string source = FactSources.Channel)
    {
        await AddAsync(unit, id, name, language, at);
        await IdentityStore.SayAsync(unit, id, CustomerFields.Language, language, source, saidBy: null, at);
        if (name is not null)
        {
            await IdentityStore.SayAsync(unit, id, CustomerFields.Name, name, source, saidBy: null, at);
        }
    }

    internal static async Task IdentifyAsync(
        UnitOfWork unit, Guid customer, string kind, string value, string normalised, DateTimeOffset? verifiedAt, DateTimeOffset at,
        string source = FactSources.Channel)
    {
        var (kept, form) = (value, unit.Cipher.Kept(kind, normalised));
        if (Sensitive.IsIdentifier(kind))
        {
            kept = (await unit.SealerAsync([customer])).Seal(customer, kind, value)!;
            await unit.ExecuteAsync(SealIdentifier, new { customer, kind, kept, form, normalised });
        }

        await unit.ExecuteAsync(InsertIdentifier, new { customer, kind, value = kept, normalised = form, verifiedAt, at, source });
    }

    internal static Task SeenAsync(UnitOfWork unit, string account, DateTimeOffset at) => unit.ExecuteAsync(Seen, new { account, at });

    internal static Task<Guid?> HolderAsync(Session session, string kind, string normalised) => session.FindAsync<Guid?>(
        $"SELECT customer_id FROM crm_identifier WHERE kind = @kind AND {session.Dialect.IsIn("normalised", "@forms")} AND verified_at IS NOT NULL",
        new { kind, forms = session.Cipher.Forms(kind, normalised).ToArray() });

    /// <summary>Joins a channel account's customer to the holder of what it proved; the holder itself is joined to nobody.</summary>
    /// <returns>True when that changed something.</returns>
    internal static async Task<bool> JoinAsync(UnitOfWork unit, Guid account, Guid holder, string evidence, DateTimeOffset at)
    {
        await IdentityStore.LockAsync(unit);
        var before = await unit.FindAsync<Guid?>(Live, new { account }) ?? account;
        if (before == holder)
        {
            return false;
        }

        await unit.ExecuteAsync(Revoke, new { account, at });
        if (holder != account)
        {
            await unit.ExecuteAsync(Join, new { account, holder, evidence, at });
        }

        await IdentityStore.RefreshAsync(unit, account, before, holder);
        return true;
    }

    private sealed record KeptEmail
    {
        public required Guid Customer { get; init; }

        public required string Value { get; init; }

        public string? Read(Session session) => session.Cipher.Open(Customer, IdentifierKinds.Email, Value);
    }

    private sealed record CustomerName
    {
        public required Guid Id { get; init; }

        public required string Name { get; init; }
    }

    private sealed record AccountName
    {
        public required string Account { get; init; }

        public required string Name { get; init; }
    }
}
