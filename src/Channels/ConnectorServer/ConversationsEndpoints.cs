using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Api;
using ServiceBot.Channels.Connector;
using ServiceBot.Channels.DirectLine;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.ConnectorServer;

/// <summary>The Connector of the product's own channel: a bot outside, or a hub of agents, speaks in its conversations. It holds a key of the REST API.</summary>
internal sealed class ConversationsEndpoints(BotActivities activities, IDatabase database)
{
    private const int MaxActivityBytes = 256 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var conversation = routes.MapGroup("/v3/conversations/{conversationId}").WithTags("Bot Framework")
            .Needs(Permission.BotSpeak).ProducesProblem(StatusCodes.Status401Unauthorized);

        conversation.MapPost("/activities", (HttpContext http, string conversationId, ConversationsEndpoints self) => self.SendAsync(http, conversationId, null))
            .WithName("SendToConversation").WithSummary("Say something in a web chat.");
        conversation.MapPost("/activities/{activityId}", (HttpContext http, string conversationId, string activityId, ConversationsEndpoints self) => self.SendAsync(http, conversationId, activityId))
            .WithName("ReplyToActivity").WithSummary("Answer an activity of a web chat.");
        conversation.MapPut("/activities/{activityId}", (HttpContext http, string conversationId, string activityId, ConversationsEndpoints self) => self.UpdateAsync(http, conversationId, activityId))
            .WithName("UpdateActivity").WithSummary("Put something else in the place of what was said.");
        conversation.MapDelete("/activities/{activityId}", (HttpContext http, string conversationId, string activityId, ConversationsEndpoints self) => self.DeleteAsync(http, conversationId, activityId))
            .WithName("DeleteActivity").WithSummary("Take back what was said.");
        conversation.MapGet("/members", (HttpContext http, string conversationId, ConversationsEndpoints self) => self.MembersAsync(http, conversationId, members => members))
            .WithName("GetConversationMembers").WithSummary("Who is in a web chat.");
        conversation.MapGet("/activities/{activityId}/members", (HttpContext http, string conversationId, ConversationsEndpoints self) => self.MembersAsync(http, conversationId, members => members))
            .WithName("GetActivityMembers").WithSummary("Who sees an activity: all who are in the chat.");
        conversation.MapGet("/pagedmembers", (HttpContext http, string conversationId, ConversationsEndpoints self) =>
                self.MembersAsync(http, conversationId, members => new PagedMembersResult(members, null)))
            .WithName("GetConversationPagedMembers").WithSummary("Who is in a web chat, on the one page it takes.");
        conversation.MapGet("/members/{memberId}", (HttpContext http, string conversationId, string memberId, ConversationsEndpoints self) =>
                self.MembersAsync(http, conversationId, members => members.FirstOrDefault(member => member.Id == memberId)))
            .WithName("GetConversationMember").WithSummary("One who is in a web chat.");
    }

    private Task<IResult> SendAsync(HttpContext http, string conversationId, string? replyToId) =>
        WithActivityAsync(http, activity =>
        {
            activity.ReplyToId = replyToId ?? activity.ReplyToId;
            return activities.SendAsync(conversationId, activity, http.RequestAborted);
        });

    private Task<IResult> UpdateAsync(HttpContext http, string conversationId, string activityId) =>
        WithActivityAsync(http, activity => activities.UpdateAsync(conversationId, activityId, activity, http.RequestAborted));

    private async Task<IResult> DeleteAsync(HttpContext http, string conversationId, string activityId) =>
        await activities.DeleteAsync(conversationId, activityId, http.RequestAborted) is BotActivities.Outcome.Refused refused ? Error(refused) : Results.Ok();

    private async Task<IResult> MembersAsync<T>(HttpContext http, string conversationId, Func<IReadOnlyList<ChannelAccount>, T> choose)
    {
        if (await database.ReadAsync(session => ConversationStore.FindAsync(session, ChannelIds.DirectLine, conversationId), http.RequestAborted) is not { } conversation)
        {
            return Error(BotActivities.NoConversation);
        }

        ChannelAccount?[] all = [conversation.WayBack.Bot, conversation.WayBack.User];
        var chosen = choose([.. all.OfType<ChannelAccount>().Where(member => !string.IsNullOrEmpty(member.Id))]);
        return chosen is null
            ? DirectLineError.Of(StatusCodes.Status404NotFound, "MemberNotFound", "There is no such member in the conversation.")
            : Results.Json(chosen, (JsonTypeInfo<T>)ActivityJson.Options.GetTypeInfo(typeof(T)));
    }

    private static async Task<IResult> WithActivityAsync(HttpContext http, Func<Activity, Task<BotActivities.Outcome>> run)
    {
        if (await RequestBody.ReadAsync(http.Request, MaxActivityBytes) is not { } body)
        {
            return DirectLineError.Of(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "An activity may have 256 KiB at the most.");
        }

        try
        {
            return await run(ActivityJson.Parse(body.Span)) switch
            {
                BotActivities.Outcome.Done done => Results.Json(new ResourceResponse(done.Id), ActivityJson.Options),
                BotActivities.Outcome.Refused refused => Error(refused),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (JsonException failure)
        {
            return DirectLineError.Of(StatusCodes.Status400BadRequest, "BadSyntax", $"The body is not an activity: {failure.Message}");
        }
    }

    private static IResult Error(BotActivities.Outcome.Refused refused) => DirectLineError.Of(refused.Status, refused.Code, refused.Message);
}
