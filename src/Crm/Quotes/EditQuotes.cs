using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Quotes;

/// <summary>Makes quotes and takes them through their steps, of which <see cref="QuoteSteps"/> says when each is possible.</summary>
public sealed class EditQuotes(SignalLog signals, RateBook rates, EditOpportunities opportunities, EditOrders orders, IOptions<QuoteOptions> options, TimeProvider clock)
{
    /// <summary>Who a customer is in histories.</summary>
    public const string Customer = "customer";

    private const int LongestName = 200;
    private const int LongestNote = 1_000;

    /// <summary>The last day of a quote that is made today.</summary>
    public DateOnly ValidFrom(DateOnly today) => today.AddDays(options.Value.ValidDays);

    /// <summary>Makes a quote.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">Whose it is; null: the opportunity's.</param>
    /// <param name="opportunity">What it is for; where the wish has no lines, with its products.</param>
    /// <param name="wish">What it says.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <param name="today">The day of its prices.</param>
    public async Task<EditOutcome<Quote>> CreateAsync(UnitOfWork unit, Guid? customer, long? opportunity, QuoteWish wish, string by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(wish);
        var of = opportunity is { } number ? await OpportunityStore.FindAsync(unit, number) : null;
        var filled = wish.Lines.Count > 0 || of is null ? wish : wish with { Lines = [.. of.Terms.Lines.Select(line => new QuoteLineWish(line.Product, line.Quantity, line.Each))] };
        var (terms, errors) = await filled.PriceAsync(unit, today);
        if (opportunity is not null && of is null)
        {
            errors["opportunity"] = ["There is no such opportunity."];
        }

        if (customer is null && of is null)
        {
            errors["customer"] = ["Say whose it is, or for which opportunity."];
        }
        else if (customer is { } whose && !await CustomerStore.ExistsAsync(unit, whose))
        {
            errors["customer"] = ["There is no such customer."];
        }
        else if (customer is { } asked && of is not null && !(await CustomerStore.MembersAsync(unit, of.Customer)).Contains(asked))
        {
            errors["customer"] = ["The opportunity is somebody else's."];
        }

        return errors.Count > 0
            ? new EditOutcome<Quote>.Wrong(errors)
            : await SaveAsync(
                unit,
                new() { Number = 0, Customer = customer ?? of!.Customer, Opportunity = of?.Number, CreatedAt = clock.GetUtcNow(), Newest = new() { Number = 1, State = QuoteState.Draft, Terms = terms, Author = by }, Version = 0 },
                "create", "QuoteCreated", by, note: null);
    }

    /// <summary>Changes a draft.</summary>
    public Task<EditOutcome<Quote>> ChangeAsync(UnitOfWork unit, long number, QuoteWish wish, long? version, string by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return StepAsync(unit, number, version, QuoteSteps.Change, today, async quote =>
        {
            var (terms, errors) = await wish.PriceAsync(unit, today);
            return errors.Count > 0 ? new EditOutcome<Quote>.Wrong(errors)
                : await SaveAsync(unit, quote with { Newest = quote.Newest with { Terms = terms, Author = by } }, QuoteSteps.Change, "QuoteChanged", by, note: null);
        });
    }

    /// <summary>Says that a draft is ready: it is approved at once, or waits for somebody who approves it.</summary>
    public Task<EditOutcome<Quote>> SubmitAsync(UnitOfWork unit, long number, long? version, string by, DateOnly today) => StepAsync(unit, number, version, QuoteSteps.Submit, today, async quote =>
    {
        var terms = quote.Newest.Terms;
        if (terms.Lines.Count == 0 || terms.ValidUntil < today)
        {
            return Wrong(terms.Lines.Count == 0 ? "lines" : "validUntil", terms.Lines.Count == 0 ? "There is nothing in it." : "The day is over.");
        }

        var reasons = ApprovalRule.Of(terms, await rates.OfAsync(unit, today), options.Value);
        var state = reasons.Count == 0 ? QuoteState.Approved : QuoteState.Waiting;
        return await SaveAsync(unit, quote with { Newest = quote.Newest with { State = state, Reasons = reasons } }, QuoteSteps.Submit, state == QuoteState.Waiting ? "QuoteSubmitted" : "QuoteApproved", by, note: null);
    });

    /// <summary>Approves a quote that waits for it, or gives it back. Whoever wrote it can't approve it.</summary>
    public Task<EditOutcome<Quote>> DecideAsync(UnitOfWork unit, long number, bool isApproved, string? note, long? version, string by, DateOnly today) =>
        StepAsync(unit, number, version, isApproved ? QuoteSteps.Approve : QuoteSteps.Refuse, today, async quote =>
        {
            var why = Note(note);
            return quote.Newest.Author == by ? Wrong("approver", "Whoever wrote it can't decide on it.")
                : !isApproved && why is null ? Wrong("note", "Say why it is given back.")
                : await SaveAsync(
                    unit, quote with { Newest = quote.Newest with { State = isApproved ? QuoteState.Approved : QuoteState.Draft } },
                    isApproved ? QuoteSteps.Approve : QuoteSteps.Refuse, isApproved ? "QuoteApproved" : "QuoteRefused", by, why);
        });

    /// <summary>Gives a quote to the customer: from now on nothing in this version changes.</summary>
    public Task<EditOutcome<Quote>> SendAsync(UnitOfWork unit, long number, long? version, string by, DateOnly today) => StepAsync(unit, number, version, QuoteSteps.Send, today, async quote =>
    {
        if (quote.Newest.Terms.ValidUntil < today)
        {
            return Wrong("validUntil", "The day is over.");
        }

        var rate = (await rates.OfAsync(unit, today)).Of(quote.Newest.Terms.Currency);
        return await SaveAsync(
            unit, quote with { Newest = quote.Newest with { State = QuoteState.Sent, SentAt = clock.GetUtcNow(), Rate = rate?.Rate, RateDay = rate?.Day } }, QuoteSteps.Send, "QuoteSent", by, note: null);
    });

    /// <summary>Writes another version in place of the newest, which stays as it is.</summary>
    public Task<EditOutcome<Quote>> ReviseAsync(UnitOfWork unit, long number, long? version, string by, DateOnly today) => StepAsync(unit, number, version, QuoteSteps.Revise, today, async quote =>
    {
        var old = quote.Newest;
        if (old.State is QuoteState.Waiting or QuoteState.Approved or QuoteState.Sent)
        {
            await QuoteStore.SaveAsync(unit, number, old with { State = QuoteState.Replaced });
        }

        var until = old.Terms.ValidUntil < today ? ValidFrom(today) : old.Terms.ValidUntil;
        return await SaveAsync(
            unit, quote with { Newest = new() { Number = old.Number + 1, State = QuoteState.Draft, Terms = old.Terms with { ValidUntil = until }, Author = by } }, QuoteSteps.Revise, "QuoteRevised", by, note: null);
    });

    /// <summary>Takes a quote back.</summary>
    public Task<EditOutcome<Quote>> WithdrawAsync(UnitOfWork unit, long number, string? note, long? version, string by, DateOnly today) => StepAsync(unit, number, version, QuoteSteps.Withdraw, today, quote =>
        SaveAsync(unit, quote with { Newest = quote.Newest with { State = QuoteState.Withdrawn } }, QuoteSteps.Withdraw, "QuoteWithdrawn", by, Note(note)));

    /// <summary>What the customer answers, under their name. Where they agree, it becomes an order, and the opportunity is won.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">The quote.</param>
    /// <param name="answered">The version that they have.</param>
    /// <param name="isAccepted">Whether they agree.</param>
    /// <param name="name">The name that they sign with.</param>
    /// <param name="note">What they say about it.</param>
    /// <param name="today">The day.</param>
    public Task<EditOutcome<Quote>> AnswerAsync(UnitOfWork unit, long number, long answered, bool isAccepted, string? name, string? note, DateOnly today)
    {
        var step = isAccepted ? QuoteSteps.Accept : QuoteSteps.Decline;
        return StepAsync(unit, number, null, step, today, async quote =>
        {
            if (quote.Newest.Number != answered)
            {
                return new EditOutcome<Quote>.NotNow(quote, "replaced", []);
            }

            if (StoredText.CleanLine(name, LongestName) is not { Length: > 1 } signed)
            {
                return Wrong("name", "Say who answers.");
            }

            var done = await SaveAsync(
                unit,
                quote with
                {
                    Order = isAccepted ? await orders.CreateAsync(unit, quote, Customer, today) : null,
                    Newest = quote.Newest with { State = isAccepted ? QuoteState.Accepted : QuoteState.Declined, AnsweredBy = signed, AnsweredAt = clock.GetUtcNow(), Answer = Note(note) },
                },
                step, isAccepted ? "QuoteAccepted" : "QuoteDeclined", Customer, Note(note));
            if (isAccepted)
            {
                await WinAsync(unit, quote);
            }

            return done;
        });
    }

    /// <summary>An opportunity that is still open is won.</summary>
    private async Task WinAsync(UnitOfWork unit, Quote quote)
    {
        if (options.Value.WinsOpportunity && quote.Opportunity is { } number && await OpportunityStore.FindAsync(unit, number) is { State: StageKind.Open } open
            && await PipelineStore.FindAsync(unit, open.Pipeline) is { } pipeline)
        {
            await opportunities.MoveAsync(unit, number, pipeline.Stages.First(stage => stage.Kind == StageKind.Won).Key, pipeline: null, quote.Name, version: null, Customer);
        }
    }

    private static async Task<EditOutcome<Quote>> StepAsync(UnitOfWork unit, long number, long? version, string step, DateOnly today, Func<Quote, Task<EditOutcome<Quote>>> act)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return await QuoteStore.HoldAsync(unit, number) switch
        {
            null => new EditOutcome<Quote>.NotFound(),
            { } quote when version is not null && version != quote.Version => new EditOutcome<Quote>.Conflict(quote),
            { } quote when QuoteSteps.Of(quote.Newest.StateOn(today)) is var allowed && !allowed.Contains(step) =>
                new EditOutcome<Quote>.NotNow(quote, JsonNamingPolicy.CamelCase.ConvertName($"{quote.Newest.StateOn(today)}"), allowed),
            { } quote => await act(quote),
        };
    }

    private async Task<EditOutcome<Quote>> SaveAsync(UnitOfWork unit, Quote quote, string step, string signal, string by, string? note)
    {
        var (at, next) = (clock.GetUtcNow(), quote with { Version = quote.Version + 1 });
        var saved = next with { Number = await QuoteStore.SaveAsync(unit, next) };
        await QuoteStore.LogAsync(unit, saved.Number, new(at, by, step, saved.Newest.Number, note));
        await signals.AppendAsync(unit, new(signal, at, Customer: saved.Customer, Data: JsonSerializer.Serialize(
            new { quote = saved.Name, version = saved.Newest.Number, total = QuoteTotals.Of(saved.Newest.Terms).Total, currency = saved.Newest.Terms.Currency, by })));
        return new EditOutcome<Quote>.Done(saved);
    }

    private static EditOutcome<Quote> Wrong(string field, string why) => new EditOutcome<Quote>.Wrong(new Dictionary<string, string[]> { [field] = [why] });

    private static string? Note(string? note) => StoredText.Clean(note, LongestNote) is { Length: > 0 } words ? words : null;
}
