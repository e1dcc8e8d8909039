namespace ServiceBot.Storage.Personal;

/// <summary>Something that a room keeps for a while: since when its age counts, and how it goes.</summary>
public interface IRetained
{
    /// <summary>What it is: a word, which is also the kind of its keys in a <see cref="Person"/>.</summary>
    string Kind { get; }

    /// <summary>The rows whose age counts from before <c>@before</c>: the table, its key, and the condition.</summary>
    (string Table, string Key, string Condition) Due { get; }

    /// <summary>Adds what else goes with some of them.</summary>
    Task AddAsync(Session session, Person person, long[] keys)
    {
        ArgumentNullException.ThrowIfNull(person);
        person.Add(Kind, keys);
        return Task.CompletedTask;
    }

    /// <summary>Lets go of what is not found by these keys in the rooms' <see cref="PersonalTable"/>s.</summary>
    Task EraseAsync(UnitOfWork unit, long[] keys) => Task.CompletedTask;
}
