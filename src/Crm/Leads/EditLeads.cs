using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Leads;

/// <summary>Captures leads, changes them, moves them on, and books what they do.</summary>
public sealed class EditLeads(SignalLog signals, IOptions<LeadOptions> options, TimeProvider clock)
{
    private const int LongestReason = 500;
    private const int LongestKey = 200;

    /// <summary>Captures a lead.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="terms">What is known.</param>
    /// <param name="owner">Who works on it; null: whoever <see cref="AssignLead"/> chooses.</param>
    /// <param name="sellers">Who may get it.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<Lead>> CaptureAsync(UnitOfWork unit, LeadTerms terms, Guid? owner, IReadOnlyCollection<LeadSeller> sellers, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        var clean = terms.Clean();
        if (clean.Errors() is { Count: > 0 } errors)
        {
            return new EditOutcome<Lead>.Wrong(errors);
        }

        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "leads"));
        var chosen = owner is null ? AssignLead.Choose(clean.Language, sellers, await LeadStore.OpenAsync(unit)) : null;
        return await SaveAsync(
            unit, new() { Number = 0, Terms = clean, Stage = LeadStage.New, Owner = owner ?? chosen?.Owner, OwnerWhy = chosen?.Why, CreatedAt = clock.GetUtcNow(), Version = 1 }, "LeadCaptured", by);
    }

    /// <summary>Changes what is known of a lead, and who works on it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="terms">All that is known from now on.</param>
    /// <param name="owner">Who works on it; null: nobody.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public Task<EditOutcome<Lead>> ChangeAsync(UnitOfWork unit, long number, LeadTerms terms, Guid? owner, long? version, string by)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return OfOpenAsync(unit, number, version, before => terms.Clean() is var clean && clean.Errors() is { Count: > 0 } errors
            ? Task.FromResult<EditOutcome<Lead>>(new EditOutcome<Lead>.Wrong(errors))
            : SaveAsync(unit, before with { Terms = clean, Owner = owner, OwnerWhy = owner == before.Owner ? before.OwnerWhy : null, Version = before.Version + 1 }, "LeadChanged", by));
    }

    /// <summary>Moves a lead on or back, drops it, or takes up again one that was dropped.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="stage">Where to; not <see cref="LeadStage.Converted"/>, which <see cref="ConvertLead"/> does.</param>
    /// <param name="reason">Why it is dropped.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<Lead>> MoveAsync(UnitOfWork unit, long number, LeadStage stage, string? reason, long? version, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await HoldAsync(unit, number) is not { } before)
        {
            return new EditOutcome<Lead>.NotFound();
        }

        if (version is not null && version != before.Version)
        {
            return new EditOutcome<Lead>.Conflict(before);
        }

        var why = StoredText.CleanLine(reason, LongestReason) is { Length: > 0 } words ? words : null;
        if (stage == LeadStage.Converted || before.Stage == LeadStage.Converted)
        {
            return Wrong("stage", before.Stage == LeadStage.Converted ? "It is converted: take that back first." : "It is converted by POST …/convert.");
        }

        if (stage == LeadStage.Dropped && why is null)
        {
            return Wrong("reason", "Say why nothing comes of it.");
        }

        if (stage == before.Stage)
        {
            return new EditOutcome<Lead>.Done(before);
        }

        return stage == LeadStage.Dropped
            ? await EndAsync(unit, before, before with { Stage = stage, Reached = before.Stage, Reason = why }, "LeadDropped", by)
            : before.IsOpen ? await SaveAsync(unit, before with { Stage = stage, Version = before.Version + 1 }, "LeadMoved", by)
            : await ReopenAsync(unit, before, stage, "LeadMoved", by);
    }

    /// <summary>Books something that a lead did. The same key again is the same deed.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="what">The event, as a rule has it.</param>
    /// <param name="key">What tells it apart from others.</param>
    /// <param name="at">When; null, or later than now: now.</param>
    public async Task<EditOutcome<Lead>> BookAsync(UnitOfWork unit, long number, string what, string key, DateTimeOffset? at)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var rules = options.Value.Rules.Where(rule => rule.Value.Event.Length > 0 && rule.Value.Event == what).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToList();
        if (rules.Count == 0)
        {
            return Wrong("event", $"It must be one of {string.Join(", ", options.Value.Rules.Values.Select(rule => rule.Event).Where(known => known.Length > 0).Distinct().Order(StringComparer.Ordinal))}: {LeadOptions.Section}:Rules has them.");
        }

        if (StoredText.CleanLine(key, LongestKey) is not { Length: > 0 } known)
        {
            return Wrong("key", "Say what tells it apart from others.");
        }

        if (await HoldAsync(unit, number) is not { } lead)
        {
            return new EditOutcome<Lead>.NotFound();
        }

        var now = clock.GetUtcNow();
        foreach (var (name, rule) in rules)
        {
            await LeadStore.AddPointAsync(unit, number, isEngagement: true, name, rule.Points, rule.HalfLifeDays == 0 ? null : rule.HalfLifeDays, at is { } then && then < now ? then : now, $"{name}:{known}");
        }

        return new EditOutcome<Lead>.Done(lead);
    }

    /// <summary>Does something with a lead that has not ended.</summary>
    internal async Task<EditOutcome<Lead>> OfOpenAsync(UnitOfWork unit, long number, long? version, Func<Lead, Task<EditOutcome<Lead>>> act)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return await HoldAsync(unit, number) switch
        {
            null => new EditOutcome<Lead>.NotFound(),
            { } lead when version is not null && version != lead.Version => new EditOutcome<Lead>.Conflict(lead),
            { IsOpen: false } => Wrong("stage", "It has ended: take it up again first."),
            { } lead => await act(lead),
        };
    }

    /// <summary>Ends a lead, with what had been said of it before, and counts it.</summary>
    internal async Task<EditOutcome<Lead>> EndAsync(UnitOfWork unit, Lead before, Lead after, string signal, string by)
    {
        var odds = (await LeadStore.OddsAsync(unit)).Of(before.Terms, before.Stage)?.Probability;
        var ended = after with { ClosedAt = clock.GetUtcNow(), Odds = odds, Version = before.Version + 1 };
        await LeadStore.CountAsync(unit, ended, 1);
        return await SaveAsync(unit, ended, signal, by);
    }

    /// <summary>Takes a lead up again as if it had never ended.</summary>
    internal async Task<EditOutcome<Lead>> ReopenAsync(UnitOfWork unit, Lead before, LeadStage stage, string signal, string by)
    {
        await LeadStore.CountAsync(unit, before, -1);
        return await SaveAsync(unit, before with { Stage = stage, Reached = null, Reason = null, Opportunity = null, ClosedAt = null, Odds = null, Version = before.Version + 1 }, signal, by);
    }

    /// <summary>Holds others off a lead until the unit of work ends.</summary>
    internal static async Task<Lead?> HoldAsync(UnitOfWork unit, long number) =>
        await unit.FindAsync<long?>($"SELECT number FROM crm_lead WHERE number = @number {unit.Dialect.ForUpdate}", new { number }) is null ? null : await LeadStore.FindAsync(unit, number);

    internal static EditOutcome<Lead> Wrong(string field, string why) => new EditOutcome<Lead>.Wrong(new Dictionary<string, string[]> { [field] = [why] });

    private async Task<EditOutcome<Lead>> SaveAsync(UnitOfWork unit, Lead lead, string signal, string by)
    {
        var saved = lead with { Number = await LeadStore.SaveAsync(unit, lead) };
        await FitAsync(unit, saved);
        await signals.AppendAsync(unit, new(signal, clock.GetUtcNow(), Customer: saved.Customer, Data: JsonSerializer.Serialize(new { lead = saved.Label, stage = LeadOdds.WordOf(saved.Stage), owner = saved.Owner, by })));
        return new EditOutcome<Lead>.Done(saved);
    }

    /// <summary>Writes what the rules about fields give more, or less, than the ledger has.</summary>
    private async Task FitAsync(UnitOfWork unit, Lead lead)
    {
        var have = (await LeadStore.LedgersAsync(unit, [lead.Number]))[lead.Number].Where(line => !line.IsEngagement).GroupBy(line => line.Rule).ToDictionary(of => of.Key, of => of.Sum(line => line.Points));
        foreach (var (name, rule) in options.Value.Rules.Where(rule => rule.Value.Field.Length > 0))
        {
            var missing = (rule.Fits(lead.Terms) ? rule.Points : 0) - have.GetValueOrDefault(name);
            if (missing != 0)
            {
                await LeadStore.AddPointAsync(unit, lead.Number, isEngagement: false, name, missing, halfLifeDays: null, clock.GetUtcNow(), $"fit:{name}:{lead.Version}");
            }
        }
    }
}
