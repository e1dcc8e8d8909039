using System.Text.Json;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.Desk.Together;

/// <summary>Somebody who looks at a conversation or a request.</summary>
/// <param name="Who">Who.</param>
/// <param name="Types">Whether they write something.</param>
public sealed record Onlooker(StaffRef Who, bool Types);

/// <summary>
/// Who looks at which conversation or request and who writes there, on all nodes. It is stored nowhere: a look is a lease that the page renews, and a
/// tab that is closed, or a node that dies, is forgotten when it runs out.
/// </summary>
public sealed class Attention
{
    /// <summary>How long a look lasts that is not renewed; pages renew it after less than half.</summary>
    public static readonly TimeSpan LookLasts = TimeSpan.FromSeconds(25);

    /// <summary>How long somebody counts as writing after the last word of it.</summary>
    public static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(6);

    private const string Topic = "look";
    private const int MostTabs = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Glance> _tabs = [];
    private readonly INodes _nodes;
    private readonly TimeProvider _clock;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Listens to the other nodes.</summary>
    public Attention(INodes nodes, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        (_nodes, _clock) = (nodes, clock);
        nodes.Hear(Topic, Hear);
    }

    /// <summary>Somebody looks, or still looks, or writes.</summary>
    /// <param name="tab">The page that they look at it on: a word of the page's own.</param>
    /// <param name="by">Who. See first whether they may see it.</param>
    /// <param name="place">What, as <see cref="DeskPlace"/> writes it.</param>
    /// <param name="types">Whether they write.</param>
    public void Look(string tab, StaffMember by, string place, bool types)
    {
        ArgumentNullException.ThrowIfNull(by);
        Tell(new(tab, new(by.Id, by.Name), place, types));
    }

    /// <summary>They look away.</summary>
    public void LookAway(string tab, StaffMember by)
    {
        ArgumentNullException.ThrowIfNull(by);
        Tell(new(tab, new(by.Id, by.Name), null, false));
    }

    /// <summary>The colleagues who look at what a tab looks at, by name; none: nobody does, or it looks at nothing.</summary>
    /// <param name="tab">The page.</param>
    /// <param name="me">Whose page it is.</param>
    public IReadOnlyList<Onlooker> OthersAround(string tab, Guid me)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            return _tabs.TryGetValue(tab, out var own) && own.Who.Id == me && own.Until > now
                ? [.. _tabs.Values.Where(look => look.Place == own.Place && look.Until > now && look.Who.Id != me)
                    .GroupBy(look => look.Who.Id).Select(looks => new Onlooker(looks.First().Who, looks.Any(look => look.TypesUntil > now)))
                    .OrderBy(other => other.Who.Name, StringComparer.Ordinal).ThenBy(other => other.Who.Id)]
                : [];
        }
    }

    /// <summary>Completes when somebody begins to look, to write or to do neither. Leases that run out complete it not: look again now and then.</summary>
    public Task NextChange()
    {
        lock (_gate)
        {
            return _changed.Task;
        }
    }

    private void Tell(Word word)
    {
        Keep(word);
        _nodes.Say(Topic, JsonSerializer.Serialize(word));
    }

    private void Hear(string text)
    {
        try
        {
            Keep(JsonSerializer.Deserialize<Word>(text)!);
        }
        catch (JsonException)
        {
            // A node of another version; its people are not shown here until it is deployed as well.
        }
    }

    private void Keep(Word word)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            _tabs.TryGetValue(word.Tab, out var before);
            if (before is not null && before.Who.Id != word.Who.Id)
            {
                return;      // somebody else's tab
            }

            if (word.Place is null)
            {
                _tabs.Remove(word.Tab);
            }
            else
            {
                if (before is null)
                {
                    foreach (var (tab, _) in _tabs.Where(look => look.Value.Until <= now).ToList())
                    {
                        _tabs.Remove(tab);
                    }

                    if (_tabs.Count >= MostTabs)
                    {
                        return;
                    }
                }

                _tabs[word.Tab] = new(word.Who, word.Place, now + LookLasts, word.Types ? now + TypingLasts : now);
            }

            if (before is { } was && was.Until > now && was.Place == word.Place && was.TypesUntil > now == word.Types)
            {
                return;      // it is only renewed
            }

            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    private sealed record Glance(StaffRef Who, string Place, DateTimeOffset Until, DateTimeOffset TypesUntil);

    private sealed record Word(string Tab, StaffRef Who, string? Place, bool Types);
}
