using System.Collections.Concurrent;
using System.Text.Json;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.Channels.Turns;

/// <summary>Tells the streams of a conversation, on this node and the others, that something was recorded; what it was they read from the database.</summary>
internal sealed class ConversationFeed
{
    private readonly ConcurrentDictionary<long, Subscription[]> _subscriptions = new();
    private const string Topic = "passing";
    private readonly INodes _nodes;

    public ConversationFeed(INodes nodes)
    {
        _nodes = nodes;
        nodes.Listen(Wake);
        nodes.Hear(Topic, text =>
        {
            if (JsonSerializer.Deserialize<Passing>(text) is { } passing)
            {
                PassHere(passing.Conversation, new(passing.After, passing.Json));
            }
        });
    }

    /// <summary>How many streams are open.</summary>
    public int Open => _subscriptions.Sum(pair => pair.Value.Length);

    /// <summary>Begins to listen.</summary>
    public Subscription Subscribe(long conversation)
    {
        var subscription = new Subscription(this, conversation);
        _subscriptions.AddOrUpdate(conversation, [subscription], (_, others) => [.. others, subscription]);
        return subscription;
    }

    /// <summary>The conversations that streams are open for.</summary>
    public IEnumerable<long> Followed => _subscriptions.Select(pair => pair.Key);

    /// <summary>Wakes who listens, here and on the other nodes.</summary>
    public void Publish(long conversation)
    {
        Wake(conversation);
        _nodes.Tell(conversation);
    }

    /// <summary>Gives an activity to who listens, here and on the other nodes; it is stored nowhere.</summary>
    public void Pass(long conversation, PassingActivity activity)
    {
        PassHere(conversation, activity);
        if (_nodes.MayHaveOthers)
        {
            _nodes.Say(Topic, JsonSerializer.Serialize(new Passing(conversation, activity.After, activity.Json)));
        }
    }

    private void PassHere(long conversation, PassingActivity activity)
    {
        if (_subscriptions.TryGetValue(conversation, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Pass(activity);
            }
        }
    }

    /// <summary>Wakes those who have not seen a conversation's last number yet: nobody told them.</summary>
    public void Catch(long conversation, long lastSeq)
    {
        if (_subscriptions.TryGetValue(conversation, out var subscriptions))
        {
            foreach (var subscription in subscriptions.Where(subscription => subscription.Seen < lastSeq))
            {
                subscription.Wake();
            }
        }
    }

    private void Wake(long conversation)
    {
        if (_subscriptions.TryGetValue(conversation, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Wake();
            }
        }
    }

    private void Remove(Subscription subscription)
    {
        while (_subscriptions.TryGetValue(subscription.Conversation, out var present))
        {
            var rest = present.Where(other => other != subscription).ToArray();
            if (rest.Length == 0
                ? _subscriptions.TryRemove(new(subscription.Conversation, present))
                : _subscriptions.TryUpdate(subscription.Conversation, rest, present))
            {
                return;
            }
        }
    }

    private sealed record Passing(long Conversation, long After, string Json);

    /// <summary>One stream's ear; a wake-up while nobody waits is kept.</summary>
    internal sealed class Subscription(ConversationFeed feed, long conversation) : IDisposable
    {
        private const int MostPassing = 16;
        private readonly SemaphoreSlim _signal = new(0, 1);

        private long _seen;
        private List<PassingActivity>? _passing;

        public long Conversation => conversation;

        /// <summary>Number of the last activity that the stream has read.</summary>
        public long Seen
        {
            get => Interlocked.Read(ref _seen);
            set => Interlocked.Exchange(ref _seen, value);
        }

        /// <summary>Waits for the next wake-up.</summary>
        /// <returns>False when the time ran out first.</returns>
        public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout, cancellationToken);

        /// <summary>The activities that passed since the last call, in order; the oldest are left out when there were many.</summary>
        public IReadOnlyList<PassingActivity> TakePassing()
        {
            lock (_signal)
            {
                var taken = _passing;
                _passing = null;
                return taken ?? [];
            }
        }

        public void Dispose()
        {
            feed.Remove(this);
        }

        internal void Pass(PassingActivity activity)
        {
            lock (_signal)
            {
                _passing ??= [];
                if (_passing.Count == MostPassing)
                {
                    _passing.RemoveAt(0);     // a later part of a livestream holds what the earlier ones did
                }

                _passing.Add(activity);
            }

            Wake();
        }

        internal void Wake()
        {
            lock (_signal)
            {
                if (_signal.CurrentCount == 0)
                {
                    _signal.Release();
                }
            }
        }
    }
}

/// <summary>An activity that only those see who listen now: typing, a part of an answer.</summary>
/// <param name="After">Number of the activity that it comes after; out of date for who has seen a later one.</param>
/// <param name="Json">The activity.</param>
internal sealed record PassingActivity(long After, string Json);
