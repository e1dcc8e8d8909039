using System.Globalization;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of products, prices, opportunities and forecasts.</summary>
public sealed partial class StaffWords
{
    public string Products => T("Products and prices", "产品与价格");
    public string ProductLabel => T("Product", "产品");
    public string NewProduct => T("New product", "新建产品");
    public string NoProducts => T("There is no product yet.", "暂无产品。");
    public string RecordName => T("Name", "名称");
    public string ProductCode => T("Code", "编码");
    public string EnglishName => T("English name", "英文名称");
    public string ChineseName => T("Chinese name", "中文名称");
    public string UnitLabel => T("Unit", "单位");
    public string IsSold => T("It is sold", "在售");
    public string NotSoldAnyMore => T("not sold", "已停售");
    public string PriceBooks => T("Price books", "价目表");
    public string PriceBook => T("Price book", "价目表");
    public string NewPriceBook => T("New price book", "新建价目表");
    public string NoPriceBooks => T("There is no price book yet.", "暂无价目表。");
    public string CurrencyLabel => T("Currency", "货币");
    public string Prices => T("Prices", "价格");
    public string NoPrices => T("There is no price yet.", "暂无价格。");
    public string PriceEach => T("Price of one", "单价");
    public string FromQuantity => T("From quantity", "起订数量");
    public string AddPrice => T("Set price", "设置价格");
    public string QuantityLabel => T("Quantity", "数量");
    public string OpenEnded => T("Empty: without an end.", "留空表示不限。");
    public string WhatItCosts => T("What it costs", "价格查询");
    public string OnDay => T("On day", "日期");
    public string Rates => T("Exchange rates", "汇率");
    public string RateLabel(string home) => T($"One unit in {home}", $"1 单位折合 {home}");
    public string RateFrom => T("From day", "生效日");
    public string NoRates(string home) => T($"There is no rate yet: what is not in {home} counts for nothing in forecasts.", $"暂无汇率：非 {home} 的商机不计入预测。");
    public string SetRate => T("Set rate", "设置汇率");

    public string Opportunities => T("Opportunities", "商机");
    public string Opportunity => T("Opportunity", "商机");
    public string Board => T("Board", "看板");
    public string ListLabel => T("List", "列表");
    public string Pipeline => T("Pipeline", "销售流程");
    public string Pipelines => T("Pipelines", "销售流程");
    public string PipelinesLead => T("A change makes a new version; opportunities stay in theirs until they are moved.", "修改后生成新版本；商机在移动前保留原版本。");
    public string NewPipeline => T("New pipeline", "新建销售流程");
    public string PipelineStages => T("Stages", "阶段");
    public string PipelineHint => T("One stage of what is won, one of what is lost, and at least one that is open. A key stays the same in every version; empty it to leave a stage out.", "须有一个赢单阶段、一个输单阶段和至少一个进行中阶段。代码在各版本中保持不变；清空代码即删除该阶段。");
    public string StageKey => T("Key", "代码");
    public string Place => T("Place", "顺序");
    public string VersionLabel => T("Version", "版本");
    public string NewOpportunity => T("New opportunity", "新建商机");
    public string NoOpportunities => T("There is none.", "暂无商机。");
    public string OpportunityTitle => T("What it is about", "内容");
    public string AmountLabel => T("Amount", "金额");
    public string CloseDay => T("Expected to be decided", "预计成交日");
    public string OpportunityOwner => T("Owner", "负责人");
    public string ProbabilityLabel => T("Probability", "赢率");
    public string OwnProbability => T("Your judgement, in percent", "自行判断的赢率（%）");
    public string OwnProbabilityHint => T("Empty: as is learned from others.", "留空则按历史数据推算。");
    public string AmountOfLines => T("The sum of its products.", "为所含产品之和。");
    public string Stage => T("Stage", "阶段");
    public string MoveToStage => T("Move to", "移至");
    public string MoveButton => T("Move", "移动");
    public string Reason => T("Reason", "原因");
    public string ReasonHint => T("What is lost needs one.", "输单必须填写。");
    public string MoveOn(string title, string stage) => T($"Move {title} to {stage}", $"将 {title} 移至{stage}");
    public string LinesTitle => T("Products in it", "包含的产品");
    public string AddLine => T("Add product", "添加产品");
    public string TypedPrice => T("Typed price", "手动填写单价");
    public string OpenState => T("Open", "进行中");
    public string WonState => T("Won", "赢单");
    public string LostState => T("Lost", "输单");
    public string AllOfThem => T("All", "全部");
    public string Everybody => T("Everybody", "所有人");
    public string FilterLabel => T("Filter", "筛选");
    public string RecordChanged => T("Not done: somebody changed it since you looked.", "未完成：在此期间已被他人修改。");
    public string ShowAll(long count) => T($"All {count}", $"全部 {count} 个");

    public string Forecast => T("Forecast", "预测");
    public string ForecastLead(DateOnly from, DateOnly until) => T($"{DayOf(from)} to {DayOf(until)}", $"{DayOf(from)}至 {DayOf(until)}");
    public string WonSoFar => T("Won", "已赢单");
    public string OpenWeighted => T("Open, weighted", "进行中（加权）");
    public string Expected => T("Expected", "预期合计");
    public string Spread => T("Standard deviation", "标准差");
    public string Likely(int percent) => T($"P{percent}: no more with {percent}%", $"P{percent}：{percent}% 概率不超过");
    public string OverdueOpen(int count) => T($"{count} open ones should have been decided before, and are not in it.", $"另有 {count} 个进行中的商机已过预计成交日，未计入。");
    public string WithoutRate(IEnumerable<string> numbers) => T("Not counted, as their currency has no rate: ", "以下商机的货币没有汇率，未计入：") + string.Join(", ", numbers);
    public string RatesOf(DateOnly day) => T($"Other currencies count at the rates of {DayOf(day)}.", $"其他货币按 {DayOf(day)}的汇率折算。");
    public string Distribution => T("What it may come out as", "可能的结果");
    public string AtLeast => T("At least", "不低于");
    public string Chance => T("Chance", "概率");
    public string WhatIfTitle => T("What if", "假设分析");
    public string WhatIfLead => T("Nothing is saved.", "不会保存任何内容。");
    public string AskButton => T("Compute", "计算");
    public string WinRateOf => T("Win rate of a stage", "阶段赢率");
    public string PricesBy => T("All prices by percent", "全部价格变动（%）");
    public string NewValue => T("New value", "新值");
    public string WhatChanges => T("What changes", "变更内容");
    public string Contribution => T("Contributes", "贡献");
    public string AsItIs => T("As it is", "当前");
    public string AsItWouldBe => T("As it would be", "变更后");
    public string Difference => T("Difference", "差额");
    public string WhatIfFault => T("Look again: an opportunity looks like O-000123, a day like 2026-12-31, and no two changes are about the same.", "请检查：商机编号如 O-000123，日期如 2026-12-31，且同一项目不能重复变更。");
    public string SalesHistoryTitle => T("Funnel and past forecasts", "漏斗与历史预测");
    public string FunnelTitle => T("Funnel", "漏斗");
    public string FunnelHint => T("Of those that entered a stage in this time, how many ever came so far, or farther.", "在此期间进入某阶段的商机中，最终到达后续阶段的数量。");
    public string Entered => T("Entered", "进入");
    public string BackTestTitle => T("Past forecasts", "历史预测检验");
    public string BackTestHint => T("What would have been expected on the first of each month, of what was open then and expected to be decided in it; and what those brought by its end.", "按每月月初已知的信息预测当月应成交的商机，并与月底实际成交额比较。");
    public string Month => T("Month", "月份");
    public string Actual => T("Came", "实际");
    public string Bias => T("Bias", "偏差");
    public string MapeLabel => T("Mean error", "平均误差");
    public string PinballLabel => T("Pinball loss", "分位损失");
    public string CoverageLabel => T("Months between P10 and P90", "落在 P10–P90 的月份");
    public string NoMonths => T("No month has ended in which something was expected.", "尚无可检验的月份。");
    public string Covered => T("yes", "是");
    public string NotCovered => T("no", "否");

    public string NameOf(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return T(product.En, product.Zh);
    }

    public string NameOf(Pipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return T(pipeline.En, pipeline.Zh);
    }

    public string NameOf(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return T(stage.En, stage.Zh);
    }

    public string StateName(StageKind state) => state switch { StageKind.Won => WonState, StageKind.Lost => LostState, _ => OpenState };

    /// <summary>«1,234.50 USD».</summary>
    public static string Money(decimal amount, string currency)
    {
        var rounded = Currency.Round(amount, currency);
        return $"{rounded.ToString(rounded == decimal.Truncate(rounded) ? "N0" : $"N{Currency.Decimals(currency)}", CultureInfo.InvariantCulture)} {currency}";
    }

    /// <summary>A price of one, which may be finer than what can be paid.</summary>
    public static string Fine(decimal number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    public static string Percent(decimal share) => $"{(share * 100).ToString("0.#", CultureInfo.InvariantCulture)}%";

    /// <summary>«64%, of 30 closed», «35%, judged».</summary>
    public string ProbabilityOf(WinProbability probability)
    {
        ArgumentNullException.ThrowIfNull(probability);
        var percent = Percent(probability.Value);
        return probability.Source switch
        {
            ProbabilitySource.Own => T($"{percent}, judged", $"{percent}（自行判断）"),
            ProbabilitySource.Learned => T($"{percent}, learned: {probability.Won} of {probability.Closed} were won", $"{percent}（历史：{probability.Closed} 个中赢单 {probability.Won} 个）"),
            ProbabilitySource.Stage => T($"{percent}, as the stage says", $"{percent}（阶段默认）"),
            _ => percent,
        };
    }

    public string PriceText(PriceOutcome outcome, string currency) => outcome switch
    {
        PriceOutcome.Priced priced => T($"{Money(priced.Total, currency)} ({Fine(priced.Each)} each)", $"{Money(priced.Total, currency)}（单价 {Fine(priced.Each)}）"),
        PriceOutcome.NotSold => T("The product is not sold any more", "产品已停售"),
        PriceOutcome.NotYetValid early => T($"Valid from {DayOf(early.From)}", $"{DayOf(early.From)}起生效"),
        PriceOutcome.NoLongerValid late => T($"Was valid until {DayOf(late.Until)}", $"{DayOf(late.Until)}已失效"),
        PriceOutcome.TooFew few => T($"From {Fine(few.Least)} on", $"{Fine(few.Least)} 起售"),
        _ => T("No price", "无价格"),
    };

    /// <summary>«1 Jan 2026 – 31 Dec 2026».</summary>
    public string Validity(PriceBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return (book.From, book.Until) switch
        {
            (null, null) => T("always", "始终有效"),
            ({ } from, null) => T($"from {DayOf(from)}", $"{DayOf(from)}起"),
            (null, { } until) => T($"until {DayOf(until)}", $"至 {DayOf(until)}"),
            ({ } from, { } until) => $"{DayOf(from)} – {DayOf(until)}",
        };
    }

    /// <summary>What is wrong with a record of sales, by the fields that are.</summary>
    public string SalesFault(IEnumerable<string> fields) => T("Look again: ", "请检查：") + string.Join(T(", ", "、"), fields.Select(field => field.Split('[', ']', '.') switch
    {
        ["code"] => ProductCode,
        ["en"] => EnglishName,
        ["zh"] => ChineseName,
        ["unit"] => UnitLabel,
        ["name"] => RecordName,
        ["currency"] => CurrencyLabel,
        ["until"] => LastDay,
        ["closeDay"] => CloseDay,
        ["validUntil"] => ValidUntil,
        ["discount"] => DiscountPercent,
        ["book"] => PriceBook,
        ["approver"] => ApprovedByOther,
        ["note"] => RemarkLabel,
        ["rate"] => Rates,
        ["title"] => OpportunityTitle,
        ["amount"] => AmountLabel,
        ["probability"] => ProbabilityLabel,
        ["customer"] => Customer,
        ["owner"] => OpportunityOwner,
        ["reason"] => Reason,
        ["stage"] => Stage,
        ["pipeline"] => Pipeline,
        ["stages", ..] => PipelineStages,
        ["lines", ..] => LinesTitle,
        _ => Prices,
    }).Distinct());

    /// <summary>A state that an opportunity was in.</summary>
    public string ChangeOf(OpportunityChange change, Pipeline? pipeline, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(change);
        var stage = pipeline?.Find(change.Stage) is { } known ? NameOf(known) : change.Stage;
        var what = $"{stage} · {Money(change.Amount, change.Currency)} · {DayOf(change.CloseDay)}{(change.Probability is { } own ? $" · {own}%" : null)}";
        return change.Entered ? T($"{Who(change.Who, staff)}: moved to {what}", $"{Who(change.Who, staff)}：移至 {what}") : T($"{Who(change.Who, staff)}: {what}", $"{Who(change.Who, staff)}：{what}");
    }
}
