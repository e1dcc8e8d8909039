using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.OnCall;

/// <summary>What became of a wish about a rota.</summary>
public abstract record RotaOutcome
{
    private RotaOutcome()
    {
    }

    /// <summary>It is so now.</summary>
    /// <param name="Rota">The rota; one that was deleted as it was.</param>
    public sealed record Done(Rota Rota) : RotaOutcome;

    /// <summary>There is no such rota, or no such swap.</summary>
    public sealed record NotFound : RotaOutcome;

    /// <summary>It is not theirs to change.</summary>
    public sealed record NotAllowed : RotaOutcome;

    /// <summary>It makes no sense: what is wrong, by field.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : RotaOutcome;

    /// <summary>Somebody changed it in the meantime.</summary>
    public sealed record Conflict(Rota Rota) : RotaOutcome;
}

/// <summary>Makes and changes rotas, as far as <see cref="AccessPolicy.MayKeepRota"/> lets somebody.</summary>
public sealed class KeepRotas(IDatabase database, SignalLog signals, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    /// <summary>The most layers of a rota.</summary>
    public const int MostLayers = 8;

    private const int MostSwapDays = 92;

    /// <summary>Makes a rota, or changes it.</summary>
    /// <param name="wanted">As it is to be, with the version that it takes the place of; swaps stay as they are.</param>
    /// <param name="member">Who does it; null: a program.</param>
    /// <param name="by">The same, as the signal names them.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public Task<RotaOutcome> SaveAsync(Rota wanted, StaffMember? member, Actor by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return database.WriteAsync<RotaOutcome>(
            async unit =>
            {
                var now = clock.GetUtcNow();
                var before = await RotaStore.FindAsync(unit, wanted.Name, now);
                if (!AccessPolicy.MayKeepRota(member, wanted.Team) || (before is not null && !AccessPolicy.MayKeepRota(member, before.Team)))
                {
                    return new RotaOutcome.NotAllowed();
                }

                if (before is null && wanted.Version > 0)
                {
                    return new RotaOutcome.NotFound();
                }

                if (before is not null && before.Version != wanted.Version)
                {
                    return new RotaOutcome.Conflict(before);
                }

                if (await ErrorsAsync(unit, wanted) is { Count: > 0 } errors)
                {
                    return new RotaOutcome.Wrong(errors);
                }

                if (!await RotaStore.SaveAsync(unit, wanted))
                {
                    return new RotaOutcome.Conflict((await RotaStore.FindAsync(unit, wanted.Name, now))!);
                }

                await SayAsync(unit, wanted, "saved", by);
                return new RotaOutcome.Done((await RotaStore.FindAsync(unit, wanted.Name, now))!);
            },
            cancellationToken);
    }

    /// <summary>Deletes a rota with its swaps.</summary>
    public Task<RotaOutcome> DeleteAsync(string name, StaffMember? member, Actor by, CancellationToken cancellationToken) => ActAsync(
        name, member,
        async (unit, rota) =>
        {
            await RotaStore.DeleteAsync(unit, name);
            await SayAsync(unit, rota, "deleted", by);
            return new RotaOutcome.Done(rota);
        },
        cancellationToken);

    /// <summary>Puts somebody on call for a while, whosever turn it is.</summary>
    /// <param name="name">The rota.</param>
    /// <param name="staff">Who.</param>
    /// <param name="from">From when.</param>
    /// <param name="to">Until when: later, not past already, and at most 92 days later.</param>
    /// <param name="member">Who does it; null: a program.</param>
    /// <param name="by">The same, as the signal names them.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public Task<RotaOutcome> SwapAsync(string name, Guid staff, DateTimeOffset from, DateTimeOffset to, StaffMember? member, Actor by, CancellationToken cancellationToken) => ActAsync(
        name, member,
        async (unit, rota) =>
        {
            var now = clock.GetUtcNow();
            var errors = new Dictionary<string, string[]>();
            if (to <= from || to <= now || to - from > TimeSpan.FromDays(MostSwapDays))
            {
                errors["to"] = [$"It must be later than from, not past already, and at most {MostSwapDays} days after from."];
            }

            if (!await MayBeOnCallAsync(unit, staff, rota.Team))
            {
                errors["staff"] = [NotOnCall(staff)];
            }

            if (errors.Count > 0)
            {
                return new RotaOutcome.Wrong(errors);
            }

            await RotaStore.SwapAsync(unit, name, from, to, staff, by.Name);
            await SayAsync(unit, rota, "swapped", by);
            return new RotaOutcome.Done((await RotaStore.FindAsync(unit, name, now))!);
        },
        cancellationToken);

    /// <summary>Takes a swap back.</summary>
    public Task<RotaOutcome> TakeBackAsync(string name, long id, StaffMember? member, Actor by, CancellationToken cancellationToken) => ActAsync(
        name, member,
        async (unit, rota) =>
        {
            if (!await RotaStore.TakeBackAsync(unit, name, id))
            {
                return new RotaOutcome.NotFound();
            }

            await SayAsync(unit, rota, "swap-taken-back", by);
            return new RotaOutcome.Done((await RotaStore.FindAsync(unit, name, clock.GetUtcNow()))!);
        },
        cancellationToken);

    /// <summary>Whether somebody may be on call for a team: they answer customers and see the team's requests.</summary>
    public bool MayBeOnCall(StaffMember member, string team) => Sight.MayAnswer(member) && Sight.Of(member, routing.Value.DefaultTeam).Sees(team);

    /// <summary>What is wrong with the words of a rota, by field.</summary>
    internal static Dictionary<string, string[]> Errors(Rota rota)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (field, word) in new[] { ("name", rota.Name), ("team", rota.Team) }.Where(pair => !RequestLimits.IsWord(pair.Item2)))
        {
            errors[field] = [$"'{word}' is not a short word in lower case, such as faults (a-z, 0-9, _ and -, at most 40)."];
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rota.Zone, out _))
        {
            errors["zone"] = ["There is no such time zone. It is a name such as Europe/London."];
            return errors;
        }

        if (rota.Layers.Count > MostLayers)
        {
            errors["layers"] = [$"There may be {MostLayers} at most."];
        }

        foreach (var (index, layer) in rota.Layers.Index())
        {
            if (layer.From.Year is < 2000 or > 2100)
            {
                errors[$"layers[{index}].from"] = ["It must be a day from 2000 to 2100."];
            }

            if (!TimeOnly.TryParseExact(layer.HandOver, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                errors[$"layers[{index}].handOver"] = [$"'{layer.HandOver}' is not a time such as 09:00."];
            }

            if (layer.Days is < 1 or > 28)
            {
                errors[$"layers[{index}].days"] = ["A turn has 1 to 28 days; a week has 7."];
            }

            if (layer.Hours.Length > 200 || (layer.Hours.Length > 0 && RotaHours.Read(layer.Hours, rota.Zone).Error is not null))
            {
                errors[$"layers[{index}].hours"] = [RotaHours.Read(layer.Hours, rota.Zone).Error ?? "They are too long."];
            }

            if (layer.Members.Count is 0 or > RotaLayer.MostMembers)
            {
                errors[$"layers[{index}].members"] = [$"1 to {RotaLayer.MostMembers} people take turns."];
            }
        }

        return errors;
    }

    private async Task<Dictionary<string, string[]>> ErrorsAsync(Session session, Rota rota)
    {
        var errors = Errors(rota);
        foreach (var (index, layer) in rota.Layers.Index())
        {
            foreach (var staff in layer.Members.Take(RotaLayer.MostMembers))
            {
                if (!await MayBeOnCallAsync(session, staff, rota.Team))
                {
                    errors[$"layers[{index}].members"] = [NotOnCall(staff)];
                }
            }
        }

        return errors;
    }

    private async Task<bool> MayBeOnCallAsync(Session session, Guid staff, string team) => await StaffStore.FindAsync(session, staff) is { } member && MayBeOnCall(member, team);

    private static string NotOnCall(Guid staff) => $"{staff} is no colleague who answers customers and sees the team's requests.";

    private Task<RotaOutcome> ActAsync(string name, StaffMember? member, Func<UnitOfWork, Rota, Task<RotaOutcome>> act, CancellationToken cancellationToken) => database.WriteAsync(
        async unit => await RotaStore.FindAsync(unit, name, clock.GetUtcNow()) is not { } rota ? new RotaOutcome.NotFound()
            : !AccessPolicy.MayKeepRota(member, rota.Team) ? new RotaOutcome.NotAllowed()
            : await act(unit, rota),
        cancellationToken);

    private Task SayAsync(UnitOfWork unit, Rota rota, string what, Actor by) => signals.AppendAsync(
        unit, new("RotaChanged", clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { rota = rota.Name, team = rota.Team, what, by = by.Name })));
}
