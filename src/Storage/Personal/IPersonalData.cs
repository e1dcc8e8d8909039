namespace ServiceBot.Storage.Personal;

/// <summary>What a room keeps of people. Each room that has tables has one; a test holds that every table with a reference to a person is named in it.</summary>
public interface IPersonalData
{
    /// <summary>Tables with rows of people, each before those that its rows refer to.</summary>
    IReadOnlyList<PersonalTable> Tables { get; }

    /// <summary>Tables with a reference to a person or to what is theirs, and nothing that tells anything of them.</summary>
    IReadOnlyList<string> Free => [];

    /// <summary>Adds the keys and texts of somebody that follow from those that are known.</summary>
    Task FindAsync(Session session, Person person) => Task.CompletedTask;

    /// <summary>Erases what rows of <see cref="Tables"/> alone do not hold, before these are erased.</summary>
    /// <returns>What, and how much of it.</returns>
    Task<IReadOnlyList<(string What, long Count)>> EraseAsync(UnitOfWork unit, Person person) => Task.FromResult<IReadOnlyList<(string, long)>>([]);
}
