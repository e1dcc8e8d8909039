using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of a split.</summary>
public abstract record SplitOutcome
{
    private SplitOutcome()
    {
    }

    /// <summary>The new request is there, now or before.</summary>
    public sealed record Split(ServiceRequest Request) : SplitOutcome;

    /// <summary>A line that was chosen is none of what was said at the request, or none was chosen.</summary>
    public sealed record NoSuchLine : SplitOutcome;

    /// <summary>The request takes no work any more.</summary>
    public sealed record Over(ServiceRequest Request) : SplitOutcome;
}

/// <summary>Makes a request of what was chosen of another; the chosen words stay where they are, and are read at both.</summary>
public sealed class SplitRequest(OpenRequest open, LinkRequests link)
{
    /// <summary>Most lines that are chosen at once.</summary>
    public const int MostLines = 100;

    /// <summary>Splits. Find the request first: whether it may be seen is not checked here.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="source">The request.</param>
    /// <param name="subject">What the new one is about, in a line.</param>
    /// <param name="lines">Numbers of comments, and changes of status with a word, in the source's history.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="dedupeKey">Under the same key it is the same request.</param>
    public async Task<SplitOutcome> HandleAsync(UnitOfWork unit, ServiceRequest source, string subject, IReadOnlyCollection<long> lines, Actor by, string dedupeKey)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (RequestTransitions.IsOver(source))
        {
            return new SplitOutcome.Over(source);
        }

        var history = await RequestStore.HistoryAsync(unit, source.Id);
        var chosen = history.Where(change => lines.Contains(change.Id) && change is { What: "comment" or "status", Comment: not null }).ToList();
        if (chosen.Count == 0 || chosen.Count != lines.Distinct().Count() || chosen.Count > MostLines)
        {
            return new SplitOutcome.NoSuchLine();
        }

        var outcome = await open.HandleAsync(unit, new()
        {
            Subject = subject,
            Details = subject,
            Category = source.Category,
            Priority = source.Priority,
            Language = source.Language,
            By = by,
            Team = source.Team,
            Customer = source.Customer,
            Conversation = source.Conversation,
            OrderNumber = source.OrderNumber,
            DedupeKey = $"split:{source.Number}:{dedupeKey}",
        });
        if (outcome is not OpenRequestOutcome.Opened { Request: var request })
        {
            return new SplitOutcome.Split(outcome switch
            {
                OpenRequestOutcome.AlreadyOpened before => before.Request,
                OpenRequestOutcome.KeyInUse before => before.Request,
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        foreach (var line in chosen)
        {
            await RequestLinkStore.AddExcerptAsync(unit, request.Number, line.Id);
        }

        await link.SplitAsync(unit, request, source, by);
        return new SplitOutcome.Split(request);
    }
}
