using ServiceBot.Crm.Forms;

namespace ServiceBot.Web.Pages.Staff.Forms;

/// <summary>A form as the form that declares it sends it.</summary>
public sealed class WebFormForm
{
    public string? Name { get; set; }
    public string? En { get; set; }
    public string? Zh { get; set; }
    public string? ThanksEn { get; set; }
    public string? ThanksZh { get; set; }
    public string? Origins { get; set; }
    public string? Source { get; set; }
    public string? Purpose { get; set; }
    public string? ConsentEn { get; set; }
    public string? ConsentZh { get; set; }
    public bool MakesCustomer { get; set; }
    public bool IsOpen { get; set; }
    public long? Version { get; set; }
    public List<FieldForm> Fields { get; set; } = [];

    /// <summary>The form of one as it stands, those that it asks first.</summary>
    public static WebFormForm Of(WebForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var shown = Of(form.Terms);
        (shown.Name, shown.Version) = (form.Name, form.Version);
        return shown;
    }

    /// <summary>The same of what a new one begins with.</summary>
    public static WebFormForm Of(WebFormTerms terms) => new()
    {
        En = terms.En,
        Zh = terms.Zh,
        ThanksEn = terms.ThanksEn,
        ThanksZh = terms.ThanksZh,
        Origins = string.Join('\n', terms.Origins),
        Source = terms.Source,
        Purpose = terms.Consent?.Purpose,
        ConsentEn = terms.Consent?.En,
        ConsentZh = terms.Consent?.Zh,
        MakesCustomer = terms.MakesCustomer,
        IsOpen = terms.IsOpen,
        Fields =
        [
            .. terms.Fields.Select(field => new FieldForm { Key = field.Key, En = field.En, Zh = field.Zh, Use = field.IsRequired ? "required" : "optional" }),
            .. WebFormTerms.Keys.Except(terms.Fields.Select(field => field.Key)).Select(key => new FieldForm { Key = key, Use = "" }),
        ],
    };

    /// <summary>What it is.</summary>
    public WebFormTerms Terms => new()
    {
        En = En ?? "",
        Zh = Zh ?? "",
        ThanksEn = ThanksEn ?? "",
        ThanksZh = ThanksZh ?? "",
        Origins = (Origins ?? "").Split(['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Source = Source ?? "",
        Consent = string.IsNullOrWhiteSpace(Purpose) ? null : new(Purpose, ConsentEn ?? "", ConsentZh ?? ""),
        MakesCustomer = MakesCustomer,
        IsOpen = IsOpen,
        Fields = [.. Fields.Where(one => one.Use is "required" or "optional").Select(one => new WebFormField(one.Key ?? "", one.En ?? "", one.Zh ?? "", one.Use == "required"))],
    };

    /// <summary>A field as the form sends it.</summary>
    public sealed class FieldForm
    {
        public string? Key { get; set; }
        public string? En { get; set; }
        public string? Zh { get; set; }
        public string? Use { get; set; }
    }
}
