namespace ServiceBot.Storage.Personal;

/// <summary>
/// Somebody whose data are looked for in every room: the keys that their rows are found by, which grow until no room knows a further one, and the texts by which anybody would
/// recognise them.
/// </summary>
public sealed class Person
{
    /// <summary>Keys that are ids of customers.</summary>
    public const string Customer = "customer";

    /// <summary>Keys that are accounts at a channel: <c>email:ann@example.com</c>.</summary>
    public const string Account = "account";

    /// <summary>Keys that are numbers of conversations.</summary>
    public const string Conversation = "conversation";

    /// <summary>Keys that are e-mail addresses, in lower case.</summary>
    public const string Email = "email";

    /// <summary>Keys that are ids of files that somebody sent.</summary>
    public const string Upload = "upload";

    private const int LeastLetters = 5;
    private const int LeastIdeographs = 2;

    private readonly Dictionary<string, HashSet<object>> _keys = new(StringComparer.Ordinal);

    /// <summary>Texts that are theirs alone: addresses, phone numbers, accounts, customer numbers.</summary>
    public HashSet<string> Identifiers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What they are called; somebody else may be called the same.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Their identifiers and names that are long enough to tell somebody wherever they stand: five letters or signs, or two ideographs.</summary>
    public IEnumerable<string> Telling => Identifiers.Concat(Names).Where(IsTelling);

    /// <summary>How many keys there are of all kinds.</summary>
    public int Count => _keys.Values.Sum(keys => keys.Count);

    /// <summary>The keys of a kind.</summary>
    public T[] Keys<T>(string kind)
        where T : notnull => _keys.TryGetValue(kind, out var keys) ? [.. keys.Cast<T>()] : [];

    /// <summary>Adds keys of a kind.</summary>
    public void Add<T>(string kind, IEnumerable<T> keys)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (!_keys.TryGetValue(kind, out var known))
        {
            _keys[kind] = known = [];
        }

        known.UnionWith(keys.Cast<object>());
    }

    /// <summary>Whether a text tells somebody wherever it stands; a shorter one stands in too much by chance.</summary>
    public static bool IsTelling(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length >= LeastLetters || (text.Length >= LeastIdeographs && text.All(letter => letter > '\u2E80'));
    }

    /// <summary>Finds somebody by the ids of all records that are theirs.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="rooms">Every room that keeps something of people.</param>
    /// <param name="customers">The ids.</param>
    public static async Task<Person> FindAsync(Session session, IEnumerable<IPersonalData> rooms, IEnumerable<Guid> customers)
    {
        var (person, all, before) = (new Person(), rooms.ToList(), -1);
        person.Add(Customer, customers);
        while (person.Count > before)
        {
            before = person.Count;
            foreach (var room in all)
            {
                await room.FindAsync(session, person);
            }
        }

        return person;
    }
}
