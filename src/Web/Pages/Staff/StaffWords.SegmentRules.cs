using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Segments.Clusters;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Insight.Segments.Rules;
using Feature = ServiceBot.Insight.Features.Feature;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of segments that follow a rule.</summary>
public sealed partial class StaffWords
{
    public string Segment => T("Segment", "分群");
    public string OwnSegments => T("Own segments", "自定义分群");
    public string OwnSegmentsLead => T("Who is in one follows its rule, within about a second after something happens with them. Whoever refuses profiling is in none.", "成员随规则变化，事件发生后约一秒内更新。拒绝画像的客户不在任何分群中。");
    public string OwnSegmentsNone => T("There are none yet.", "还没有自定义分群。");
    public string NewSegment => T("New segment", "新建分群");
    public string SegmentRule => T("Rule", "规则");
    public string SegmentUnused => T("not in use", "未启用");
    public string SegmentUsed => T("In use", "启用");
    public string SegmentHeldOut => T("held out", "对照");
    public string SegmentHoldsOut(double share) => T($"{Share(share)} held out", $"{Share(share)} 为对照");
    public string SegmentHoldout => T("Held out, per cent", "对照比例（%）");
    public string SegmentHoldoutHint => T("Of those in it, always the same: with them nothing is to be done, so that one sees what would have been anyway.", "成员中固定的一部分，不对其采取行动，用于对比效果。");
    public string SegmentTag => T("Tag", "标签");
    public string SegmentTagHint => T("Whoever comes in gets it, and loses it when they leave; on their page it says that the segment put it on.", "进入分群时添加、离开时移除，并注明来自分群。");
    public string SegmentFilling => T("Everybody is being looked at.", "正在计算成员。");
    public string SegmentCount(long count) => T(count == 1 ? "1 customer" : $"{count:N0} customers", $"{count:N0} 位客户");
    public string SegmentChangedBy(string who, DateTimeOffset at) => T($"{who}, {Ago(at)}", $"{who}，{Ago(at)}");
    public string SegmentBroken(RuleFault fault) => T($"The rule can't be read any more, so nobody is in it. {RuleFaultText(fault)}", $"规则已无法读取，因此没有成员。{RuleFaultText(fault)}");
    public string SegmentWho => T("Who is in it", "成员规则");
    public string SegmentExpression => T("The same as an expression", "等同的表达式");
    public string SegmentExpressionHint => T("If you change it here, this counts and not what stands above. Signs: and, or, not, = != < <= > >=, in (…), between … and …, is known, is missing, in segment \"…\".", "在此修改后以此为准。可用：and、or、not、= != < <= > >=、in (…)、between … and …、is known、is missing、in segment \"…\"。");
    public string SegmentPreview => T("Count", "计算人数");
    public string SegmentPreviewed(long count, long of) => T($"{count:N0} of {of:N0} customers", $"{of:N0} 位客户中的 {count:N0} 位");
    public string SegmentSample => T("Some of them", "部分客户");
    public string SegmentWhy => T("Why is somebody in it?", "为什么在此分群？");
    public string SegmentWhyOf => T("E-mail, phone or number", "邮箱、电话或客户号");
    public string SegmentIsIn(bool isIn) => isIn ? T("is in it", "在分群中") : T("is not in it", "不在分群中");
    public string SegmentRefused => T("refuses profiling", "已拒绝画像");
    public string SegmentNobody => T("There is no such customer.", "没有该客户。");
    public string SegmentMembers => T("Members", "成员");
    public string SegmentSince => T("since", "加入于");
    public string SegmentVersions => T("What the rule was", "规则历史");
    public string SegmentDelete => T("Delete the segment", "删除分群");
    public string SegmentGoneAway => T("There is no such segment.", "没有该分群。");
    public string SegmentConflict => T("Somebody else has changed it meanwhile. Load the page again.", "他人已修改，请重新加载页面。");
    public string SegmentNamed(IReadOnlyList<string> by) => T($"Rules of other segments name it: {string.Join(", ", by)}. Change these first.", $"其他分群的规则引用了它：{string.Join("、", by)}，请先修改。");
    public string RuleAddRow => T("Add a condition", "添加条件");
    public string RuleAddBox => T("Add a group", "添加条件组");
    public string RuleBoxLabel(int at) => T($"Group {at + 1}", $"条件组 {at + 1}");
    public string RuleFieldLabel(int at) => T($"Condition {at + 1}: what", $"条件 {at + 1}：字段");
    public string RuleOpLabel(int at) => T($"Condition {at + 1}: how", $"条件 {at + 1}：判断");
    public string RuleValueLabel(int at) => T($"Condition {at + 1}: value", $"条件 {at + 1}：值");
    public string RuleMostLabel(int at) => T($"Condition {at + 1}: the most", $"条件 {at + 1}：上限");
    public string RuleRemove(int at) => T($"Remove condition {at + 1}", $"移除条件 {at + 1}");
    public string RuleHolds(bool holds) => holds ? T("holds", "符合") : T("does not", "不符");
    public string RuleTheirs(string value) => T($"theirs: {value}", $"实际：{value}");
    public string RuleNothing => T("theirs: nothing", "实际：无");
    public string RuleWrongValue(IReadOnlyList<RuleField> fields) => T($"Look again at what stands beside {string.Join(", ", fields.Select(RuleFieldName))}: it is no value of it.", $"请检查{string.Join("、", fields.Select(RuleFieldName))}的值。");

    public string Clusters => T("Clusters", "聚类");
    public string Cluster => T("Cluster", "聚类");
    public string ClustersLead => T("Groups that customers who have bought fall into by themselves, by how long, lately, often and much they buy and how much they ask (k-means on standardised logarithms); looked for anew every day. A segment that names one keeps it as it was.", "已下单客户按建档时长、最近购买、次数、金额和往来自然形成的群组（对数标准化后的 k-means），每天重新计算。引用聚类的分群保留其当时的定义。");
    public string ClustersNone => T("None have been found yet: it takes fifty customers who have bought.", "尚未找到聚类：至少需要五十位下过单的客户。");
    public string ClusterTraits => T("What is unusual in it", "与众不同之处");
    public string ClusterSave => T("Make it a segment", "存为分群");
    public string ClusterTrials => T("Why so many", "数量的选择");
    public string ClusterSilhouette => T("How far apart (silhouette)", "轮廓系数");
    public string ClusterStability => T("How they come again (Rand index)", "稳定性（兰德指数）");
    public string ClusterTaken => T("taken", "采用");
    public string ClusterOutliers(int count) => T($"{count:N0} like no others (DBSCAN)", $"{count:N0} 位与众不同（DBSCAN）");

    public string ClustersFound(Clustering clusters, string when)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        var stable = clusters.Taken.Stability;
        return T(
            $"{clusters.Centres.Length} clusters among {clusters.Customers:N0} customers, {when}. {(stable >= 0.9 ? "They come again from parts of the customers: they are there." : stable >= 0.8 ? "They mostly come again from parts of the customers." : "From parts of the customers others come out: take them as a cut through a crowd, not as groups that are there.")}",
            $"{clusters.Customers:N0} 位客户中的 {clusters.Centres.Length} 个聚类，{when}。{(stable >= 0.9 ? "用部分客户重算结果一致，聚类确实存在。" : stable >= 0.8 ? "用部分客户重算结果基本一致。" : "用部分客户重算结果不同，仅为划分，并非真实存在的群组。")}");
    }

    /// <summary>What is unusual in a cluster, in words.</summary>
    public string ClusterTrait(ClusterTrait trait)
    {
        ArgumentNullException.ThrowIfNull(trait);
        var (much, name) = (Math.Abs(trait.Deviations), FeatureName(trait.Feature));
        var (en, zh) = much < 0.25 ? ("as usual", "与平均相当") : (trait.Deviations > 0, much < 1) switch { (true, true) => ("more", "偏高"), (true, false) => ("far more", "明显偏高"), (false, true) => ("less", "偏低"), _ => ("far less", "明显偏低") };
        return T($"{name}: {en}, {FeatureText(trait.Mean)} ({Usually(FeatureText(trait.Usual))})", $"{name}：{zh}，{FeatureText(trait.Mean)}（{Usually(FeatureText(trait.Usual))}）");
    }

    public string NameOf(Segment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return T(segment.En, segment.Zh);
    }

    /// <summary>What is wrong with an expression, and where.</summary>
    public string RuleFaultText(RuleFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return T($"Character {fault.At + 1}: {fault.En}", $"第 {fault.At + 1} 个字符：{fault.Zh}");
    }

    /// <summary>What is wrong with a segment.</summary>
    public string SegmentFault(IReadOnlyDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return string.Join(' ', errors.Select(error => $"{error.Key switch { "en" => EnglishName, "zh" => ChineseName, "holdout" => SegmentHoldout, "tag" => SegmentTag, _ => SegmentRule }}: {SegmentFaultText(error.Key, error.Value[0])}"));
    }

    public string RuleBoxKind(string kind) => kind switch
    {
        "all" => T("all of these hold", "全部符合"),
        "any" => T("any of these holds", "符合任一"),
        "none" => T("none of these holds", "全不符合"),
        _ => T("not all of these hold", "不全符合"),
    };

    public string RuleOpName(RuleOp op, RuleFieldKind kind) => op switch
    {
        RuleOp.Is => kind is RuleFieldKind.Number or RuleFieldKind.Day ? T("is", "等于") : T("is any of", "是其中之一"),
        RuleOp.IsNot => kind is RuleFieldKind.Number or RuleFieldKind.Day ? T("is not", "不等于") : T("is none of", "不是其中任何"),
        RuleOp.Above => T("more than", "大于"),
        RuleOp.AtLeast => T("at least", "至少"),
        RuleOp.Below => T("less than", "小于"),
        RuleOp.AtMost => T("at most", "至多"),
        RuleOp.Between => T("between", "介于"),
        RuleOp.Known => T("is known", "有值"),
        _ => T("is missing", "无值"),
    };

    public string RuleFieldName(RuleField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return T(field.En, field.Zh);
    }

    public string RuleFieldGroup(RuleField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Feature.All.Any(figure => figure.Name == field.Name) ? Figures360
            : field.Name is RuleField.Leaving or RuleField.Cell or RuleField.Cluster ? T("Scores", "评分")
            : field.Name == RuleField.Segment ? Segments
            : field.Name.StartsWith(OwnField.Prefix, StringComparison.Ordinal) ? OwnFields
            : Customer;
    }

    /// <summary>A word that a field can have.</summary>
    public string RuleWord(RuleField field, string word)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Name switch
        {
            RuleField.Cell => CellName(Enum.Parse<RfmCell>(word)),
            "stage" => StageName(Enum.Parse<LifecycleStage>(word, ignoreCase: true)),
            "language" => LanguageName(word),
            "party" => PartyName(word),
            _ => YesNo(word),
        };
    }

    private string SegmentFaultText(string field, string en) => field switch
    {
        "rule" => en,
        "holdout" => T(en, "应为 0 到 90。"),
        "tag" => T(en, "请使用小写字母，1 到 40 个字符，不含逗号。"),
        _ => T(en, en.StartsWith("Another", StringComparison.Ordinal) ? "该名称已被使用。" : "请填写 1 到 60 个字符。"),
    };
}
