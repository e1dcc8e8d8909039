using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Routing;

/// <summary>How a team is called where customers read it, to stand before the word «team» (团队).</summary>
public sealed class TeamName
{
    /// <summary>In English.</summary>
    public string En { get; set; } = "";

    /// <summary>In Chinese.</summary>
    public string Zh { get; set; } = "";
}

/// <summary>The teams' names by the short word that routing knows them under. Section <c>Desk</c>, key <c>Teams</c>.</summary>
public sealed class TeamOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk";

    /// <summary>The names. The defaults are Harborline's; the settings add teams and rename these.</summary>
    public IDictionary<string, TeamName> Teams { get; } = new Dictionary<string, TeamName>(StringComparer.Ordinal)
    {
        ["faults"] = new() { En = "faults", Zh = "故障处理" },
        ["field"] = new() { En = "technician", Zh = "上门服务" },
        ["billing"] = new() { En = "billing", Zh = "账单" },
        ["returns"] = new() { En = "returns", Zh = "退换货" },
        ["orders"] = new() { En = "orders", Zh = "订单" },
        ["contracts"] = new() { En = "contracts", Zh = "合约" },
        ["accounts"] = new() { En = "accounts", Zh = "账户" },
        ["complaints"] = new() { En = "complaints", Zh = "投诉处理" },
        ["privacy"] = new() { En = "privacy", Zh = "隐私保护" },
        ["care"] = new() { En = "customer care", Zh = "客户服务" },
    };

    /// <summary>A team's name in a language; a team without one is called by the word that routing knows it under.</summary>
    /// <param name="team">The short word.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public string NameOf(string team, string language) => Teams.TryGetValue(team, out var name) ? (language == "zh" ? name.Zh : name.En) : team;
}

/// <summary>Says at the start which team's name is wrong, and why.</summary>
internal sealed class TeamOptionsRules : IValidateOptions<TeamOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamOptions options)
    {
        var errors = options.Teams.SelectMany(team => ErrorsOf(team.Key, team.Value).Select(error => $"{TeamOptions.Section}:Teams:{team.Key}: {error}")).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(string team, TeamName name)
    {
        if (!RequestLimits.IsWord(team))
        {
            yield return "a team is a short word in lower case, such as billing (a-z, 0-9, _ and -, at most 40), as in the routing rules.";
        }

        if (string.IsNullOrWhiteSpace(name.En) || string.IsNullOrWhiteSpace(name.Zh))
        {
            yield return "it needs a name in both languages, En and Zh.";
        }
    }
}
