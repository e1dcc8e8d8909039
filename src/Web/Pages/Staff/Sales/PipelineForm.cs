using System.Globalization;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>A pipeline as its form sends it.</summary>
public sealed class PipelineForm
{
    public string? En { get; set; }
    public string? Zh { get; set; }
    public long? Version { get; set; }
    public List<StageForm> Stages { get; set; } = [];

    /// <summary>The form of a pipeline as it stands, with lines for more stages.</summary>
    public static PipelineForm Of(Pipeline pipeline, int blank) => new()
    {
        En = pipeline.En,
        Zh = pipeline.Zh,
        Version = pipeline.Version,
        Stages =
        [
            .. pipeline.Stages.Index().Select(pair => new StageForm
            {
                Place = Number(pair.Index + 1),
                Key = pair.Item.Key,
                En = pair.Item.En,
                Zh = pair.Item.Zh,
                Probability = Number(pair.Item.Probability),
                Kind = pair.Item.Kind.ToString(),
            }),
            .. Enumerable.Range(pipeline.Stages.Count + 1, blank).Select(place => new StageForm { Place = Number(place) }),
        ],
    };

    /// <summary>The pipeline; a number that is none is one that can't be.</summary>
    public Pipeline Read() => new()
    {
        Id = default,
        Version = 0,
        En = En ?? "",
        Zh = Zh ?? "",
        Stages =
        [
            .. Stages.Where(stage => !string.IsNullOrWhiteSpace(stage.Key)).OrderBy(stage => Number(stage.Place) ?? int.MaxValue).Select(stage => new Stage(
                stage.Key!.Trim(), stage.En ?? "", stage.Zh ?? "", Number(stage.Probability) ?? -1, Enum.TryParse<StageKind>(stage.Kind, out var kind) && Enum.IsDefined(kind) ? kind : StageKind.Open)),
        ],
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A stage as the form sends it.</summary>
    public sealed class StageForm
    {
        public string? Place { get; set; }
        public string? Key { get; set; }
        public string? En { get; set; }
        public string? Zh { get; set; }
        public string? Probability { get; set; }
        public string? Kind { get; set; }
    }
}
