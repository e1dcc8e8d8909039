namespace ServiceBot.Web.Pages.Forms;

/// <summary>How a form is shown: empty, with what was sent and what is wrong with it, or with thanks.</summary>
public sealed record WebFormShown
{
    /// <summary>What was sent, by field.</summary>
    public IReadOnlyDictionary<string, string> Said { get; init; } = new Dictionary<string, string>();

    /// <summary>The fields that are wrong, and whether they are missing.</summary>
    public IReadOnlyDictionary<string, bool> Wrong { get; init; } = new Dictionary<string, bool>();

    /// <summary>What goes along unseen.</summary>
    public IReadOnlyDictionary<string, string> Hidden { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether they agreed.</summary>
    public bool Agreed { get; init; }

    /// <summary>What is wrong with all of it; null: nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>What is said instead of the form; null: it is shown.</summary>
    public string? Thanks { get; init; }
}
