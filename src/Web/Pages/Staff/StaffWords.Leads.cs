using System.Globalization;
using ServiceBot.Crm.Leads;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of leads.</summary>
public sealed partial class StaffWords
{
    public string Leads => T("Leads", "线索");
    public string NewLead => T("New lead", "新建线索");
    public string NoLeads => T("There is none.", "暂无线索。");
    public string OpenLeads => T("All that are open", "全部进行中");
    public string FitLabel => T("Fit", "匹配度");
    public string EngagementLabel => T("Engagement", "活跃度");
    public string OddsLabel => T("Odds", "转化率");
    public string LeadSource => T("Source", "来源");
    public string LeadWish => T("What they want", "需求");
    public string ChosenForYou => T("Chosen by language and load", "按语言和工作量分配");
    public string WhyScore => T("Where its points come from", "评分明细");
    public string PointsLabel => T("Points", "分值");
    public string LeftNow => T("Left now", "当前剩余");
    public string RuleLabel => T("Rule", "规则");
    public string NothingLearned => T("No lead has ended yet: nothing is learned.", "尚无已结束的线索，无法推算。");
    public string SpeaksFor => T("Speaks for it", "有利");
    public string SpeaksAgainst => T("Speaks against it", "不利");
    public string ConvertTitle => T("Make a customer with an opportunity", "转为客户和商机");
    public string ConvertButton => T("Convert", "转化");
    public string RevertButton => T("Take the conversion back", "撤回转化");
    public string RevertHint => T("As long as nobody has changed the opportunity.", "商机未被修改时可撤回。");
    public string BecomesNew => T("A new customer", "新建客户");
    public string CalibrationTitle => T("What was said of those that ended, and what came", "已结束线索的预测检验");
    public string CalibrationHint(int leads, double brier, double baseBrier) => T(
        $"{leads} leads; mean squared error {brier.ToString("0.000", CultureInfo.InvariantCulture)}, and {baseBrier.ToString("0.000", CultureInfo.InvariantCulture)} by the share of all.",
        $"{leads} 条线索；均方误差 {brier.ToString("0.000", CultureInfo.InvariantCulture)}，按总体比例为 {baseBrier.ToString("0.000", CultureInfo.InvariantCulture)}。");
    public string SaidLabel => T("Said", "预测");
    public string CameLabel => T("Came", "实际");
    public string LeadsLabel => T("Leads", "线索");

    public string LeadStageName(LeadStage stage) => stage switch
    {
        LeadStage.New => T("New", "新线索"),
        LeadStage.Contacted => T("Contacted", "已联系"),
        LeadStage.Qualified => T("Qualified", "已确认"),
        LeadStage.Converted => T("Converted", "已转化"),
        _ => T("Dropped", "已放弃"),
    };

    /// <summary>«speaks zh, had 3 open leads, of 4 people».</summary>
    public string OwnerWhy(string why)
    {
        var (language, open, of) = AssignLead.Read(why);
        var load = T($"had {open} open leads, of {of} people", $"当时有 {open} 条进行中的线索，共 {of} 人");
        return language is null ? load : T($"speaks {LanguageName(language)}, {load}", $"会{LanguageName(language)}，{load}");
    }

    public string LeadFieldName(string field) => field switch
    {
        "name" => Name,
        "company" => FieldName("company"),
        "jobTitle" => FieldName("job_title"),
        "email" => Email,
        "phone" => Phone,
        "country" => FieldName("country"),
        "region" => FieldName("region"),
        "source" => LeadSource,
        "language" => FieldName("language"),
        "stage" => Stage,
        "wish" => LeadWish,
        "owner" => OpportunityOwner,
        "reason" => Reason,
        "opportunity" => T("the opportunity has been changed since", "商机已被修改"),
        _ => SalesFault([field])[SalesFault([]).Length..],
    };

    public string LeadFault(IEnumerable<string> fields) => SalesFault([]) + string.Join(T(", ", "、"), fields.Select(LeadFieldName).Distinct());

    /// <summary>«Country: UK», «Stage: Qualified».</summary>
    public string FactorName(OddsFactor factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return $"{LeadFieldName(factor.Field)}: {(factor.Field == "stage" ? LeadStageName(Enum.Parse<LeadStage>(factor.Value, ignoreCase: true)) : factor.Value)}";
    }

    /// <summary>Odds are never 0 or 100 percent.</summary>
    public static string OddsText(double probability) => $"{Math.Clamp(Math.Round(probability * 100), 1, 99).ToString(CultureInfo.InvariantCulture)}%";

    public static string Score(double points) => points.ToString("0.#", CultureInfo.InvariantCulture);
}
