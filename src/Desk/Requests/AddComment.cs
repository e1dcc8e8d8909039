using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of a comment.</summary>
public abstract record AddCommentOutcome
{
    private AddCommentOutcome()
    {
    }

    /// <summary>It stands in the history.</summary>
    public sealed record Added(ServiceRequest Request) : AddCommentOutcome;

    /// <summary>There is no such request, or it is not the asker's.</summary>
    public sealed record NotFound : AddCommentOutcome;

    /// <summary>The request is closed or withdrawn; a new one is needed.</summary>
    public sealed record Over(ServiceRequest Request) : AddCommentOutcome;
}

/// <summary>Adds words (and files) to a request.</summary>
public sealed class AddComment(SignalLog signals, IOptions<RequestOptions> options, Mentions mentions, TimeProvider clock)
{
    /// <summary>Adds what a customer says to their own request, with the files of the conversation. It opens a request again that waits or is resolved.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="number">Which request.</param>
    /// <param name="customer">Who says it; it must be theirs.</param>
    /// <param name="text">What they say.</param>
    /// <param name="conversation">Where they say it.</param>
    public async Task<AddCommentOutcome> HandleAsync(UnitOfWork unit, RequestNumber number, Guid customer, string text, long conversation)
    {
        if (await FindRequests.FindAsync(unit, number, customer) is null)
        {
            return new AddCommentOutcome.NotFound();
        }

        var now = clock.GetUtcNow();
        var outcome = await HandleAsync(unit, number, text, isPublic: true, Actor.Customer, now);
        if (outcome is AddCommentOutcome.Added added)
        {
            await AttachmentStore.AttachNewAsync(unit, added.Request.Id, conversation, now);
        }

        return outcome;
    }

    internal async Task<AddCommentOutcome> HandleAsync(
        UnitOfWork unit, RequestNumber number, string text, bool isPublic, Actor by, DateTimeOffset now, RequestEcho? echo = null)
    {
        while (true)
        {
            var before = await RequestStore.FindAsync(unit, number);
            if (by == Actor.Customer && before?.MergedInto is { } survivor)
            {
                number = survivor;     // what customers say goes where it is read
                continue;
            }

            var outcome = Decide(before, by, options.Value.ReopenWindow, now);
            if (outcome is not AddCommentOutcome.Added { Request: var wanted })
            {
                return outcome;
            }

            if (await RequestStore.UpdateAsync(unit, wanted) is { } changed)   // otherwise somebody was faster: look again
            {
                if (by == Actor.Customer)
                {
                    await SnoozeStore.EndAsync(unit, new(WorkKind.Request, number.Value));
                }

                await SayAsync(unit, before!, changed, StoredText.Clean(text, RequestLimits.Comment), isPublic, by, echo);
                return new AddCommentOutcome.Added(changed);
            }
        }
    }

    internal static AddCommentOutcome Decide(ServiceRequest? request, Actor by, TimeSpan reopenWindow, DateTimeOffset now) => request switch
    {
        null => new AddCommentOutcome.NotFound(),
        _ when RequestTransitions.IsOver(request) => new AddCommentOutcome.Over(request),
        _ when by == Actor.Customer && RequestTransitions.IsSettled(request, reopenWindow, now) => new AddCommentOutcome.Over(request),
        { Status: RequestStatus.Waiting or RequestStatus.Held or RequestStatus.Resolved } when by == Actor.Customer =>
            new AddCommentOutcome.Added(RequestTransitions.To(request, RequestStatus.Open, now)),
        _ => new AddCommentOutcome.Added(request with { ChangedAt = now }),
    };

    private async Task SayAsync(UnitOfWork unit, ServiceRequest before, ServiceRequest after, string text, bool isPublic, Actor by, RequestEcho? echo)
    {
        var at = after.ChangedAt;
        var change = await RequestStore.AddChangeAsync(unit, after.Id, new() { At = at, Who = by.Name, What = "comment", Comment = text, IsPublic = isPublic });
        if (after.Status != before.Status)
        {
            var (from, to) = (EnumWord.Of(before.Status), EnumWord.Of(after.Status));
            await RequestStore.AddChangeAsync(
                unit, after.Id, new() { At = at, Who = Actor.System.Name, What = "status", FromValue = from, ToValue = to, IsPublic = true });
        }

        if (!isPublic)
        {
            await mentions.TellAsync(unit, after, text, by, at);
        }

        var data = JsonSerializer.Serialize(new
        {
            request = after.Id,
            number = after.Number.ToString(),
            status = EnumWord.Of(after.Status),
            by = by.Name,
            isPublic,
            change,
            quiet = echo?.Quiet ?? false,
            also = echo?.Also ?? [],
        });
        await signals.AppendAsync(unit, new("RequestCommented", at, after.Conversation, after.Customer, data));
    }
}
