using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Fields;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>The company's own fields of customers over HTTP.</summary>
internal static class FieldEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var fields = api.MapGroup("/customer-fields").WithTags("Customers");
        fields.MapGet("/", async (IDatabase database, CancellationToken cancellationToken) =>
                TypedResults.Ok((await database.ReadAsync(FieldStore.ListAsync, cancellationToken)).Select(FieldView.Of)))
            .WithName("ListCustomerFields").WithSummary("The company's own fields, in their order, with those that are no longer asked.");
        fields.MapPost("/", (HttpContext http, IDatabase database, EditFields edit, CancellationToken cancellationToken) => SaveAsync(null, http, database, edit, cancellationToken))
            .WithName("DeclareCustomerField").WithSummary("Declare a field of customers. Its key begins with x_; key and kind stay for ever.").Accepts<FieldBody>("application/json");
        fields.MapPut("/{field}", SaveAsync).WithName("ChangeCustomerField")
            .WithSummary("Change what a field is called, what may be chosen, where it stands, and whether it is asked. What was said of it stays.").Accepts<FieldBody>("application/json");
    }

    private static Task<Results<Ok<FieldView>, Created<FieldView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        string? field, HttpContext http, IDatabase database, EditFields edit, CancellationToken cancellationToken) => RecordApi.ActAsync<FieldBody, OwnField, FieldView>(
        http,
        database,
        "field",
        (unit, body, by) => edit.SaveAsync(unit, body.Field(field), isNew: field is null, by),
        (_, saved) => Task.FromResult(FieldView.Of(saved)),
        field is null ? saved => $"customer-fields/{saved.Key}" : null,
        cancellationToken);
}

/// <summary>An own field as it is to be.</summary>
/// <param name="Key">Its name for programs: <c>x_plan</c>. Of a field that is changed it stands in the address.</param>
/// <param name="Kind"><c>text</c>, <c>number</c>, <c>day</c>, <c>choice</c> or <c>yesNo</c>.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name; left out: the English one.</param>
/// <param name="Choices">Of a choice, the words.</param>
/// <param name="Position">Where it stands, the smallest first; left out: 0.</param>
/// <param name="Active">Whether it is asked and shown; left out: it is.</param>
/// <param name="Sensitive">Whether its values lie encrypted, and no list is filtered by it; left out: it stays as it is, at first not. What is, stays so.</param>
internal sealed record FieldBody(
    string? Key, [property: JsonConverter(typeof(WordConverter<FieldKind>))] FieldKind? Kind, string? En, string? Zh, IReadOnlyList<string>? Choices, int? Position, bool? Active, bool? Sensitive = null)
{
    public OwnField Field(string? key) => new()
    {
        Key = key ?? Key ?? "",
        Kind = Kind ?? FieldKind.Text,
        En = En ?? "",
        Zh = Zh ?? En ?? "",
        Choices = Choices ?? [],
        Position = Position ?? 0,
        IsActive = Active ?? true,
        IsSensitive = Sensitive ?? false,
    };
}

/// <summary>An own field.</summary>
/// <param name="Key">Its name for programs.</param>
/// <param name="Kind">What values it has.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Choices">The words that may be chosen.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Active">Whether it is asked and shown.</param>
/// <param name="Sensitive">Whether its values lie encrypted.</param>
internal sealed record FieldView(
    string Key, [property: JsonConverter(typeof(WordConverter<FieldKind>))] FieldKind Kind, string En, string Zh, IReadOnlyList<string> Choices, int Position, bool Active, bool Sensitive)
{
    public static FieldView Of(OwnField field) => new(field.Key, field.Kind, field.En, field.Zh, field.Choices, field.Position, field.IsActive, field.IsSensitive);
}
