using System.Globalization;

namespace ServiceBot.Dialogs;

/// <summary>An action that was run, with its arguments.</summary>
/// <param name="Action">The action's name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record ActionCall(string Action, IReadOnlyDictionary<string, string> Arguments, string Outcome);

/// <summary>Actions for conversation tests: one customer, everything in memory, and as strict about proof as the real ones.</summary>
public sealed class MemoryActions : IDialogActions
{
    /// <summary>The one-time code that is always sent.</summary>
    public const string Code = "482913";

    /// <summary>The customer who owns the order <c>HL-204817</c>.</summary>
    public const string Customer = "mei@example.com";

    private readonly Dictionary<string, (string Subject, string Category, string Status)> _requests = [];
    private readonly List<ActionCall> _calls = [];
    private string? _codeFor;
    private int _triesLeft;
    private bool _queued;

    /// <summary>Creates the actions of one conversation.</summary>
    /// <param name="provedEmail">The e-mail address that was proved before, or null for an unknown visitor.</param>
    public MemoryActions(string? provedEmail = null) => ProvedEmail = provedEmail;

    /// <summary>The address that was proved, or null.</summary>
    public string? ProvedEmail { get; private set; }

    /// <summary>What was run, in order.</summary>
    public IReadOnlyList<ActionCall> Calls => _calls;

    /// <inheritdoc />
    public ValueTask<DialogActionOutcome> RunAsync(
        string action, IReadOnlyDictionary<string, string> arguments, string language, CancellationToken cancellationToken)
    {
        var outcome = action switch
        {
            "open_request" => Open(arguments["subject"], arguments["category"]),
            "request_status" => OnRequest(arguments, "found", closes: false),
            "request_here" => Here(),
            "similar_request" => Similar(arguments["category"]),
            "add_to_request" => OnRequest(arguments, "added", closes: false),
            "withdraw_request" => OnRequest(arguments, "withdrawn", closes: true),
            "order_status" => Order(arguments.GetValueOrDefault("order_number", "HL-204817"), language),
            "send_code" => Send(arguments["email"]),
            "check_code" => Check(arguments["code"]),
            "record_gap" => DialogActionOutcome.Of("recorded"),
            "hand_over" => HandOver(),
            "set_consent" or "record_feedback" or "rate_answer" => DialogActionOutcome.Of("saved"),
            _ => throw new ArgumentException($"There is no action «{action}».", nameof(action)),
        };
        _calls.Add(new(action, arguments, outcome.Outcome));
        return ValueTask.FromResult(outcome);
    }

    private DialogActionOutcome Open(string subject, string category)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"SR-{_requests.Count + 123:000000}");
        _requests[number] = (subject, category, "new");
        return DialogActionOutcome.Of("opened", ("number", number), ("team", "support"));
    }

    private DialogActionOutcome OnRequest(IReadOnlyDictionary<string, string> arguments, string done, bool closes)
    {
        var number = arguments.GetValueOrDefault("number");
        if (number is null && _requests.Count > 1)
        {
            return DialogActionOutcome.Of("several", ("count", $"{_requests.Count}"), ("list", string.Join('\n', _requests.Select(r => $"{r.Key}: {r.Value.Subject}"))));
        }

        number ??= _requests.Keys.FirstOrDefault();
        if (number is null || !_requests.TryGetValue(number, out var request))
        {
            return DialogActionOutcome.Of(ProvedEmail is null ? "needs_proof" : "none");
        }

        if (done != "found" && request.Status == "closed")
        {
            return DialogActionOutcome.Of("closed", ("number", number));
        }

        _requests[number] = closes ? request with { Status = "closed" } : request;
        return done == "found"
            ? DialogActionOutcome.Of(done, ("number", number), ("status", request.Status), ("subject", request.Subject), ("team", "support"), ("opened", "2026-11-20"))
            : DialogActionOutcome.Of(done, ("number", number));
    }

    private DialogActionOutcome Here() => _requests.Where(r => r.Value.Status != "closed").ToList() is [var only]
        ? DialogActionOutcome.Of("found", ("number", only.Key), ("subject", only.Value.Subject))
        : DialogActionOutcome.Of("none");

    private DialogActionOutcome Similar(string category) => _requests.LastOrDefault(r => r.Value.Status != "closed" && r.Value.Category == category) is { Key: { } number, Value: var request }
        ? DialogActionOutcome.Of("found", ("number", number), ("subject", request.Subject), ("opened", "2026-11-20"))
        : DialogActionOutcome.Of("none");

    private DialogActionOutcome Order(string number, string language) => (ProvedEmail, number) switch
    {
        (null, _) => DialogActionOutcome.Of("needs_proof"),
        (Customer, "HL-204817") => DialogActionOutcome.Of("found", ("number", number), ("status", language == "zh" ? "运输中" : "on its way"),
            ("carrier_day", language == "zh" ? "11月24日" : "24 November"), ("items", "Mesh Point")),
        _ => DialogActionOutcome.Of("none"),
    };

    private DialogActionOutcome Send(string email)
    {
        (_codeFor, _triesLeft) = (email, 3);
        return DialogActionOutcome.Of("sent");
    }

    private DialogActionOutcome Check(string code)
    {
        if (_codeFor is not { } email || _triesLeft == 0)
        {
            return DialogActionOutcome.Of("expired");
        }

        if (code != Code)
        {
            return --_triesLeft == 0 ? DialogActionOutcome.Of("expired") : DialogActionOutcome.Of("wrong", ("left", $"{_triesLeft}"));
        }

        (ProvedEmail, _codeFor) = (email, null);
        return DialogActionOutcome.Of("verified", ("name", "Mei"), ("email", email));
    }

    private DialogActionOutcome HandOver()
    {
        var already = _queued;
        _queued = true;
        return already ? DialogActionOutcome.Of("already") : DialogActionOutcome.Of("queued", ("position", "1"), ("open", "true"));
    }
}
