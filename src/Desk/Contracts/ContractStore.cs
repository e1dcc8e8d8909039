using System.Globalization;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Contracts;

/// <summary>Contracts in the database.</summary>
public static class ContractStore
{
    private const string Select = """
        SELECT c.number, c.customer, c.tier, c.vip, c.covers, c.requests, c.minutes, c.from_day, c.until_day, c.zone, c.starts_at, c.ends_at, c.owner, c.version,
            c.value, c.currency, c.notice_days, c.renew_months, c.products, c.serials, c.order_number, c.renews, c.renewed_by,
            CAST((SELECT COALESCE(SUM(u.amount), 0) FROM desk_contract_use u WHERE u.contract = c.number AND u.unit = 'request') AS bigint) AS requests_used,
            CAST((SELECT COALESCE(SUM(u.amount), 0) FROM desk_contract_use u WHERE u.contract = c.number AND u.unit = 'minute') AS bigint) AS minutes_used
        FROM desk_contract c
        """;

    private const string Save = """
        INSERT INTO desk_contract (number, customer, tier, vip, covers, requests, minutes, from_day, until_day, zone, starts_at, ends_at, owner, remind_at, version,
            value, currency, notice_days, renew_months, products, serials, order_number, notice_day, renew_at, renews, renewed_by)
        VALUES (@Number, @Customer, @Tier, @Vip, @covers, @Requests, @Minutes, @from, @until, @Zone, @StartsAt, @EndsAt, @Owner, @remindAt, @Version,
            @Value, @Currency, @noticeDays, @renewMonths, @products, @serials, @Order, @noticeDay, @renewAt, @Renews, @RenewedBy)
        ON CONFLICT (number) DO UPDATE
        SET tier = excluded.tier, vip = excluded.vip, covers = excluded.covers, requests = excluded.requests, minutes = excluded.minutes, from_day = excluded.from_day,
            until_day = excluded.until_day, zone = excluded.zone, starts_at = excluded.starts_at, ends_at = excluded.ends_at, owner = excluded.owner,
            remind_at = excluded.remind_at, version = excluded.version, value = excluded.value, currency = excluded.currency, notice_days = excluded.notice_days,
            renew_months = excluded.renew_months, products = excluded.products, serials = excluded.serials, order_number = excluded.order_number, notice_day = excluded.notice_day,
            renew_at = excluded.renew_at, renewed_by = excluded.renewed_by
        """;

    private const string Use = """
        INSERT INTO desk_contract_use (contract, at, unit, amount, request, reverses, who, note)
        VALUES (@contract, @at, @unit, @amount, @request, @reverses, @who, @note)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>A contract, or null.</summary>
    public static async Task<Contract?> FindAsync(Session session, long number) =>
        await session.FindAsync<Row>($"{Select} WHERE c.number = @number", new { number }) is { } row ? row.Contract : null;

    /// <summary>Contracts by number, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="before">Read on before this number; 0: from the newest.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Contract>> ListAsync(Session session, long before, int take) =>
        [.. (await session.QueryAsync<Row>($"{Select} WHERE c.number < @before ORDER BY c.number DESC LIMIT @take", new { before = before == 0 ? long.MaxValue : before, take })).Select(row => row.Contract)];

    /// <summary>The contracts of some customers, which end first first.</summary>
    public static async Task<IReadOnlyList<Contract>> OfAsync(Session session, IReadOnlyCollection<Guid> customers) =>
        customers.Count == 0 ? [] : [.. (await session.QueryAsync<Row>(
            $"{Select} WHERE {session.Dialect.IsIn("c.customer", "@customers")} ORDER BY c.ends_at, c.number", new { customers = customers.ToArray() })).Select(row => row.Contract)];

    /// <summary>Contracts that run and of which notice has to be given by a day, the soonest first: those of which somebody has to decide what becomes of them.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="until">The last day.</param>
    /// <param name="now">The present.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Contract>> RenewalsAsync(Session session, DateOnly until, DateTimeOffset now, int take) =>
        [.. (await session.QueryAsync<Row>($"{Select} WHERE c.notice_day <= @day AND c.ends_at > @now AND c.starts_at <= @now AND c.renewed_by IS NULL ORDER BY c.notice_day, c.number LIMIT @take", new { day = Day(until), now, take })).Select(row => row.Contract)];

    /// <summary>The ledger of a contract, the newest line first.</summary>
    public static Task<IReadOnlyList<ContractUse>> UsesAsync(Session session, long contract) => session.QueryAsync<ContractUse>(
        "SELECT id, at, unit, amount, request, reverses, who, note FROM desk_contract_use WHERE contract = @contract ORDER BY id DESC", new { contract });

    /// <summary>The history of a contract, the newest line first.</summary>
    public static Task<IReadOnlyList<ContractChange>> HistoryAsync(Session session, long contract) => session.QueryAsync<ContractChange>(
        "SELECT at, who, what, from_value, to_value FROM desk_contract_change WHERE contract = @contract ORDER BY id DESC", new { contract });

    internal static Task<long> TakeNumberAsync(UnitOfWork unit) => unit.GetAsync<long>("UPDATE desk_counter SET value = value + 1 WHERE name = 'contract' RETURNING value");

    /// <summary>Takes so many numbers.</summary>
    /// <returns>The first; the others follow.</returns>
    internal static async Task<long> TakeNumbersAsync(UnitOfWork unit, int count) =>
        await unit.GetAsync<long>("UPDATE desk_counter SET value = value + @count WHERE name = 'contract' RETURNING value", new { count }) - count + 1;

    /// <summary>Writes many new contracts of which nobody is reminded.</summary>
    internal static Task InsertAllAsync(UnitOfWork unit, IReadOnlyList<Contract> contracts) => unit.AddRowsAsync("desk_contract", [.. contracts.Select(contract => new
    {
        contract.Number,
        contract.Customer,
        contract.Terms.Tier,
        contract.Terms.Vip,
        Covers = "",
        FromDay = Day(contract.Terms.From),
        UntilDay = Day(contract.Terms.Until),
        contract.Terms.Zone,
        contract.StartsAt,
        contract.EndsAt,
        contract.Version,
        NoticeDay = Day(contract.Terms.NoticeDay),
        contract.Renews,
        contract.RenewedBy,
    })]);

    /// <summary>Holds others off a contract until the unit of work ends.</summary>
    internal static async Task<Contract?> HoldAsync(UnitOfWork unit, long number) =>
        await unit.FindAsync<long?>($"SELECT number FROM desk_contract WHERE number = @number {unit.Dialect.ForUpdate}", new { number }) is null ? null : await FindAsync(unit, number);

    internal static Task SaveAsync(UnitOfWork unit, Contract contract, DateTimeOffset? remindAt, DateTimeOffset? renewAt) => unit.ExecuteAsync(Save, new
    {
        contract.Number,
        contract.Customer,
        contract.Terms.Tier,
        contract.Terms.Vip,
        covers = string.Join(' ', contract.Terms.Covers),
        contract.Terms.Requests,
        contract.Terms.Minutes,
        from = Day(contract.Terms.From),
        until = Day(contract.Terms.Until),
        contract.Terms.Zone,
        contract.StartsAt,
        contract.EndsAt,
        contract.Terms.Owner,
        remindAt,
        contract.Version,
        contract.Terms.Value,
        contract.Terms.Currency,
        noticeDays = (long)contract.Terms.NoticeDays,
        renewMonths = (long?)contract.Terms.RenewMonths,
        products = string.Join(' ', contract.Terms.Products),
        serials = string.Join('\n', contract.Terms.Serials),
        contract.Terms.Order,
        noticeDay = Day(contract.Terms.NoticeDay),
        renewAt,
        contract.Renews,
        contract.RenewedBy,
    });

    /// <summary>Writes a line of the ledger.</summary>
    /// <returns>False: it was written before.</returns>
    internal static async Task<bool> UseAsync(UnitOfWork unit, long contract, string kind, long amount, RequestNumber? request, long? reverses, Actor by, string? note, DateTimeOffset at) =>
        await unit.ExecuteAsync(Use, new { contract, at, unit = kind, amount, request = request?.Value, reverses, who = by.Name, note }) == 1;

    internal static Task<ContractUse?> FindUseAsync(Session session, long contract, long id) => session.FindAsync<ContractUse>(
        "SELECT id, at, unit, amount, request, reverses, who, note FROM desk_contract_use WHERE contract = @contract AND id = @id", new { contract, id });

    /// <summary>The contract that a request used, and the line of its ledger.</summary>
    internal static Task<UsedBy?> FindUseOfAsync(Session session, RequestNumber request) => session.FindAsync<UsedBy>(
        "SELECT contract, id FROM desk_contract_use WHERE request = @number AND unit = 'request' AND reverses IS NULL", new { number = request.Value });

    internal static Task AddChangeAsync(UnitOfWork unit, long contract, DateTimeOffset at, Actor by, string what, string? from, string? to) => unit.ExecuteAsync(
        "INSERT INTO desk_contract_change (contract, at, who, what, from_value, to_value) VALUES (@contract, @at, @who, @what, @from, @to)",
        new { contract, at, who = by.Name, what, from, to });

    /// <summary>Contracts whose owners are to be reminded.</summary>
    internal static Task<IReadOnlyList<long>> ToRemindAsync(Session session, DateTimeOffset now, int take) =>
        session.QueryAsync<long>("SELECT number FROM desk_contract WHERE remind_at <= @now ORDER BY remind_at LIMIT @take", new { now, take });

    /// <summary>Contracts that are to be renewed.</summary>
    internal static Task<IReadOnlyList<long>> ToRenewAsync(Session session, DateTimeOffset now, int take) =>
        session.QueryAsync<long>("SELECT number FROM desk_contract WHERE renew_at <= @now ORDER BY renew_at LIMIT @take", new { now, take });

    /// <summary>When the owner of a contract is reminded; null: they were.</summary>
    internal static Task<DateTimeOffset?> RemindAtAsync(Session session, long number) => session.FindAsync<DateTimeOffset?>("SELECT remind_at FROM desk_contract WHERE number = @number AND remind_at IS NOT NULL", new { number });

    /// <summary>Notes that it was said of a last day that it comes.</summary>
    /// <returns>False: it was before.</returns>
    internal static async Task<bool> EndingSaidAsync(UnitOfWork unit, long number, DateOnly until) =>
        await unit.ExecuteAsync("UPDATE desk_contract SET ending_said = @day WHERE number = @number AND (ending_said IS NULL OR ending_said <> @day)", new { number, day = Day(until) }) == 1;

    /// <summary>Notes that the owner is reminded.</summary>
    /// <returns>False: they were before.</returns>
    internal static async Task<bool> RemindedAsync(UnitOfWork unit, long number) =>
        await unit.ExecuteAsync("UPDATE desk_contract SET remind_at = NULL WHERE number = @number AND remind_at IS NOT NULL", new { number }) == 1;

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal sealed record UsedBy
    {
        public required long Contract { get; init; }

        public required long Id { get; init; }
    }

    private sealed record Row
    {
        public required long Number { get; init; }

        public required Guid Customer { get; init; }

        public required string Tier { get; init; }

        public required bool Vip { get; init; }

        public required string Covers { get; init; }

        public long? Requests { get; init; }

        public long? Minutes { get; init; }

        public required string FromDay { get; init; }

        public required string UntilDay { get; init; }

        public required string Zone { get; init; }

        public required DateTimeOffset StartsAt { get; init; }

        public required DateTimeOffset EndsAt { get; init; }

        public Guid? Owner { get; init; }

        public required long Version { get; init; }

        public decimal? Value { get; init; }

        public string? Currency { get; init; }

        public required long NoticeDays { get; init; }

        public long? RenewMonths { get; init; }

        public required string Products { get; init; }

        public required string Serials { get; init; }

        public string? OrderNumber { get; init; }

        public long? Renews { get; init; }

        public long? RenewedBy { get; init; }

        public required long RequestsUsed { get; init; }

        public required long MinutesUsed { get; init; }

        public Contract Contract => new()
        {
            Number = Number,
            Customer = Customer,
            Terms = new()
            {
                Tier = Tier,
                Vip = Vip,
                Covers = Covers.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Requests = Requests,
                Minutes = Minutes,
                From = DateOnly.ParseExact(FromDay, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Until = DateOnly.ParseExact(UntilDay, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Zone = Zone,
                Owner = Owner,
                Value = Value,
                Currency = Currency,
                NoticeDays = (int)NoticeDays,
                RenewMonths = (int?)RenewMonths,
                Products = Products.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Serials = Serials.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Order = OrderNumber,
            },
            Renews = Renews,
            RenewedBy = RenewedBy,
            StartsAt = StartsAt,
            EndsAt = EndsAt,
            RequestsUsed = RequestsUsed,
            MinutesUsed = MinutesUsed,
            Version = Version,
        };
    }
}
