using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Connector;

/// <summary>
/// Asks the Connectors of channels, each at the <see cref="ConversationReference.ServiceUrl"/> of the reference given. The bot's token goes only to a
/// service that has proved itself, on a host that is allowed. What fails is thrown as <see cref="ConnectorException"/>, or as
/// <see cref="HttpRequestException"/> and <see cref="OperationCanceledException"/> when there was no answer; only a rejected token is tried again.
/// What customers are to be told goes through the outbox, which calls this.
/// </summary>
public sealed partial class ConnectorClient : IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,     // the token would go along
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = ConnectAsync,
        ActivityHeadersPropagator = null,     // nobody follows traces across a channel
    })
    {
        Timeout = AnswerWithin,
    };

    private readonly ServiceHosts _hosts;
    private readonly ConnectorTokens _tokens;
    private readonly TimeProvider _clock;
    private readonly ILogger<ConnectorClient> _logger;

    internal ConnectorClient(ServiceHosts hosts, ConnectorTokens tokens, TimeProvider clock, ILogger<ConnectorClient> logger) =>
        (_hosts, _tokens, _clock, _logger) = (hosts, tokens, clock, logger);

    /// <summary>Says something in a conversation: in answer to an activity if <see cref="Activity.ReplyToId"/> names one.</summary>
    public Task<ResourceResponse> SendAsync(ConversationReference at, Activity activity, CancellationToken cancellationToken) =>
        SendAsync(at, BytesOf(activity), activity.ReplyToId, cancellationToken);

    /// <summary>Replaces something said before.</summary>
    public Task<ResourceResponse> UpdateActivityAsync(ConversationReference at, string activityId, Activity activity, CancellationToken cancellationToken) =>
        UpdateActivityAsync(at, activityId, BytesOf(activity), cancellationToken);

    /// <summary>Takes back something said before.</summary>
    public Task DeleteActivityAsync(ConversationReference at, string activityId, CancellationToken cancellationToken) =>
        DoAsync(at, HttpMethod.Delete, $"{In(at)}/activities/{Segment(activityId)}", cancellationToken);

    /// <summary>Puts what was said elsewhere into a conversation.</summary>
    public Task<ResourceResponse> SendHistoryAsync(ConversationReference at, Transcript transcript, CancellationToken cancellationToken) =>
        RecordAsync(at, HttpMethod.Post, $"{In(at)}/activities/history", BytesOf(transcript), cancellationToken);

    /// <summary>Opens a conversation on the channel of a reference.</summary>
    public Task<ConversationResourceResponse> CreateConversationAsync(ConversationReference at, ConversationParameters parameters, CancellationToken cancellationToken) =>
        AskAsync<ConversationResourceResponse>(at, HttpMethod.Post, "/v3/conversations", BytesOf(parameters), cancellationToken);

    /// <summary>Lists the bot's conversations on the channel of a reference.</summary>
    public Task<ConversationsResult> GetConversationsAsync(ConversationReference at, string? continuationToken, CancellationToken cancellationToken) =>
        GetAsync<ConversationsResult>(at, $"/v3/conversations{Query(("continuationToken", continuationToken))}", cancellationToken);

    /// <summary>Lists who is in a conversation.</summary>
    public Task<IReadOnlyList<ChannelAccount>> GetMembersAsync(ConversationReference at, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ChannelAccount>>(at, $"{In(at)}/members", cancellationToken);

    /// <summary>Lists a page of who is in a conversation.</summary>
    public Task<PagedMembersResult> GetPagedMembersAsync(
        ConversationReference at, int? pageSize, string? continuationToken, CancellationToken cancellationToken) =>
        GetAsync<PagedMembersResult>(
            at,
            $"{In(at)}/pagedmembers{Query(("pageSize", pageSize?.ToString(CultureInfo.InvariantCulture)), ("continuationToken", continuationToken))}",
            cancellationToken);

    /// <summary>Looks up somebody in a conversation.</summary>
    public Task<ChannelAccount> GetMemberAsync(ConversationReference at, string memberId, CancellationToken cancellationToken) =>
        GetAsync<ChannelAccount>(at, $"{In(at)}/members/{Segment(memberId)}", cancellationToken);

    /// <summary>Takes somebody out of a conversation.</summary>
    public Task DeleteMemberAsync(ConversationReference at, string memberId, CancellationToken cancellationToken) =>
        DoAsync(at, HttpMethod.Delete, $"{In(at)}/members/{Segment(memberId)}", cancellationToken);

    /// <summary>Lists who got an activity.</summary>
    public Task<IReadOnlyList<ChannelAccount>> GetActivityMembersAsync(ConversationReference at, string activityId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ChannelAccount>>(at, $"{In(at)}/activities/{Segment(activityId)}/members", cancellationToken);

    /// <summary>Gives a file to the channel.</summary>
    public Task<ResourceResponse> UploadAttachmentAsync(ConversationReference at, AttachmentData file, CancellationToken cancellationToken) =>
        RecordAsync(at, HttpMethod.Post, $"{In(at)}/attachments", BytesOf(file), cancellationToken);

    /// <summary>Describes a file that the channel holds.</summary>
    public Task<AttachmentInfo> GetAttachmentInfoAsync(ConversationReference at, string attachmentId, CancellationToken cancellationToken) =>
        GetAsync<AttachmentInfo>(at, $"/v3/attachments/{Segment(attachmentId)}", cancellationToken);

    /// <summary>Fetches a file that the channel holds.</summary>
    public async Task<AttachmentContent> GetAttachmentAsync(ConversationReference at, string attachmentId, string viewId, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(at, HttpMethod.Get, $"/v3/attachments/{Segment(attachmentId)}/views/{Segment(viewId)}", null, cancellationToken, mayBeElsewhere: true);
        return LocationOf(response) is { } location
            ? new(null, new Uri(new Uri(at.ServiceUrl), location))
            : new(await BodyOfAsync(response, cancellationToken), null);
    }

    /// <summary>Describes a team, on Teams.</summary>
    public Task<TeamDetails> GetTeamAsync(ConversationReference at, string teamId, CancellationToken cancellationToken) =>
        GetAsync<TeamDetails>(at, $"/v3/teams/{Segment(teamId)}", cancellationToken);

    /// <summary>Lists the channels of a team, on Teams.</summary>
    public Task<ConversationList> GetTeamChannelsAsync(ConversationReference at, string teamId, CancellationToken cancellationToken) =>
        GetAsync<ConversationList>(at, $"/v3/teams/{Segment(teamId)}/conversations", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Says something that is written already.</summary>
    internal Task<ResourceResponse> SendAsync(ConversationReference at, byte[] activity, string? replyToId, CancellationToken cancellationToken) =>
        RecordAsync(at, HttpMethod.Post, $"{In(at)}/activities{(replyToId is null ? "" : $"/{Segment(replyToId)}")}", activity, cancellationToken);

    /// <summary>Replaces something said before by what is written already.</summary>
    internal Task<ResourceResponse> UpdateActivityAsync(ConversationReference at, string activityId, byte[] activity, CancellationToken cancellationToken) =>
        RecordAsync(at, HttpMethod.Put, $"{In(at)}/activities/{Segment(activityId)}", activity, cancellationToken);

    /// <summary>Connects in its own time, so that no connection and no answer are told apart: what was not sent can be sent again.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).AsTask().WaitAsync(ConnectWithin, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string In(ConversationReference at) => $"/v3/conversations/{Segment(at.Conversation!.Id!)}";

    private static string Segment(string id) => Uri.EscapeDataString(id);

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = "";
        foreach (var (name, value) in parameters)
        {
            query += string.IsNullOrEmpty(value) ? "" : $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return query;
    }

    private static byte[] BytesOf<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeInfo<T>());

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)ActivityJson.Options.GetTypeInfo(typeof(T));

    private async Task DoAsync(ConversationReference at, HttpMethod method, string path, CancellationToken cancellationToken) =>
        (await AnswerAsync(at, method, path, null, cancellationToken)).Dispose();

    private Task<T> GetAsync<T>(ConversationReference at, string path, CancellationToken cancellationToken) => AskAsync<T>(at, HttpMethod.Get, path, null, cancellationToken);

    private async Task<T> AskAsync<T>(ConversationReference at, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(at, method, path, body, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(await BodyOfAsync(response, cancellationToken), TypeInfo<T>()) ?? throw new JsonException("It is null.");
        }
        catch (JsonException failure)
        {
            throw new ConnectorException($"The Connector's answer can't be read: {failure.Message}", response.StatusCode);
        }
    }

    /// <summary>Has something recorded. A good answer means that it is, whatever its body holds.</summary>
    private async Task<ResourceResponse> RecordAsync(ConversationReference at, HttpMethod method, string path, byte[] body, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(at, method, path, body, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(await BodyOfAsync(response, cancellationToken), TypeInfo<ResourceResponse>()) ?? new(null);
        }
        catch (Exception failure) when (failure is JsonException or HttpRequestException)
        {
            return new(null);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        ConversationReference at, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken, bool mayBeElsewhere = false)
    {
        if (_hosts.ProblemOf(at.ServiceUrl) is { } problem)
        {
            throw new ConnectorException(problem);
        }

        var token = at.CallerId is null ? null : await _tokens.GetAsync(rejected: null, cancellationToken);
        var response = await TryAsync(at, method, path, body, token, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null)
        {
            response.Dispose();
            token = await _tokens.GetAsync(rejected: token, cancellationToken);
            response = await TryAsync(at, method, path, body, token, cancellationToken);
        }

        if (response.IsSuccessStatusCode || (mayBeElsewhere && LocationOf(response) is not null))
        {
            return response;
        }

        using (response)
        {
            throw await FailureAsync(response, cancellationToken);
        }
    }

    private static Uri? LocationOf(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Found or HttpStatusCode.MovedPermanently ? response.Headers.Location : null;

    private async Task<HttpResponseMessage> TryAsync(
        ConversationReference at, HttpMethod method, string path, byte[]? body, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"{at.ServiceUrl.TrimEnd('/')}{path}");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Log.Answered(_logger, (int)response.StatusCode, method, OperationOf(response));
        return response;
    }

    private static async Task<byte[]> BodyOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerWithin);
        try
        {
            return await response.Content.ReadAsByteArrayAsync(patience.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The Connector did not finish its answer.", failure);
        }
    }

    private async Task<ConnectorException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? code = null;
        try
        {
            var error = JsonSerializer.Deserialize(await BodyOfAsync(response, cancellationToken), TypeInfo<ErrorResponse>());
            code = error?.SubCode ?? error?.Error?.SubCode ?? error?.Error?.Code;
        }
        catch (Exception failure) when (failure is JsonException or HttpRequestException)
        {
            // It need not say more than its status.
        }

        return new(
            string.Create(CultureInfo.InvariantCulture, $"The Connector answered {(int)response.StatusCode}{(code is null ? "" : $" ({code})")}, operation {OperationOf(response)}."),
            response.StatusCode,
            code,
            WaitOf(response.Headers.RetryAfter));
    }

    /// <summary>How the service calls what it did, for those who ask its makers.</summary>
    private static string OperationOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Correlating-OperationId", out var operations) ? operations.First() : "unnamed";

    private TimeSpan? WaitOf(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > _clock.GetUtcNow() ? date - _clock.GetUtcNow() : null);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The Connector answered {Status} to a {Method}, operation {Operation}")]
        public static partial void Answered(ILogger logger, int status, HttpMethod method, string operation);
    }
}
