namespace ServiceBot.Web.Mcp;

/// <summary>Settings for assistants outside that use the desk by the Model Context Protocol.</summary>
internal sealed class McpOptions
{
    public const string Section = "Mcp";

    /// <summary>Whether they are offered what changes something; else they only read. Either way they may do what their key may, and nothing else.</summary>
    public bool Writes { get; set; }
}
