using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>What a rule would do now.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Days">How long that is kept.</param>
/// <param name="Enabled">Whether it is done.</param>
/// <param name="Due">How many are older.</param>
/// <param name="Samples">The keys of the first of them.</param>
public sealed record RetentionPreview(string Rule, string Kind, int Days, bool Enabled, long Due, IReadOnlyList<string> Samples);

/// <summary>What a rule did.</summary>
public sealed record RetentionRun
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>What it is about.</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was from before this instant went.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }
}

/// <summary>
/// Lets go once a day of what was kept long enough, by the rules of the settings, and says beforehand what that would be. What belongs to somebody with a legal hold stays; customers are erased one by
/// one, each with a certificate.
/// </summary>
public sealed class Retain : BackgroundService
{
    private const int Samples = 10;
    private const int Together = 200;
    private const int MostCustomers = 500;
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private readonly IDatabase _database;
    private readonly List<IRetained> _kinds;
    private readonly List<IPersonalData> _rooms;
    private readonly RetainedCustomers _customers;
    private readonly AskForErasure _erasure;
    private readonly SignalLog _signals;
    private readonly RetentionOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Makes it; it begins when the product starts, or when somebody calls <see cref="WorkAsync"/>.</summary>
    public Retain(
        IDatabase database, IEnumerable<IRetained> kinds, IEnumerable<IPersonalData> rooms, IEnumerable<ICustomerUse> uses, AskForErasure erasure, SignalLog signals, IOptions<RetentionOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_database, _kinds, _rooms, _customers, _erasure, _signals, _options, _clock) = (database, [.. kinds], [.. rooms], new(uses), erasure, signals, options.Value, clock);
    }

    /// <summary>What the rules would do now; nothing is done.</summary>
    public Task<IReadOnlyList<RetentionPreview>> PreviewAsync(CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<RetentionPreview>>(
        async session =>
        {
            var (previews, held) = (new List<RetentionPreview>(), await HeldAsync(session));
            foreach (var (name, rule) in _options.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal))
            {
                var (due, samples) = await DueAsync(session, rule, held);
                previews.Add(new(name, rule.Kind, rule.Days, rule.Enabled, due, samples));
            }

            return previews;
        },
        cancellationToken);

    /// <summary>What the rules did, the newest first.</summary>
    public static Task<IReadOnlyList<RetentionRun>> RunsAsync(Session session, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<RetentionRun>("SELECT id, rule, kind, at, before_at AS before, done AS count FROM crm_retention_run ORDER BY id DESC LIMIT @take", new { take });
    }

    /// <summary>Does what the rules say that are enabled, each unless it was done in the last day.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, rule) in _options.Rules.Where(rule => rule.Value.Enabled).OrderBy(rule => rule.Key, StringComparer.Ordinal))
        {
            var now = _clock.GetUtcNow();
            var before = now.AddDays(-rule.Days);
            if (await _database.WriteAsync(unit => BeginAsync(unit, name, rule.Kind, now, before), cancellationToken) is not { } run)
            {
                continue;
            }

            if (rule.Kind == RetainedCustomers.Kind)
            {
                await _database.WriteAsync(unit => EraseCustomersAsync(unit, run, before), cancellationToken);
                continue;
            }

            while (await _database.WriteAsync(unit => StepAsync(unit, KindOf(rule), run, before), cancellationToken) == Together)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WorkAsync, LookAgain, atOnce: false, _clock, stoppingToken);

    private IRetained KindOf(RetentionRule rule) => _kinds.Single(kind => kind.Kind == rule.Kind);

    private async Task<(long Due, IReadOnlyList<string> Samples)> DueAsync(Session session, RetentionRule rule, Person held)
    {
        var before = _clock.GetUtcNow().AddDays(-rule.Days);
        if (rule.Kind == RetainedCustomers.Kind)
        {
            var customers = await _customers.ListAsync(session, before, int.MaxValue);
            return (customers.Count, [.. customers.Take(Samples).Select(customer => $"{customer}")]);
        }

        var kind = KindOf(rule);
        return (
            await session.GetAsync<long>($"SELECT count(*) FROM {kind.Due.Table} WHERE {DueIn(session, kind)}", new { before, held = held.Keys<long>(kind.Kind) }),
            [.. (await DueAsync(session, kind, before, held, Samples)).Select(key => key.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>Whatever belongs to somebody with a legal hold.</summary>
    private async Task<Person> HeldAsync(Session session)
    {
        var held = await session.QueryAsync<Guid>("SELECT DISTINCT customer_id FROM crm_protection WHERE kind = 'hold' AND ended_at IS NULL");
        return await Person.FindAsync(session, _rooms, (await IdentityStore.GroupsAsync(session, [.. held])).Keys);
    }

    private static Task<IReadOnlyList<long>> DueAsync(Session session, IRetained kind, DateTimeOffset before, Person held, int take) => session.QueryAsync<long>(
        $"SELECT {kind.Due.Key} FROM {kind.Due.Table} WHERE {DueIn(session, kind)} ORDER BY {kind.Due.Key} LIMIT {take}", new { before, held = held.Keys<long>(kind.Kind) });

    private static string DueIn(Session session, IRetained kind) => $"({kind.Due.Condition}) AND NOT ({session.Dialect.IsIn(kind.Due.Key, "@held")})";

    /// <returns>The run's number; null: today's was begun already, here or on another node.</returns>
    private static async Task<long?> BeginAsync(UnitOfWork unit, string rule, string kind, DateTimeOffset now, DateTimeOffset before)
    {
        await unit.Dialect.LockAsync(unit, LockKeys.Of("retention", rule));
        return await unit.FindAsync<long?>("SELECT 1 FROM crm_retention_run WHERE rule = @rule AND at > @since LIMIT 1", new { rule, since = now - Every }) is null
            ? await unit.GetAsync<long>("INSERT INTO crm_retention_run (rule, kind, at, before_at, done) VALUES (@rule, @kind, @now, @before, 0) RETURNING id", new { rule, kind, now, before })
            : null;
    }

    /// <returns>How many went.</returns>
    private async Task<int> StepAsync(UnitOfWork unit, IRetained kind, long run, DateTimeOffset before)
    {
        await IdentityStore.LockAsync(unit);
        var keys = (await DueAsync(unit, kind, before, await HeldAsync(unit), Together)).ToArray();
        if (keys.Length == 0)
        {
            return 0;
        }

        var person = new Person();
        await kind.AddAsync(unit, person, keys);
        await kind.EraseAsync(unit, keys);
        foreach (var room in _rooms)
        {
            await room.EraseAsync(unit, person);
        }

        foreach (var table in _rooms.SelectMany(room => room.Tables).Where(table => table.Becomes != ""))
        {
            await table.EraseAsync(unit, person);
        }

        await DoneAsync(unit, run, kind.Kind, keys.Length);
        return keys.Length;
    }

    private async Task<bool> EraseCustomersAsync(UnitOfWork unit, long run, DateTimeOffset before)
    {
        var customers = await _customers.ListAsync(unit, before, MostCustomers);
        foreach (var customer in customers)
        {
            await _erasure.HandleAsync(unit, customer, "retention", "system");
        }

        await DoneAsync(unit, run, RetainedCustomers.Kind, customers.Count);
        return true;
    }

    private async Task DoneAsync(UnitOfWork unit, long run, string kind, int count)
    {
        await unit.ExecuteAsync("UPDATE crm_retention_run SET done = done + @count WHERE id = @run", new { run, count });
        await _signals.AppendAsync(unit, new("RetentionDone", _clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { run, kind, count })));
    }
}
