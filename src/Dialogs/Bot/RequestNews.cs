using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Proactive;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Dialogs.Bot;

/// <summary>
/// Keeps the customers of a request informed, each once, in the conversation it was opened in and those that are linked to it: the message that told its number changes with
/// its state where messages can change, and what needs the customer, a question or the end, is said anew.
/// </summary>
internal sealed class RequestNews(ProactiveMessages messages, IOptions<TeamOptions> teams, IOptions<BotOptions> bot) : ISignalReader
{
    public string Name => "dialogs.request-news";

    public IReadOnlyList<string> Types { get; } = ["RequestStatusChanged", "RequestWithdrawn", "RequestCommented", "RequestFileAttached"];

    /// <summary>The name of the message that tells a request's number.</summary>
    public static string MessageOf(string number) => $"request:{number}";

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        foreach (var signal in signals.Select(logged => logged.Signal))
        {
            var change = JsonSerializer.Deserialize(signal.Data, BotJson.Default.RequestChanged)!;
            if (!RequestNumber.TryParse(change.Number, out var number) || await FindRequests.FindAsync(unit, number) is not { } request)
            {
                continue;
            }

            var line = change.IsNews ? (await FindRequests.HistoryAsync(unit, request)).FirstOrDefault(line => line.Id == change.Change) : null;
            foreach (var way in await RequestConversations.WaysAsync(unit, request))
            {
                await TellAsync(unit, change, line, way);
            }
        }
    }

    /// <summary>Tells one customer, in the first of their conversations that takes it.</summary>
    private async Task TellAsync(UnitOfWork unit, RequestChanged change, RequestChange? line, RequestWay way)
    {
        var known = way.Known;
        if (way.Conversations.FirstOrDefault(conversation => conversation.Key == known.Conversation) is { } origin && Surfaces.Of(origin) is { Updates: true } surface)
        {
            await messages.ReplaceAsync(unit, MessageOf($"{known.Number}"), Present(known, surface));
        }

        foreach (var conversation in change.IsNews ? way.Conversations : [])
        {
            if (News(known, change, line, conversation) is not { } news || await messages.SayAsync(unit, conversation, news) is not null)
            {
                return;
            }
        }
    }

    /// <summary>What the customer has to hear: a question, the end, a word or a file of the desk; null: nothing.</summary>
    private Activity? News(ServiceRequest known, RequestChanged change, RequestChange? line, Channels.Turns.Conversation conversation)
    {
        var surface = Surfaces.Of(conversation);
        var news = (change.To, line) switch
        {
            ("waiting" or "resolved", _) => News(known, change.To == "waiting", WithOthers(known, line?.Comment is { } word ? Quoted(word) : null, change), surface),
            (_, { What: "file", ToValue: { } file, Comment: { } name }) => Sent(known, $"{bot.Value.PublicAddress.TrimEnd('/')}/uploads/{file}/{Uri.EscapeDataString(name)}", name, surface, conversation.IsMail),
            (_, { Comment: { } words }) => Said(known, WithOthers(known, Quoted(words), change)!, surface),
            _ => null,
        };
        if (news is not null && conversation.IsMail && change.To is null)
        {
            news.ChannelData = new MailFacts { ByPerson = true }.ToChannelData();
        }

        return news;
    }

    /// <summary>A file goes along with a mail; elsewhere it is a link.</summary>
    private static Activity Sent(ServiceRequest request, string address, string name, Surface surface, bool byMail)
    {
        var said = Said(request, byMail ? SafeMarkdown.Escape(name) : $"[{SafeMarkdown.Escape(name)}]({address})", surface);
        if (byMail)
        {
            said.Attachments = [new() { ContentType = "application/octet-stream", ContentUrl = address, Name = name }];
        }

        return said;
    }

    private static Activity Said(ServiceRequest request, string words, Surface surface) =>
        Render(request, surface, (request.Language == "zh" ? $"关于您的请求 {request.Number}：" : $"About your request {request.Number}:") + $"\n\n{words}");

    /// <summary>The words, and the customer's other requests that they are about.</summary>
    private static string? WithOthers(ServiceRequest request, string? words, RequestChanged change)
    {
        if (change.Also is not { Count: > 0 } also)
        {
            return words;
        }

        var others = request.Language == "zh" ? $"同时适用于 {string.Join("、", also)}。" : $"The same is true of {string.Join(", ", also)}.";
        return words is null ? others : $"{words}\n\n{others}";
    }

    private static string Quoted(string words) => $"> {SafeMarkdown.Escape(words).ReplaceLineEndings("\n> ")}";

    /// <summary>The message that told the number, as the request stands now.</summary>
    private Activity Present(ServiceRequest request, Surface surface)
    {
        var chinese = request.Language == "zh";
        return Render(
            request,
            surface,
            chinese ? $"您的请求 {request.Number}：{SafeMarkdown.Escape(request.Subject)}" : $"Your request {request.Number}: {SafeMarkdown.Escape(request.Subject)}",
            new(chinese ? "状态" : "Status", BotWordsOfDesk.Status(request.Status, request.Language)),
            new(chinese ? "团队" : "Team", teams.Value.NameOf(request.Team, request.Language)));
    }

    private static Activity News(ServiceRequest request, bool isQuestion, string? words, Surface surface)
    {
        var news = (request.Language, isQuestion) switch
        {
            ("zh", true) => $"关于请求 {request.Number}，我们需要您的回复。请在这里回复，我会转给团队。",
            ("zh", false) => $"您的请求 {request.Number} 已解决。如果还有问题，请在这里告诉我。",
            (_, true) => $"We need a word from you about request {request.Number}. Answer here, and I pass it on to the team.",
            _ => $"Your request {request.Number} is resolved. If it is not, tell me here.",
        };
        return Render(request, surface, words is null ? news : $"{news}\n\n{words}");
    }

    private static Activity Render(ServiceRequest request, Surface surface, string text, params Fact[] facts) =>
        AnswerRenderer.Render(new() { Text = text, Locale = Answer.LocaleOf(request.Language), Facts = facts }, surface);
}

/// <summary>What the signals of a changed request tell.</summary>
/// <param name="Number">The request.</param>
/// <param name="By">Who changed it.</param>
/// <param name="To">The new state, if it is a change of state.</param>
/// <param name="Change">The number of its line in the history.</param>
/// <param name="Quiet">Whether the customer hears of it by another request.</param>
/// <param name="Also">The customer's other requests of which it is true.</param>
internal sealed record RequestChanged(string Number, string By, string? To, long Change, bool Quiet = false, IReadOnlyList<string>? Also = null)
{
    /// <summary>Whether the customer has not done it, and is to hear of it here.</summary>
    [JsonIgnore]
    public bool IsNews => !Quiet && By != Actor.Customer.Name && By != Actor.Bot.Name;
}
