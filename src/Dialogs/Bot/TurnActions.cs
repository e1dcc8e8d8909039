using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Proof;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Satisfaction;

namespace ServiceBot.Dialogs.Bot;

/// <summary>The operations of Desk and Crm that a turn may call.</summary>
internal sealed record BotServices(
    RecogniseCustomer Customers, SendCode SendCode, CheckCode CheckCode, SetConsent SetConsent,
    OpenRequest OpenRequest, AddComment AddComment, WithdrawRequest WithdrawRequest, ChangeOwner ChangeOwner, Hub Hub, OpeningHours Hours, IOptions<TeamOptions> Teams, AnswerSurvey Surveys);

/// <summary>The dialogs' actions, done in the turn's own transaction and for the turn's own customer.</summary>
internal sealed class TurnActions(TurnContext turn, BotServices services) : IDialogActions
{
    private const int ListLength = 5;
    private const int MostRequests = 50;

    private Customer? _customer;
    private int _opened;

    /// <summary>Number of the request that was opened last, or null.</summary>
    public string? Opened { get; private set; }

    public async ValueTask<DialogActionOutcome> RunAsync(
        string action, IReadOnlyDictionary<string, string> arguments, string language, CancellationToken cancellationToken) => action switch
        {
            "open_request" => await OpenAsync(arguments, language),
            "request_status" => await StatusAsync(arguments, language),
            "request_here" => await HereAsync(language),
            "similar_request" => await SimilarAsync(arguments, language),
            "add_to_request" => await AddAsync(arguments, language),
            "withdraw_request" => await WithdrawAsync(arguments, language),
            "order_status" => await OrderAsync(arguments, language),
            "send_code" => await SendCodeAsync(arguments["email"], language),
            "check_code" => await CheckCodeAsync(arguments["code"], language),
            "record_gap" => RecordGap(arguments["question"], language),
            "hand_over" => await HandOverAsync(arguments["reason"], language),
            "set_consent" => await SetConsentAsync(arguments, language),
            "record_feedback" => await RecordFeedbackAsync(arguments, language),
            "rate_answer" => Record("AnswerRated", arguments),
            _ => throw new ArgumentException($"There is no action «{action}».", nameof(action)),
        };

    private async Task<Customer> CustomerAsync(string language) =>
        _customer ??= await services.Customers.HandleAsync(turn, language);

    private async Task<DialogActionOutcome> OpenAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var customer = await CustomerAsync(language);
        var due = arguments.GetValueOrDefault("due");
        var proved = await CustomerStore.ProvedEmailAsync(turn.Unit, customer.Account);
        var details = string.Join('\n', new[] { arguments["details"], due is null ? null : $"Due: {due}", proved is null ? null : $"Proved e-mail: {proved}" }.OfType<string>());
        var outcome = await services.OpenRequest.HandleAsync(
            turn.Unit,
            new()
            {
                Subject = arguments["subject"],
                Details = details,
                Category = arguments["category"],
                Type = arguments.GetValueOrDefault(DoStep.TypeArgument),
                Fields = arguments.Where(argument => argument.Key.StartsWith(DoStep.FieldPrefix, StringComparison.Ordinal))
                    .ToDictionary(argument => argument.Key[DoStep.FieldPrefix.Length..], argument => argument.Value),
                Language = language,
                By = Actor.Customer,
                Priority = Enum.TryParse<RequestPriority>(arguments.GetValueOrDefault("priority"), ignoreCase: true, out var priority) ? priority : RequestPriority.Normal,
                Customer = customer.Id,
                Conversation = turn.Conversation.Key,
                OrderNumber = arguments.GetValueOrDefault("order_number"),
                DedupeKey = $"turn:{turn.Seq}:{_opened++}",
            });
        var request = outcome switch
        {
            OpenRequestOutcome.Opened opened => opened.Request,
            OpenRequestOutcome.AlreadyOpened opened => opened.Request,
            OpenRequestOutcome.KeyInUse inUse => inUse.Request,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Opened = $"{request.Number}";
        return DialogActionOutcome.Of("opened", ("number", Opened), ("team", services.Teams.Value.NameOf(request.Team, language)));
    }

    private async Task<DialogActionOutcome> StatusAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var (request, otherwise) = await ChooseAsync(arguments, language, openOnly: false);
        return request is null
            ? otherwise!
            : DialogActionOutcome.Of(
                "found",
                ("number", request.Number.ToString()),
                ("status", BotWordsOfDesk.Status(request.Status, language)),
                ("subject", request.Subject),
                ("team", services.Teams.Value.NameOf(request.Team, language)),
                ("opened", Day(request.OpenedAt)));
    }

    private async Task<DialogActionOutcome> HereAsync(string language)
    {
        var customer = await CustomerAsync(language);
        var here = (await FindRequests.ListAsync(turn.Unit, customer.Id, MostRequests))
            .Where(request => request is { ClosedAt: null, MergedInto: null } && request.Conversation == turn.Conversation.Key).ToList();
        return here is [var only]
            ? DialogActionOutcome.Of("found", ("number", only.Number.ToString()), ("subject", only.Subject))
            : DialogActionOutcome.Of("none");
    }

    /// <summary>The customer's newest open request of the same kind, unless both name an order and not the same one.</summary>
    private async Task<DialogActionOutcome> SimilarAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var customer = await CustomerAsync(language);
        var order = arguments.GetValueOrDefault("order_number");
        var similar = (await FindRequests.ListAsync(turn.Unit, customer.Id, MostRequests)).FirstOrDefault(request =>
            request is { ClosedAt: null, MergedInto: null } && request.Category == arguments["category"]
            && (order is null || request.OrderNumber is null || string.Equals(order, request.OrderNumber, StringComparison.OrdinalIgnoreCase)));
        return similar is null
            ? DialogActionOutcome.Of("none")
            : DialogActionOutcome.Of("found", ("number", $"{similar.Number}"), ("subject", similar.Subject), ("opened", Day(similar.OpenedAt)));
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<DialogActionOutcome> AddAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var (request, otherwise) = await ChooseAsync(arguments, language, openOnly: true);
        if (request is null)
        {
            return otherwise!;
        }

        var customer = await CustomerAsync(language);
        return await services.AddComment.HandleAsync(turn.Unit, request.Number, customer.Id, arguments["text"], turn.Conversation.Key) switch
        {
            AddCommentOutcome.Added added => DialogActionOutcome.Of("added", ("number", added.Request.Number.ToString())),
            AddCommentOutcome.Over over => DialogActionOutcome.Of("closed", ("number", over.Request.Number.ToString())),
            _ => DialogActionOutcome.Of("none"),
        };
    }

    private async Task<DialogActionOutcome> WithdrawAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var (request, otherwise) = await ChooseAsync(arguments, language, openOnly: true);
        if (request is null)
        {
            return otherwise!;
        }

        var customer = await CustomerAsync(language);
        return await services.WithdrawRequest.HandleAsync(turn.Unit, request.Number, customer.Id) switch
        {
            WithdrawOutcome.Withdrawn withdrawn => DialogActionOutcome.Of("withdrawn", ("number", withdrawn.Request.Number.ToString())),
            WithdrawOutcome.TooLate late => DialogActionOutcome.Of("closed", ("number", late.Request.Number.ToString())),
            _ => DialogActionOutcome.Of("none"),
        };
    }

    /// <summary>The customer's request that is meant: by number, or the only one. What belongs to others looks like what is not there.</summary>
    private async Task<(ServiceRequest? Request, DialogActionOutcome? Otherwise)> ChooseAsync(
        IReadOnlyDictionary<string, string> arguments, string language, bool openOnly)
    {
        var customer = await CustomerAsync(language);
        if (RequestNumber.TryParse(arguments.GetValueOrDefault("number"), out var number))
        {
            return await FindRequests.FindAsync(turn.Unit, number, customer.Id) is { } named ? (await FindRequests.SurvivorAsync(turn.Unit, named), null) : (null, await NoneAsync(customer));
        }

        var all = (await FindRequests.ListAsync(turn.Unit, customer.Id, MostRequests)).Where(request => request.MergedInto is null).ToList();
        var open = all.Where(request => request.ClosedAt is null).ToList();
        var candidates = openOnly || open.Count > 0 ? open : [.. all.Take(1)];
        return candidates switch
        {
            [] => (null, await NoneAsync(customer)),
            [var only] => (only, null),
            _ => (null, DialogActionOutcome.Of(
                "several",
                ("count", candidates.Count.ToString(CultureInfo.InvariantCulture)),
                ("list", string.Join('\n', candidates.Take(ListLength).Select(request =>
                    $"{request.Number}: {request.Subject} ({BotWordsOfDesk.Status(request.Status, language)})"))))),
        };
    }

    private async Task<DialogActionOutcome> NoneAsync(Customer customer) =>
        DialogActionOutcome.Of(await CustomerStore.ProvedEmailAsync(turn.Unit, customer.Account) is null ? "needs_proof" : "none");

    private async Task<DialogActionOutcome> OrderAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var customer = await CustomerAsync(language);
        Order? order;
        if (arguments.TryGetValue("order_number", out var number))
        {
            order = await FindOrder.HandleAsync(turn.Unit, number, customer.Id) is FindOrderOutcome.Found found ? found.Order : null;
        }
        else
        {
            order = await FindOrder.ListAsync(turn.Unit, customer.Id, 1) is [var newest, ..] ? newest : null;
        }

        return order is null
            ? await NoneAsync(customer)
            : DialogActionOutcome.Of(
                "found",
                ("number", order.Number),
                ("status", BotWordsOfDesk.Status(order.Status, language)),
                ("carrier_day", (order.CarrierDay ?? order.PromisedOn).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("items", order.Items));
    }

    private async Task<DialogActionOutcome> SendCodeAsync(string email, string language) =>
        await services.SendCode.HandleAsync(turn.Unit, await CustomerAsync(language), email, language) is SendCodeOutcome.Limited
            ? DialogActionOutcome.Of("limited")
            : DialogActionOutcome.Of("sent");

    private async Task<DialogActionOutcome> CheckCodeAsync(string code, string language)
    {
        var customer = await CustomerAsync(language);
        switch (await services.CheckCode.HandleAsync(turn.Unit, customer, code))
        {
            case CheckCodeOutcome.Verified verified:
                _customer = customer with { Id = verified.Customer };
                return DialogActionOutcome.Of("verified", ("name", customer.Name ?? ""), ("email", verified.Email));
            case CheckCodeOutcome.Wrong wrong:
                return DialogActionOutcome.Of("wrong", ("left", wrong.Left.ToString(CultureInfo.InvariantCulture)));
            default:
                return DialogActionOutcome.Of("expired");
        }
    }

    private DialogActionOutcome RecordGap(string question, string language)
    {
        turn.Signal(
            "KnowledgeGap",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["question"] = question, ["language"] = language }, BotJson.Default.IReadOnlyDictionaryStringString));
        return DialogActionOutcome.Of("recorded");
    }

    private async Task<DialogActionOutcome> HandOverAsync(string reason, string language)
    {
        var customer = await CustomerAsync(language);
        if (await services.ChangeOwner.HandleAsync(turn, new OwnershipEvent.PersonAsked(reason, language, customer.Id)) is not Decision.Changed)
        {
            return DialogActionOutcome.Of("already");
        }

        await services.Hub.InitiateAsync(turn, new() { ["reason"] = reason, ["language"] = language, ["customer"] = $"{customer.Id}", ["name"] = customer.Name });
        var place = await ChangeOwner.PlaceAsync(turn.Unit, turn.Conversation.Key);
        return DialogActionOutcome.Of(
            "queued",
            ("position", place.ToString(CultureInfo.InvariantCulture)),
            ("open", services.Hours.IsOpen(turn.Now) ? "true" : "false"),
            ("opens", services.Hours.Words(turn.Now, language)));
    }

    private async Task<DialogActionOutcome> SetConsentAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        var customer = await CustomerAsync(language);
        await services.SetConsent.HandleAsync(turn.Unit, customer.Id, arguments["purpose"], arguments["given"] is "true" or "yes", "chat", new(Where: $"conversation {turn.Conversation.Key}", Message: turn.Activity.Id));
        return DialogActionOutcome.Of("saved");
    }

    private async Task<DialogActionOutcome> RecordFeedbackAsync(IReadOnlyDictionary<string, string> arguments, string language)
    {
        await CustomerAsync(language);
        return Record("FeedbackGiven", arguments);
    }

    private DialogActionOutcome Record(string signal, IReadOnlyDictionary<string, string> arguments)
    {
        turn.Signal(signal, JsonSerializer.Serialize(arguments, BotJson.Default.IReadOnlyDictionaryStringString), _customer?.Id);
        return DialogActionOutcome.Of("saved");
    }
}
