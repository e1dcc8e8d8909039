using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Contracts;

/// <summary>A kind of contract.</summary>
public sealed class ContractTier
{
    /// <summary>Its name in English.</summary>
    public string En { get; set; } = "";

    /// <summary>Its name in Chinese.</summary>
    public string Zh { get; set; } = "";

    /// <summary>By how much its customers count as waiting longer than they do when work is handed out, in seconds, 0 to 86,400.</summary>
    public int HeadStartSeconds { get; set; }
}

/// <summary>Kinds of contracts. Section <c>Desk:Contracts</c>.</summary>
public sealed class ContractOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Contracts";

    /// <summary>The kinds by a short word. The settings add kinds and change these.</summary>
    public IDictionary<string, ContractTier> Tiers { get; } = new Dictionary<string, ContractTier>(StringComparer.Ordinal)
    {
        ["bronze"] = new() { En = "Bronze", Zh = "铜牌" },
        ["silver"] = new() { En = "Silver", Zh = "银牌", HeadStartSeconds = 60 },
        ["gold"] = new() { En = "Gold", Zh = "金牌", HeadStartSeconds = 180 },
    };

    /// <summary>The same of a customer with a contract that says that they are served before others; the larger counts. 0 to 86,400, default 300.</summary>
    [Range(0, 86_400)]
    public int VipHeadStartSeconds { get; set; } = 300;

    /// <summary>How many days before its end the owner of a contract is reminded, 1 to 365. Default: 30.</summary>
    [Range(1, 365)]
    public int RemindDays { get; set; } = 30;

    /// <summary>The head start of a contract's customer.</summary>
    internal TimeSpan HeadStartOf(string tier, bool vip) =>
        TimeSpan.FromSeconds(Math.Max(Tiers.TryGetValue(tier, out var known) ? known.HeadStartSeconds : 0, vip ? VipHeadStartSeconds : 0));
}

/// <summary>Says at the start which kind is wrong, and why.</summary>
internal sealed class ContractOptionsRules : IValidateOptions<ContractOptions>
{
    public ValidateOptionsResult Validate(string? name, ContractOptions options)
    {
        var errors = options.Tiers.SelectMany(tier => ErrorsOf(tier.Key, tier.Value).Select(error => $"{ContractOptions.Section}:Tiers:{tier.Key}: {error}")).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(string word, ContractTier tier)
    {
        if (!RequestLimits.IsWord(word))
        {
            yield return "a kind is a short word in lower case, such as gold (a-z, 0-9, _ and -, at most 40).";
        }

        if (string.IsNullOrWhiteSpace(tier.En) || string.IsNullOrWhiteSpace(tier.Zh))
        {
            yield return "it needs a name in both languages, En and Zh.";
        }

        if (tier.HeadStartSeconds is < 0 or > 86_400)
        {
            yield return $"HeadStartSeconds: {tier.HeadStartSeconds} is not from 0 to 86,400.";
        }
    }
}
