using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Pipelines;

/// <summary>What a stage says of an opportunity in it.</summary>
[JsonConverter(typeof(StageKindWord))]
public enum StageKind
{
    /// <summary>It is not decided.</summary>
    Open,

    /// <summary>It was won.</summary>
    Won,

    /// <summary>It was lost.</summary>
    Lost,
}

/// <summary>What a stage says, as a word: <c>open</c>.</summary>
public sealed class StageKindWord() : JsonStringEnumConverter<StageKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A stage of a pipeline.</summary>
/// <param name="Key">What it is called in data, the same in every version: <c>proposal</c>.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Probability">How many of a hundred in it are won; 100 and 0 where they are decided.</param>
/// <param name="Kind">What it says.</param>
public sealed record Stage(string Key, string En, string Zh, int Probability, StageKind Kind);

/// <summary>A version of a pipeline: the way that opportunities go. A change makes another; those that are in this one stay in it until they are moved.</summary>
public sealed record Pipeline
{
    /// <summary>The pipeline that every product begins with.</summary>
    public static readonly Guid First = Guid.Parse("01958000-0000-7000-8000-0000000005a1");

    private const int MostStages = 20;

    /// <summary>Its id, the same in every version.</summary>
    public required Guid Id { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>Its English name.</summary>
    public required string En { get; init; }

    /// <summary>Its Chinese name.</summary>
    public required string Zh { get; init; }

    /// <summary>The stages in their order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>When this version was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who made it.</summary>
    public string Who { get; init; } = "";

    /// <summary>The stages of what is not decided, in their order.</summary>
    [JsonIgnore]
    public IEnumerable<Stage> Open => Stages.Where(stage => stage.Kind == StageKind.Open);

    /// <summary>A stage by its key; null: this version has none.</summary>
    public Stage? Find(string key) => Stages.FirstOrDefault(stage => stage.Key == key);

    /// <summary>The stage of what was won, or lost.</summary>
    public Stage Of(StageKind kind) => Stages.First(stage => stage.Kind == kind);

    /// <summary>What is wrong, by field.</summary>
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (field, text) in new[] { ("en", En), ("zh", Zh) }.Concat(Stages.Index().SelectMany(pair => new[] { ($"stages[{pair.Index}].en", pair.Item.En), ($"stages[{pair.Index}].zh", pair.Item.Zh) })))
        {
            if (text.Length == 0)
            {
                errors[field] = ["It is missing."];
            }
        }

        foreach (var (place, stage) in Stages.Index())
        {
            if (stage.Key.Length is 0 or > 40 || !stage.Key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_'))
            {
                errors[$"stages[{place}].key"] = ["It must have 1 to 40 small letters, digits, hyphens or underscores."];
            }

            if (stage.Kind == StageKind.Open ? stage.Probability is < 1 or > 99 : stage.Probability != (stage.Kind == StageKind.Won ? 100 : 0))
            {
                errors[$"stages[{place}].probability"] = ["It must be from 1 to 99; 100 where it is won, 0 where it is lost."];
            }
        }

        if (Stages.Count(stage => stage.Kind == StageKind.Won) != 1 || Stages.Count(stage => stage.Kind == StageKind.Lost) != 1 || !Open.Any())
        {
            errors["stages"] = ["There must be one stage of what is won, one of what is lost, and at least one of what is open."];
        }
        else if (Stages.Count > MostStages)
        {
            errors["stages"] = [$"There must be at most {MostStages}."];
        }
        else if (Stages.GroupBy(stage => stage.Key).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            errors["stages"] = [$"Two have the key {twice.Key}."];
        }

        return errors;
    }
}
