using ServiceBot.Insight.Metrics;

namespace ServiceBot.Insight.Reports;

/// <summary>How reports read in a language: the same on pages and on paper.</summary>
public interface IReportWords
{
    /// <summary><c>en</c> or <c>zh</c>.</summary>
    string Language { get; }

    /// <summary>Whose reports they are.</summary>
    string Brand { get; }

    /// <summary>That there is nothing to show.</summary>
    string NothingCounted { get; }

    /// <summary>What parts open requests by how old they are.</summary>
    string Age { get; }

    /// <summary>The name of a page of <see cref="ReportLayout"/>.</summary>
    string ReportName(string section);

    /// <summary>What the lines of a table are parted by.</summary>
    string ByName(string by);

    /// <summary>How a line of a table reads.</summary>
    string LineName(string by, string key);

    /// <summary>A team's name.</summary>
    string TeamName(string team);

    /// <summary>A figure as it is shown.</summary>
    string FigureText(Metric metric, Figure figure);

    /// <summary>The interval of a figure, or of how many it is made; null: neither.</summary>
    string? Aside(Metric metric, Figure figure);

    /// <summary>The figure of the days before.</summary>
    string Before(string value);

    /// <summary>In which zone days are counted.</summary>
    string ZoneNote(string zone);
}

/// <summary>The words of each language.</summary>
public interface IReportLanguages
{
    /// <summary>The words of <c>en</c> or <c>zh</c>.</summary>
    IReportWords In(string language);
}
