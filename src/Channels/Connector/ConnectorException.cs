using System.Net;

namespace ServiceBot.Channels.Connector;

/// <summary>A Connector did not do what it was asked.</summary>
public sealed class ConnectorException : Exception
{
    private readonly bool _isWithoutToken;

    internal ConnectorException(string message, HttpStatusCode? status = null, string? code = null, TimeSpan? retryAfter = null)
        : base(message) => (Status, Code, RetryAfter) = (status, code, retryAfter);

    internal ConnectorException(string whyThereIsNoToken, Exception failure)
        : base(whyThereIsNoToken, failure) => _isWithoutToken = true;

    /// <summary>What it answered; null: it was not asked, because its host is not allowed or the bot has no token.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Its own name of the error: <c>ConversationNotFound</c>, <c>MessageWritesBlocked</c> …, if it gave one.</summary>
    public string? Code { get; }

    /// <summary>How long it asks to wait before the next try, if it does.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same request may do later, and has certainly had no effect now.</summary>
    public bool MayTryLater => _isWithoutToken || Status is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Whether nothing can be said in that conversation any more: it is gone, or the customer has blocked the bot.</summary>
    public bool IsFinal => Status is HttpStatusCode.NotFound || (Status is HttpStatusCode.Forbidden && Code == "MessageWritesBlocked");

    /// <summary>Whether the request may have had its effect in spite of the answer.</summary>
    public bool IsUncertain => !MayTryLater && Status is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout;
}
