using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Email;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Churn;

/// <summary>Tells managers, once for each model that is put to use, that customers are no longer as they were when it was learned: a letter to each, and a signal.</summary>
public sealed class WatchDrift(IDatabase database, OutboxSender outbox, SignalLog signals, IOptions<BotOptions> bot, TimeProvider clock)
{
    private const int FewestScores = 200;     // of fewer, chance alone spreads them otherwise

    /// <summary>Looks at the model in use.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether somebody was told.</returns>
    public async Task<bool> HandleAsync(CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            async session =>
            {
                if (await ChurnStore.ModelsAsync(session, training: null) is not [{ DriftedAt: null } used])
                {
                    return null;
                }

                var (count, _, spread) = await ChurnScores.SumAsync(session, used.Read());
                var drift = ReadChurn.Drift(spread, used.Read().Shares);
                return count < FewestScores || drift <= ReadChurn.MuchDrift ? null : new Found(used, drift, await ManagersAsync(session));
            },
            cancellationToken);
        return found is not null && await database.WriteAsync(unit => TellAsync(unit, found), cancellationToken);
    }

    private async Task<bool> TellAsync(UnitOfWork unit, Found found)
    {
        var now = clock.GetUtcNow();
        if (!await ChurnStore.DriftedAsync(unit, found.Model.Id, now))
        {
            return false;
        }

        foreach (var manager in found.Managers)
        {
            await outbox.PostAsync(unit, $"drift:{found.Model.Id}:{now.UtcTicks}:{manager.Id}", Letter.Kind, LetterOf(manager, found.Drift).ToJson());
        }

        await signals.AppendAsync(unit, new("ModelDrifted", now, Data: JsonSerializer.Serialize(new { purpose = ChurnStore.Purpose, model = found.Model.Id, drift = found.Drift, told = found.Managers.Select(manager => manager.Id) })));
        return true;
    }

    /// <summary>The managers; without any, the administrators.</summary>
    private static async Task<IReadOnlyList<StaffMember>> ManagersAsync(Session session)
    {
        var staff = (await StaffStore.ListAsync(session)).Where(member => member.DisabledAt is null).ToLookup(member => member.Role);
        return [.. staff[StaffRole.Manager].Any() ? staff[StaffRole.Manager] : staff[StaffRole.Administrator]];
    }

    private Letter LetterOf(StaffMember member, double drift)
    {
        var (link, psi) = ($"{bot.Value.PublicAddress?.TrimEnd('/')}/reports/churn", drift.ToString("0.00", CultureInfo.InvariantCulture));
        return member.Language == "zh"
            ? new(member.Email, "流失模型需要重新训练", $"{member.Name}，您好：\n\n客户的流失评分分布与模型训练时已明显不同（群体稳定性指数 {psi}，超过 0.25）。请查看并重新训练：\n\n{link}\n")
            : new(member.Email, "Who may leave: learn anew", $"Hello {member.Name},\n\nthe scores of customers are spread otherwise than when the model in use was learned (population stability index {psi}, above 0.25). Please look, and have models learn anew:\n\n{link}\n");
    }

    private sealed record Found(ModelRow Model, double Drift, IReadOnlyList<StaffMember> Managers);
}
