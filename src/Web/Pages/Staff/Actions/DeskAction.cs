using ServiceBot.Channels.Api;

namespace ServiceBot.Web.Pages.Staff.Actions;

/// <summary>Where an action belongs: the sheet of shortcuts has a part for each.</summary>
public enum ActionPlace
{
    /// <summary>On every page.</summary>
    Everywhere,

    /// <summary>A page to go to.</summary>
    Pages,

    /// <summary>In lists.</summary>
    Lists,

    /// <summary>In an open conversation or request.</summary>
    Open,

    /// <summary>One's own work.</summary>
    Work,
}

/// <summary>
/// Something that people of the desk do at a key or by the palette. What does it is the element that has the id as <c>data-act</c> — where there is none, it can't be
/// done — or a function of that name in <c>desk-actions.js</c>.
/// </summary>
/// <param name="Id">What it is called on pages.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Keys">One key, with <c>Ctrl+</c> or <c>Alt+</c> before it; or two, one after the other. A capital is a letter with Shift.</param>
/// <param name="English">Its name.</param>
/// <param name="Chinese">Its name.</param>
/// <param name="Also">Other words, of both languages, by which it is found.</param>
public sealed record DeskAction(string Id, ActionPlace Place, string Keys, string English, string Chinese, string Also = "")
{
    /// <summary>The address of a page; null: it is none.</summary>
    public string? Href { get; init; }

    /// <summary>What one needs to go there.</summary>
    public Permission? Needs { get; init; }

    /// <summary>Whether the bar of every page leads there.</summary>
    public bool IsInBar { get; init; }

    /// <summary>Its name in a language.</summary>
    public string Title(string language) => language == "zh" ? Chinese : English;

    /// <summary>All that it is found by.</summary>
    public string Words => $"{English} {Chinese} {Also}";

    /// <summary>The keys as they stand on a keyboard: <c>Shift</c>, <c>X</c>.</summary>
    public IEnumerable<string> Caps => Keys.Split(' ').SelectMany(key => key switch
    {
        [>= 'A' and <= 'Z'] => ["Shift", key],
        _ when key.Split('+') is [var held, [var letter]] => [held, $"{char.ToUpperInvariant(letter)}"],
        _ => key.Split('+'),
    });
}
