using System.Text.Json.Serialization;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Dispatch;

/// <summary>What somebody says of themselves, whether or not they are connected, and whether or not they have room.</summary>
[JsonConverter(typeof(WordConverter<Availability>))]
public enum Availability
{
    /// <summary>Takes no work: not here, at lunch, or has never said anything.</summary>
    Away,

    /// <summary>Here, but nothing more is to be offered.</summary>
    Busy,

    /// <summary>Takes work.</summary>
    Available,
}

/// <summary>Somebody who answers customers, as far as handing out work goes.</summary>
public sealed record DispatchAgent
{
    /// <summary>Their id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose work they may see, and so be offered.</summary>
    public required Sight Sight { get; init; }

    /// <summary>Levels by skill, 1 to 5.</summary>
    public IReadOnlyDictionary<string, int> Skills { get; init; } = new Dictionary<string, int>();

    /// <summary>Languages they answer in; none: every one.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Whether a page of theirs is open.</summary>
    public required bool IsConnected { get; init; }

    /// <summary>What they have chosen.</summary>
    public required Availability Availability { get; init; }

    /// <summary>How much they take at once, in the units of <see cref="OfferOptions.Weights"/>.</summary>
    public required double Capacity { get; init; }

    /// <summary>How many they hold, by channel; what is offered to them counts.</summary>
    public IReadOnlyDictionary<string, int> Held { get; init; } = new Dictionary<string, int>();

    /// <summary>When they were last given anything; null: not yet.</summary>
    public DateTimeOffset? LastGiven { get; init; }

    /// <summary>How much of their capacity is used.</summary>
    public double LoadIn(OfferOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var load = 0.0;
        foreach (var (channel, count) in Held)
        {
            load += count * options.WeightOf(channel);
        }

        return load;
    }

    /// <summary>The same with one piece of work more.</summary>
    internal DispatchAgent Given(string channel, DateTimeOffset at) => this with
    {
        Held = new Dictionary<string, int>(Held) { [channel] = Held.GetValueOrDefault(channel) + 1 },
        LastGiven = at,
    };
}
