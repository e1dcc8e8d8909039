using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace ServiceBot.Web.Mcp;

/// <summary>Where the API takes a parameter.</summary>
internal enum ParameterPlace
{
    Route,
    Query,
    Body,
    Header,
}

/// <summary>What a tool is told.</summary>
/// <param name="Name">Its name; of the API too, unless <paramref name="ApiName"/> says otherwise.</param>
/// <param name="Place">Where the API takes it.</param>
/// <param name="Description">What it means, for the assistant.</param>
/// <param name="Type">JSON type: string, integer, boolean, or array of strings.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="ApiName">Its name in the API.</param>
internal sealed record McpParameter(string Name, ParameterPlace Place, string Description, string Type = "string", bool IsRequired = false, string? ApiName = null)
{
    public JsonObject Schema => Type == "array"
        ? new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["description"] = Description }
        : new() { ["type"] = Type, ["description"] = Description };
}

/// <summary>Something that an assistant may have done: a call of the API under another name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, for the assistant.</param>
/// <param name="Endpoint">The name of the API's operation.</param>
/// <param name="Parameters">What it is told.</param>
/// <param name="IsWrite">Whether it changes something.</param>
/// <param name="Body">Makes the body of what was told, where it is not just the parameters of the body.</param>
internal sealed record McpTool(
    string Name, string Description, string Endpoint, IReadOnlyList<McpParameter> Parameters, bool IsWrite = false, Func<IDictionary<string, JsonElement>, JsonObject>? Body = null)
{
    /// <summary>It as the protocol describes it.</summary>
    public Tool Describe() => new()
    {
        Name = Name,
        Description = Description,
        InputSchema = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Schema))),
            ["required"] = new JsonArray([.. Parameters.Where(parameter => parameter.IsRequired).Select(parameter => (JsonNode)parameter.Name)]),
            ["additionalProperties"] = false,
        }),
        Annotations = new() { ReadOnlyHint = !IsWrite, DestructiveHint = false, OpenWorldHint = false },
    };

    /// <summary>What is wrong with what it was told; null: nothing.</summary>
    public string? Check(IDictionary<string, JsonElement> told) =>
        told.Keys.FirstOrDefault(name => Parameters.All(parameter => parameter.Name != name)) is { } unknown ? $"There is no {unknown} here; there is {string.Join(", ", Parameters.Select(parameter => parameter.Name))}."
        : Parameters.FirstOrDefault(parameter => parameter.IsRequired && (!told.TryGetValue(parameter.Name, out var value) || value.ValueKind == JsonValueKind.Null)) is { } missing ? $"{missing.Name} is missing: {missing.Description}"
        : null;
}
