using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Dialogs;

/// <summary>Settings of the dialogs, section <c>Dialogs</c>. Probabilities are in [0, 1].</summary>
public sealed class DialogOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Dialogs";

    /// <summary>The folder of the dialog files, absolute or relative to the content root.</summary>
    [Required]
    public string Path { get; set; } = "dialogs";

    /// <summary>
    /// The archive of the dialogs' last good version, for a start that finds them broken, relative to the working folder. Empty: none is kept.
    /// Default: <c>data/last-good/dialogs.zip</c>.
    /// </summary>
    public string LastGoodFile { get; set; } = "data/last-good/dialogs.zip";

    /// <summary>Where trained language models are kept from start to start. Default: <c>data/models</c>.</summary>
    [Required]
    public string ModelFolder { get; set; } = "data/models";

    /// <summary>Where models that were trained ahead are found, absolute or beside the program; nothing is written there. Empty: nowhere. Default: <c>models</c>.</summary>
    public string BuiltModelFolder { get; set; } = "models";

    /// <summary>
    /// Whether changed examples may be answered by a model with roughly right probabilities for the seconds until its calibration is done.
    /// False: the start, or the change, waits for it.
    /// </summary>
    public bool QuickStart { get; set; } = true;

    /// <summary>
    /// The country, ISO 3166 (<c>CN</c>, <c>GB</c>, <c>US</c>), whose phone numbers customers write without its code: phones are then kept in E.164.
    /// Empty: they are kept as they are written.
    /// </summary>
    [RegularExpression("^([A-Z]{2})?$")]
    public string Country { get; set; } = "";

    /// <summary>Least probability of the best intent to begin its dialog without asking back.</summary>
    [Range(0, 1)]
    public double Confident { get; set; } = 0.5;

    /// <summary>Least lead of the best intent over the second to begin its dialog without asking «did you mean».</summary>
    [Range(0, 1)]
    public double Margin { get; set; } = 0.15;

    /// <summary>Least probability that the message means any known intent; below it the knowledge base is asked instead.</summary>
    [Range(0, 1)]
    public double InScope { get; set; } = 0.5;

    /// <summary>Least probability of an intent to be offered in «did you mean».</summary>
    [Range(0, 1)]
    public double Maybe { get; set; } = 0.15;

    /// <summary>Least probability of another intent to interrupt a question that expects a typed value.</summary>
    [Range(0, 1)]
    public double Interrupt { get; set; } = 0.6;

    /// <summary>Least probability of another intent to interrupt a question that takes free text, or a summary that is to be confirmed.</summary>
    [Range(0, 1)]
    public double InterruptFreeText { get; set; } = 0.9;

    /// <summary>Least probability of a control intent (cancel, help, person …) to act at any time.</summary>
    [Range(0, 1)]
    public double Control { get; set; } = 0.7;

    /// <summary>How many messages in a row may go without being understood before a person is offered.</summary>
    [Range(1, 10)]
    public int NotUnderstoodLimit { get; set; } = 2;

    /// <summary>Most steps of dialogs in one turn; a turn that needs more is stopped with an apology.</summary>
    [Range(10, 10_000)]
    public int MaxSteps { get; set; } = 100;

    /// <summary>Most dialogs that may lie on top of each other by calls and interruptions.</summary>
    [Range(2, 20)]
    public int MaxDepth { get; set; } = 5;
}
