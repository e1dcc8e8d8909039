using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Contracts;

/// <summary>Says of a contract that is about to end that it is, opens a request for its owner, and renews those that nobody has given notice of: each once. Of several nodes the first one does it.</summary>
internal sealed class RemindOfContracts(IDatabase database, OpenRequest open, AssignRequest assign, ManageContracts manage, SignalLog signals, IOptions<RoutingOptions> routing, TimeProvider clock) : BackgroundService
{
    private const int Together = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    /// <summary>Reminds of what is due now.</summary>
    /// <returns>Of how many.</returns>
    public async Task<int> RemindAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(session => ContractStore.ToRemindAsync(session, clock.GetUtcNow(), Together), cancellationToken);
        foreach (var number in due)
        {
            await database.WriteAsync(unit => RemindAsync(unit, number), cancellationToken);
        }

        return due.Count;
    }

    /// <summary>Renews what is due now.</summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> RenewAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(session => ContractStore.ToRenewAsync(session, clock.GetUtcNow(), Together), cancellationToken);
        foreach (var number in due)
        {
            await database.WriteAsync(unit => manage.RenewAsync(unit, number), cancellationToken);
        }

        return due.Count;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(
        async cancel =>
        {
            await RemindAsync(cancel);
            await RenewAsync(cancel);
        },
        Look, atOnce: false, clock, stoppingToken);

    private async Task<bool> RemindAsync(UnitOfWork unit, long number)
    {
        if (await ContractStore.HoldAsync(unit, number) is not { } contract || !await ContractStore.RemindedAsync(unit, number))
        {
            return false;
        }

        if (await ContractStore.EndingSaidAsync(unit, number, contract.Terms.Until))
        {
            await signals.AppendAsync(unit, new("ContractEndingSoon", clock.GetUtcNow(), Customer: contract.Customer, Data: JsonSerializer.Serialize(new
            {
                contract = contract.Name,
                tier = contract.Terms.Tier,
                until = ContractStore.Day(contract.Terms.Until),
                notice = ContractStore.Day(contract.Terms.NoticeDay),
                renews = contract.Terms.RenewMonths is not null,
            })));
        }

        if (contract.Terms.Owner is not { } owner)
        {
            return true;
        }

        var member = await StaffStore.FindAsync(unit, owner);
        var customer = (await CustomerStore.FindAsync(unit, contract.Customer))?.Name ?? $"{contract.Customer}";
        var (day, tier) = (ContractStore.Day(contract.Terms.Until), contract.Terms.Tier);
        var opened = await open.HandleAsync(unit, new()
        {
            Subject = member?.Language == "zh" ? $"合约 {contract.Name}（{tier}）将于 {day} 到期：{customer}" : $"Contract {contract.Name} ({tier}) ends on {day}: {customer}",
            Details = $"{contract.Name}, {tier}, {customer}, {ContractStore.Day(contract.Terms.From)} – {day}: /desk/contracts/{contract.Name}",
            Category = "contract",
            Language = member?.Language ?? "en",
            By = Actor.System,
            Team = member?.Team ?? routing.Value.DefaultTeam,
            DedupeKey = $"renewal:{contract.Name}:{day}",
        });
        if (opened is OpenRequestOutcome.Opened { Request: var request })
        {
            await assign.HandleAsync(unit, request.Number, team: null, owner, Actor.System, version: null);
            await ContractStore.AddChangeAsync(unit, number, clock.GetUtcNow(), Actor.System, "reminded", null, $"{request.Number}");
        }

        return true;
    }
}
