using System.Text.Json;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Dispatch;

/// <summary>What somebody can do, as administrators say it.</summary>
/// <param name="Skills">Levels by skill, 1 to 5.</param>
/// <param name="Languages">Languages they answer in; none: every one.</param>
/// <param name="Capacity">How much at once; null: as in the settings.</param>
public sealed record Abilities(IReadOnlyDictionary<string, int> Skills, IReadOnlyList<string> Languages, double? Capacity)
{
    /// <summary>The most that a capacity can be.</summary>
    public const double MostCapacity = 100;
}

/// <summary>What people choose for themselves, and administrators for them.</summary>
public sealed class ManageAgents(IDatabase database, SignalLog signals, TimeProvider clock)
{
    /// <summary>Somebody says whether they take work.</summary>
    public Task SetAvailabilityAsync(Guid staff, Availability availability, CancellationToken cancellationToken) =>
        ChangeAsync(staff, row => row with { Availability = availability }, "AvailabilityChanged", new { by = staff, availability = EnumWord.Of(availability) }, cancellationToken);

    /// <summary>An administrator, or a program that may, says what somebody can do.</summary>
    /// <returns>That there is nobody of that id, that it makes no sense, or that it is done.</returns>
    public async Task<AccountOutcome> SetAbilitiesAsync(Guid? by, Guid staff, Abilities abilities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(abilities);
        var (skills, languages) = (AbilityWords.Of(abilities.Skills), AbilityWords.Of(abilities.Languages));
        if (AbilityWords.ReadSkills(skills) is null || AbilityWords.ReadLanguages(languages) is null || abilities.Capacity is not (null or (> 0 and <= Abilities.MostCapacity)))
        {
            return new AccountOutcome.NotAChoice();
        }

        return await ChangeAsync(
            staff, row => row with { Skills = skills, Languages = languages, Capacity = abilities.Capacity }, "AgentChanged",
            new { by, staff, skills, languages, capacity = abilities.Capacity }, cancellationToken)
            ? new AccountOutcome.Done()
            : new AccountOutcome.NotFound();
    }

    /// <summary>What somebody can do.</summary>
    public async Task<Abilities> FindAsync(Guid staff, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => AgentStore.FindAsync(session, staff), cancellationToken);
        return new(AbilityWords.SkillsOf(row.Skills), AbilityWords.LanguagesOf(row.Languages), row.Capacity);
    }

    private Task<bool> ChangeAsync(Guid staff, Func<AgentRow, AgentRow> change, string signal, object facts, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            await unit.Dialect.LockAsync(unit, LockKeys.Of("agent", $"{staff}"));
            if (await StaffStore.FindAsync(unit, staff) is null)
            {
                return false;
            }

            var before = await AgentStore.FindAsync(unit, staff);
            var after = change(before);
            if (after != before)
            {
                await AgentStore.SaveAsync(unit, after);
                await signals.AppendAsync(unit, new(signal, clock.GetUtcNow(), Data: JsonSerializer.Serialize(facts)));
            }

            return true;
        },
        cancellationToken);
}
