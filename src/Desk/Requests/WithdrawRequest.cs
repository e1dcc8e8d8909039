using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of taking a request back.</summary>
public abstract record WithdrawOutcome
{
    private WithdrawOutcome()
    {
    }

    /// <summary>It is withdrawn, now or before.</summary>
    public sealed record Withdrawn(ServiceRequest Request) : WithdrawOutcome;

    /// <summary>The asker has no such request.</summary>
    public sealed record NotFound : WithdrawOutcome;

    /// <summary>It is done already, so there is nothing to take back.</summary>
    public sealed record TooLate(ServiceRequest Request) : WithdrawOutcome;
}

/// <summary>Takes a customer's own request back.</summary>
public sealed class WithdrawRequest(ChangeStatus changeStatus)
{
    /// <summary>Withdraws a request; done again it changes nothing.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="number">Which request.</param>
    /// <param name="customer">Who asks; it must be theirs.</param>
    public async Task<WithdrawOutcome> HandleAsync(UnitOfWork unit, RequestNumber number, Guid customer)
    {
        while (await FindRequests.FindAsync(unit, number, customer) is { } request)
        {
            if (request.MergedInto is { } survivor)
            {
                number = survivor;
                continue;
            }

            switch (await changeStatus.HandleAsync(unit, number, RequestStatus.Withdrawn, Actor.Customer, version: null, comment: null))
            {
                case ChangeStatusOutcome.Changed changed:
                    return new WithdrawOutcome.Withdrawn(changed.Request);
                case ChangeStatusOutcome.NotAllowed refused:
                    return new WithdrawOutcome.TooLate(refused.Request);
                default:
                    break;   // an agent was faster: look again
            }
        }

        return new WithdrawOutcome.NotFound();
    }
}
