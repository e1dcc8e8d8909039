using System.Collections.Frozen;

namespace ServiceBot.Channels.Api;

/// <summary>Something that people at the desk and holders of API keys may do, or may not.</summary>
public enum Permission
{
    /// <summary><c>requests:read</c>: read service requests.</summary>
    RequestsRead,

    /// <summary><c>requests:write</c>: open service requests and change them.</summary>
    RequestsWrite,

    /// <summary><c>conversations:read</c>: see the inbox and read its conversations.</summary>
    ConversationsRead,

    /// <summary><c>conversations:write</c>: take conversations, answer in them, and pass them on.</summary>
    ConversationsWrite,

    /// <summary><c>archive:read</c>: read every conversation and the whole queue, whatever team they are of.</summary>
    ArchiveRead,

    /// <summary><c>gaps:read</c>: read the questions that no article answers.</summary>
    GapsRead,

    /// <summary><c>outbox:read</c>: see what could not be delivered.</summary>
    OutboxRead,

    /// <summary><c>outbox:write</c>: have it delivered again.</summary>
    OutboxWrite,

    /// <summary><c>bot:speak</c>: open any conversation and speak in it as the bot, or as a bot outside. For programs alone.</summary>
    BotSpeak,

    /// <summary><c>mail:deliver</c>: bring mails in. For the mail server alone.</summary>
    MailDeliver,

    /// <summary><c>reports:read</c>: read figures.</summary>
    ReportsRead,

    /// <summary><c>models:write</c>: have models learn, and decide which is in use.</summary>
    ModelsWrite,

    /// <summary><c>segments:write</c>: make, change and delete segments.</summary>
    SegmentsWrite,

    /// <summary><c>outreach:read</c>: see templates, campaigns, and what came of them.</summary>
    OutreachRead,

    /// <summary><c>outreach:write</c>: write templates, make campaigns, start and stop them.</summary>
    OutreachWrite,

    /// <summary><c>customers:read</c>: see customers, and where what is known of them comes from.</summary>
    CustomersRead,

    /// <summary><c>customers:write</c>: make customers, change what is known of them, and decide who is the same as whom.</summary>
    CustomersWrite,

    /// <summary><c>customers:export</c>: take all that is known of customers along in a file.</summary>
    CustomersExport,

    /// <summary><c>changes:read</c>: read all that happens, in order.</summary>
    ChangesRead,

    /// <summary><c>fields:write</c>: declare the company's own fields of customers.</summary>
    FieldsWrite,

    /// <summary><c>imports:read</c>: see what was imported, and what was rejected of it.</summary>
    ImportsRead,

    /// <summary><c>imports:write</c>: import customers from files, and take imports back.</summary>
    ImportsWrite,

    /// <summary><c>contracts:read</c>: see customers' service contracts, and what is left of them.</summary>
    ContractsRead,

    /// <summary><c>contracts:write</c>: make service contracts, change and end them, and book on them.</summary>
    ContractsWrite,

    /// <summary><c>sales:read</c>: see products, prices, opportunities and forecasts.</summary>
    SalesRead,

    /// <summary><c>sales:write</c>: change products, prices, pipelines and opportunities.</summary>
    SalesWrite,

    /// <summary><c>sales:approve</c>: approve quotes that others wrote, or give them back.</summary>
    SalesApprove,

    /// <summary><c>forms:read</c>: see the forms of other sites, and what was sent with them.</summary>
    FormsRead,

    /// <summary><c>forms:write</c>: declare forms of other sites, and change them.</summary>
    FormsWrite,

    /// <summary><c>rotas:read</c>: see who is on call.</summary>
    RotasRead,

    /// <summary><c>rotas:write</c>: change who is on call.</summary>
    RotasWrite,

    /// <summary><c>privacy:read</c>: see what customers agree to, who was given their data, and who was erased.</summary>
    PrivacyRead,

    /// <summary><c>privacy:write</c>: publish what customers agree to, give them their data, restrict what is done with them, and erase them.</summary>
    PrivacyWrite,

    /// <summary><c>audit:read</c>: see who has read and changed personal data.</summary>
    AuditRead,

    /// <summary><c>people:read</c>: see who works at the desk.</summary>
    PeopleRead,

    /// <summary><c>people:write</c>: invite people, give them a role and a team, and let them go.</summary>
    PeopleWrite,

    /// <summary><c>keys:read</c>: see which API keys there are.</summary>
    KeysRead,

    /// <summary><c>keys:write</c>: make API keys and revoke them.</summary>
    KeysWrite,
}

/// <summary>The words of permissions.</summary>
public static class PermissionWord
{
    private static readonly FrozenDictionary<string, Permission> ByWord =
        Enum.GetValues<Permission>().ToFrozenDictionary(permission => Of(permission), StringComparer.Ordinal);

    /// <summary>The words that a key may have as scopes. People and keys are changed by people alone.</summary>
    public static IReadOnlyList<string> Scopes { get; } = [.. Enum.GetValues<Permission>()
        .Except([Permission.PeopleRead, Permission.PeopleWrite, Permission.KeysRead, Permission.KeysWrite]).Select(Of)];

    /// <summary>The word of a permission: <c>requests:read</c>.</summary>
    public static string Of(Permission permission)
    {
        var name = permission.ToString();
        var verb = name.LastIndexOfAny([.. name.Where(char.IsAsciiLetterUpper)]);
        return $"{name[..verb]}:{name[verb..]}".ToLowerInvariant();
    }

    /// <summary>Reads a word.</summary>
    /// <returns>False when it is none of ours.</returns>
    public static bool TryParse(string word, out Permission permission) => ByWord.TryGetValue(word, out permission);
}
