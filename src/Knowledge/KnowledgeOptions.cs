using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Knowledge;

/// <summary>Where the knowledge base is and when it dares to answer.</summary>
public sealed class KnowledgeOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Knowledge";

    /// <summary>The articles' folder, with all folders below it; relative to the content root.</summary>
    [Required]
    public string Path { get; set; } = "knowledge-base";

    /// <summary>
    /// The archive of the articles' last good versions, for a start that finds some broken, relative to the working folder. Empty: none are kept.
    /// Default: <c>data/last-good/knowledge-base.zip</c>.
    /// </summary>
    public string LastGoodFile { get; set; } = "data/last-good/knowledge-base.zip";

    /// <summary>
    /// Probability in [0, 1] from which the first passage is given as the answer. Higher: more customers hear «I do not know». At the default 85 of
    /// 100 answerable questions get an answer and 98 of 100 off-topic ones are refused in English, 87 and 89 in Chinese (on Harborline's test questions).
    /// </summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.3;
}
