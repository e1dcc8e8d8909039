using ServiceBot.Desk.CannedReplies;

namespace ServiceBot.Web.Pages;

/// <summary>What canned replies say of the company is what the customers' pages say.</summary>
internal sealed class PageCompanyFacts(PageWords words) : ICompanyFacts
{
    public string? Find(string name, string language) => name switch
    {
        "company" => words.In(language).Brand,
        "phone" => words.In(language).Phone,
        "hours" => string.Join(language == "zh" ? "；" : "; ", words.In(language).StaffHours().Select(line => $"{line.Days} {line.Hours}")),
        _ => null,
    };
}
