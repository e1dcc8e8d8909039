namespace ServiceBot.Storage.Nodes;

/// <summary>
/// The processes that share a database, and a word from one to the others. A word may be lost: it only spares the others the wait for
/// their next look into the database.
/// </summary>
public interface INodes
{
    /// <summary>Whether other nodes may be at work on the same data. PostgreSQL: yes. A SQLite file is one process's.</summary>
    bool MayHaveOthers { get; }

    /// <summary>Calls a number out to the other nodes, once what it is about is committed. Returns at once; a repeated number may be called once.</summary>
    void Tell(long key);

    /// <summary>Says what to do with a number that another node called out; it must not throw and not block.</summary>
    void Listen(Action<long> heard);

    /// <summary>Says something to the other nodes that is stored nowhere. Returns at once; what is longer than 7,000 bytes of UTF-8, or too much at a time, is lost.</summary>
    /// <param name="topic">What it is about: a short word without spaces.</param>
    /// <param name="text">The text.</param>
    void Say(string topic, string text);

    /// <summary>Says what to do with what another node says on a topic; it must not throw and not block.</summary>
    void Hear(string topic, Action<string> heard);
}
