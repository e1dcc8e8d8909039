using System.Text.Json;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Opportunities;

/// <summary>Makes opportunities, changes them, and moves them from stage to stage.</summary>
public sealed class EditOpportunities(SignalLog signals, TimeProvider clock)
{
    private const int LongestTitle = 200;
    private const int LongestReason = 500;
    private const int MostLines = 200;

    /// <summary>Makes an opportunity.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="terms">What it is.</param>
    /// <param name="pipeline">The pipeline that it goes through.</param>
    /// <param name="stage">The stage that it begins in, one of what is open; null: the first.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <param name="at">When; null: now.</param>
    public async Task<EditOutcome<Opportunity>> CreateAsync(UnitOfWork unit, Guid customer, OpportunityTerms terms, Guid pipeline, string? stage, string by, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        var (clean, errors) = await ReadAsync(unit, terms);
        if (!await CustomerStore.ExistsAsync(unit, customer))
        {
            errors["customer"] = ["There is no such customer."];
        }

        var path = await PipelineStore.FindAsync(unit, pipeline);
        var first = stage is null ? path?.Open.First() : path?.Find(stage);
        if (path is null)
        {
            errors["pipeline"] = ["There is no such pipeline."];
        }
        else if (first is not { Kind: StageKind.Open })
        {
            errors["stage"] = [$"It must be one of {string.Join(", ", path.Open.Select(open => open.Key))}."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<Opportunity>.Wrong(errors);
        }

        var now = at ?? clock.GetUtcNow();
        var made = new Opportunity
        {
            Number = 0,
            Customer = customer,
            Terms = clean,
            Pipeline = path!.Id,
            PipelineVersion = path.Version,
            Stage = first!.Key,
            State = StageKind.Open,
            CreatedAt = now,
            EnteredAt = now,
            Version = 1,
        };
        return await SaveAsync(unit, before: null, made, entered: true, "OpportunityCreated", by, now);
    }

    /// <summary>Changes what an opportunity is.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="terms">All that it is from now on.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <param name="at">When; null: now.</param>
    public async Task<EditOutcome<Opportunity>> ChangeAsync(UnitOfWork unit, long number, OpportunityTerms terms, long? version, string by, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        if (await HoldAsync(unit, number) is not { } before)
        {
            return new EditOutcome<Opportunity>.NotFound();
        }

        if (version is not null && version != before.Version)
        {
            return new EditOutcome<Opportunity>.Conflict(before);
        }

        var (clean, errors) = await ReadAsync(unit, terms);
        return errors.Count > 0
            ? new EditOutcome<Opportunity>.Wrong(errors)
            : await SaveAsync(unit, before, before with { Terms = clean, Version = before.Version + 1 }, entered: false, "OpportunityChanged", by, at ?? clock.GetUtcNow());
    }

    /// <summary>Moves an opportunity to a stage of the newest version of a pipeline: on, back, won, lost, or open again.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="stage">The stage's key.</param>
    /// <param name="pipeline">Another pipeline; null: it stays in its own.</param>
    /// <param name="reason">Why it was won or lost; what is lost needs one.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <param name="at">When; null: now.</param>
    public async Task<EditOutcome<Opportunity>> MoveAsync(UnitOfWork unit, long number, string stage, Guid? pipeline, string? reason, long? version, string by, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await HoldAsync(unit, number) is not { } before)
        {
            return new EditOutcome<Opportunity>.NotFound();
        }

        if (version is not null && version != before.Version)
        {
            return new EditOutcome<Opportunity>.Conflict(before);
        }

        var why = StoredText.CleanLine(reason, LongestReason) is { Length: > 0 } words ? words : null;
        var path = await PipelineStore.FindAsync(unit, pipeline ?? before.Pipeline);
        var to = path?.Find(stage);
        var errors = new Dictionary<string, string[]>();
        if (path is null)
        {
            errors["pipeline"] = ["There is no such pipeline."];
        }
        else if (to is null)
        {
            errors["stage"] = [$"It must be one of {string.Join(", ", path.Stages.Select(known => known.Key))}."];
        }
        else if (to.Kind == StageKind.Lost && why is null)
        {
            errors["reason"] = ["Say why it was lost."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<Opportunity>.Wrong(errors);
        }

        var isSame = (before.Pipeline, before.Stage) == (path!.Id, to!.Key);
        if (isSame && before.PipelineVersion == path.Version)
        {
            return new EditOutcome<Opportunity>.Done(before);
        }

        var now = at ?? clock.GetUtcNow();
        return await SaveAsync(
            unit,
            before,
            before with
            {
                Pipeline = path.Id,
                PipelineVersion = path.Version,
                Stage = to.Key,
                State = to.Kind,
                Reason = to.Kind == StageKind.Open ? null : why,
                EnteredAt = isSame ? before.EnteredAt : now,
                ClosedAt = to.Kind == StageKind.Open ? null : before.State == to.Kind ? before.ClosedAt : now,
                Version = before.Version + 1,
            },
            entered: !isSame,
            to.Kind switch { StageKind.Won => "OpportunityWon", StageKind.Lost => "OpportunityLost", _ => "OpportunityMoved" },
            by,
            now);
    }

    /// <summary>What is wrong with an opportunity that is to be made, by field.</summary>
    internal async Task<Dictionary<string, string[]>> ErrorsAsync(Session session, OpportunityTerms terms, Guid pipeline)
    {
        var (_, errors) = await ReadAsync(session, terms);
        if (await PipelineStore.FindAsync(session, pipeline) is null)
        {
            errors["pipeline"] = ["There is no such pipeline."];
        }

        return errors;
    }

    /// <summary>Takes an opportunity away that nobody has changed since it was made.</summary>
    /// <returns>False: somebody has, and it stays.</returns>
    internal async Task<bool> RemoveAsync(UnitOfWork unit, long number, string by)
    {
        if (await HoldAsync(unit, number) is not { Version: 1 } made)
        {
            return false;
        }

        foreach (var (table, column) in new[] { ("crm_opportunity_line", "opportunity"), ("crm_opportunity_change", "opportunity"), ("crm_opportunity", "number") })
        {
            await unit.ExecuteAsync($"DELETE FROM {table} WHERE {column} = @number", new { number });
        }

        await signals.AppendAsync(unit, new("OpportunityRemoved", clock.GetUtcNow(), Customer: made.Customer, Data: JsonSerializer.Serialize(new { opportunity = made.Name, by })));
        return true;
    }

    private async Task<EditOutcome<Opportunity>> SaveAsync(UnitOfWork unit, Opportunity? before, Opportunity opportunity, bool entered, string signal, string by, DateTimeOffset at)
    {
        var saved = opportunity with { Number = await OpportunityStore.SaveAsync(unit, before, opportunity, entered, by, at) };
        await signals.AppendAsync(unit, new(signal, at, Customer: saved.Customer, Data: JsonSerializer.Serialize(
            new { opportunity = saved.Name, pipeline = saved.Pipeline, stage = saved.Stage, amount = saved.Terms.Amount, currency = saved.Terms.Currency, version = saved.Version, by })));
        return new EditOutcome<Opportunity>.Done(saved);
    }

    /// <summary>Holds others off an opportunity until the unit of work ends.</summary>
    private static async Task<Opportunity?> HoldAsync(UnitOfWork unit, long number) =>
        await unit.FindAsync<long?>($"SELECT number FROM crm_opportunity WHERE number = @number {unit.Dialect.ForUpdate}", new { number }) is null ? null : await OpportunityStore.FindAsync(unit, number);

    /// <summary>What was entered as it is kept, and what is wrong with it.</summary>
    private static async Task<(OpportunityTerms Clean, Dictionary<string, string[]> Errors)> ReadAsync(Session session, OpportunityTerms terms)
    {
        var errors = new Dictionary<string, string[]>();
        var title = StoredText.CleanLine(terms.Title, LongestTitle);
        if (title.Length == 0)
        {
            errors["title"] = ["It is missing."];
        }

        if (!Currency.IsCode(terms.Currency))
        {
            errors["currency"] = ["It must be a code of three capitals: EUR."];
        }

        if (terms.Probability is < 0 or > 100)
        {
            errors["probability"] = ["It must be from 0 to 100, or missing: as the stage says."];
        }

        if (terms.Lines.Count > MostLines)
        {
            errors["lines"] = [$"There are at most {MostLines}."];
        }

        var products = await ProductStore.FindAsync(session, [.. terms.Lines.Select(line => line.Product).Distinct()]);
        foreach (var (place, line) in terms.Lines.Index())
        {
            if (!products.ContainsKey(line.Product))
            {
                errors[$"lines[{place}].product"] = ["There is no such product."];
            }

            if (line.Quantity is <= 0 or > PriceRule.MostQuantity)
            {
                errors[$"lines[{place}].quantity"] = [$"It must be more than 0, and at most {PriceRule.MostQuantity}."];
            }

            if (line.Each is < 0 or > Currency.Most || decimal.Round(line.Each, 6) != line.Each)
            {
                errors[$"lines[{place}].each"] = [$"It must be from 0 to {Currency.Most:0}, with at most 6 decimals."];
            }
        }

        var amount = terms.Lines.Count == 0 || errors.Count > 0 ? terms.Amount : terms.Lines.Sum(line => Currency.Round(line.Quantity * line.Each, terms.Currency));
        if (!errors.ContainsKey("currency") && Currency.Fault(amount, terms.Currency) is { } fault)
        {
            errors["amount"] = [fault];
        }

        return (terms with { Title = title, Amount = amount }, errors);
    }
}
