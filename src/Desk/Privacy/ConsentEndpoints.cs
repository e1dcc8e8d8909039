using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Customers;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Privacy;

/// <summary>Consents over HTTP: the ledger of a customer, whether they may be written to, and the texts that they agree to.</summary>
internal static class ConsentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Privacy").Needs(Permission.CustomersRead, Permission.CustomersWrite);
        customers.MapGet("/{customer:guid}/consents", ReadAsync).WithName("ReadConsents").WithSummary("What a customer said to what for: how they stand, and every entry of the ledger.");
        customers.MapPost("/{customer:guid}/consents", AddAsync).WithName("AddConsent").WithSummary("Write down what a customer said, with what proves it. Nothing that was said before is lost.").Accepts<ConsentBody>("application/json");
        customers.MapGet("/{customer:guid}/may-contact", AskAsync).WithName("MayContact").WithSummary("Whether a customer may be contacted: purpose, channel, and at (now, if left out). A refusal says why.");

        var texts = api.MapGroup("/consent-texts").WithTags("Privacy").Needs(Permission.PrivacyRead, Permission.PrivacyWrite);
        texts.MapGet("/", async (IDatabase database, CancellationToken cancellationToken) =>
                TypedResults.Ok<IReadOnlyList<ConsentText>>(await database.ReadAsync(ConsentTexts.ListAsync, cancellationToken)))
            .WithName("ListConsentTexts").WithSummary("The published texts, every version in every language.");
        texts.MapPost("/", PublishAsync).WithName("PublishConsentText").WithSummary("Publish the next version of a text. It can't be changed any more.").Accepts<ConsentTextBody>("application/json");
    }

    private static async Task<Results<Ok<ConsentsView>, ProblemHttpResult>> ReadAsync(Guid customer, IDatabase database, IOptions<ConsentOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = await database.ReadAsync(
            async session => await CustomerStore.ExistsAsync(session, customer) ? await ConsentLedger.ReadAsync(session, customer) : null, cancellationToken);
        return ledger is null ? CustomerEndpoints.NoSuchCustomer() : TypedResults.Ok(new ConsentsView(
            [.. ledger.StandingsAt(options.Value.Purposes.Keys, clock.GetUtcNow()).Select(StandingView.Of)], [.. ledger.Entries.Select(ConsentView.Of)]));
    }

    private static async Task<Results<Created<ConsentView>, Ok<ConsentView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        Guid customer, HttpContext http, IDatabase database, SetConsent consents, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<ConsentBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (!Enum.TryParse<ConsentState>(body.State, ignoreCase: true, out var state) || !Enum.IsDefined(state) || int.TryParse(body.State, out _))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["state"] = ["It is granted, withdrawn or unknown."] });
        }

        var entry = new ConsentEntry
        {
            Purpose = body.Purpose ?? "",
            Channel = body.Channel ?? "",
            State = state,
            At = body.At ?? clock.GetUtcNow(),
            Text = body.Text,
            Source = CustomerEndpoints.SourceOf(http),
            SaidBy = RequestEndpoints.CallerOf(http).Name,
        };
        return await database.WriteAsync(unit => consents.HandleAsync(unit, customer, entry, body.Evidence), cancellationToken) switch
        {
            SetConsentOutcome.Changed done => TypedResults.Created($"/api/v1/customers/{customer}/consents", ConsentView.Of(done.Consent)),
            SetConsentOutcome.Unchanged same => TypedResults.Ok(ConsentView.Of(same.Consent)),
            SetConsentOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            _ => CustomerEndpoints.NoSuchCustomer(),
        };
    }

    private static async Task<Results<Ok<ContactView>, ValidationProblem>> AskAsync(
        Guid customer, string? purpose, string? channel, string? at, IDatabase database, MayContact may, TimeProvider clock, CancellationToken cancellationToken)
    {
        var when = clock.GetUtcNow();
        if (at is not null && !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out when))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = ["It is an instant: 2026-11-22T10:00:00Z."] });
        }

        var answer = await database.ReadAsync(session => may.HandleAsync(session, customer, purpose ?? "", channel ?? "", when), cancellationToken);
        return TypedResults.Ok(new ContactView(
            answer.May, answer.Refusal is { } refusal ? char.ToLowerInvariant($"{refusal}"[0]) + $"{refusal}"[1..] : null, answer.Entry is { } entry ? ConsentView.Of(entry) : null));
    }

    private static async Task<Results<Created<IReadOnlyList<ConsentText>>, ValidationProblem, ProblemHttpResult>> PublishAsync(
        HttpContext http, IDatabase database, IOptions<ConsentOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<ConsentTextBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var (errors, texts) = await database.WriteAsync(
            unit => ConsentTexts.PublishAsync(unit, body.Name, body.Purposes ?? [], body.Texts ?? [], options.Value, RequestEndpoints.CallerOf(http).Name, clock.GetUtcNow()), cancellationToken);
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.Created("/api/v1/consent-texts", texts);
    }
}

/// <summary>What a customer said to what for.</summary>
/// <param name="Standings">How they stand, by purpose and channel.</param>
/// <param name="Entries">The ledger, the oldest first.</param>
internal sealed record ConsentsView(IReadOnlyList<StandingView> Standings, IReadOnlyList<ConsentView> Entries);

/// <summary>How a customer stands to a purpose.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Channel">For which channel; null: what is said of every one.</param>
/// <param name="State"><c>granted</c>, <c>withdrawn</c> or <c>unknown</c>.</param>
/// <param name="Entry">The number of the entry that it comes from; null: nothing was ever said.</param>
internal sealed record StandingView(string Purpose, string? Channel, string State, long? Entry)
{
    public static StandingView Of(ConsentStanding standing) => new(standing.Purpose, ConsentView.ChannelOf(standing.Channel), EnumWord.Of(standing.State), standing.Entry?.Id);
}

/// <summary>An entry of the ledger.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">Of which of the customers that are the same.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Channel">For which channel; null: for every one.</param>
/// <param name="State"><c>granted</c>, <c>withdrawn</c> or <c>unknown</c>.</param>
/// <param name="At">When they said it.</param>
/// <param name="Source">Where.</param>
/// <param name="Text">The number of the published text that they saw; null: none of ours.</param>
/// <param name="Evidence">What proves it; null: nothing does.</param>
/// <param name="SaidBy">Who of the company wrote it down; null: the customer did.</param>
internal sealed record ConsentView(long Id, Guid Customer, string Purpose, string? Channel, string State, DateTimeOffset At, string Source, long? Text, ConsentEvidence? Evidence, string? SaidBy)
{
    public static ConsentView Of(ConsentEntry entry) => new(
        entry.Id, entry.Customer, entry.Purpose, ChannelOf(entry.Channel), EnumWord.Of(entry.State), entry.At, entry.Source, entry.Text, ConsentEvidence.Parse(entry.Evidence), entry.SaidBy);

    public static string? ChannelOf(string channel) => channel.Length == 0 ? null : channel;
}

/// <summary>Whether a customer may be contacted.</summary>
/// <param name="May">Whether.</param>
/// <param name="Refusal">Why not: <c>noSuchPurpose</c>, <c>noSuchCustomer</c>, <c>withdrawn</c>, <c>notGranted</c>, <c>restricted</c>; null: they may.</param>
/// <param name="Entry">What they said, on which that rests; null: nothing.</param>
internal sealed record ContactView(bool May, string? Refusal, ConsentView? Entry);

/// <summary>What a customer said.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Channel">For which channel; left out: for every one.</param>
/// <param name="State"><c>granted</c>, <c>withdrawn</c> or <c>unknown</c>.</param>
/// <param name="Text">The number of the published text that they saw.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="At">When they said it; left out: now.</param>
internal sealed record ConsentBody(string? Purpose, string? Channel, string? State, long? Text, ConsentEvidence? Evidence, DateTimeOffset? At);

/// <summary>A text to publish.</summary>
/// <param name="Name">Which: <c>privacy</c>.</param>
/// <param name="Purposes">What for.</param>
/// <param name="Texts">Title and body by language, <c>en</c> and <c>zh</c>.</param>
internal sealed record ConsentTextBody(string? Name, IReadOnlyList<string>? Purposes, Dictionary<string, NewConsentText>? Texts);
