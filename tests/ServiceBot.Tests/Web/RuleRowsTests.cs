using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ServiceBot.Crm.Fields;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Web.Pages.Staff.Reports;

namespace ServiceBot.Tests.Web;

/// <summary>Rules as rows and boxes of a form: what was sent comes back as the rule that it says.</summary>
[TestClass]
public sealed class RuleRowsTests
{
    private static readonly RuleFields Fields = new(CustomerFieldSet.BuiltIn, ["Staff", "员工"], ["4"]);

    [TestMethod]
    [DataRow("frequency >= 1", "", "row-0", "frequency >= 1 and frequency >= 1")]
    [DataRow("frequency >= 1", "", "box-0", "frequency >= 1 and (frequency >= 1 or monetary >= 1)")]
    [DataRow("frequency >= 1 and monetary >= 2", "", "off-0", "monetary >= 2")]
    [DataRow("frequency >= 1", "", "off-0", "everybody")]
    [DataRow("frequency >= 1 and (tag is known or mood > 0)", "", "out-1", "frequency >= 1")]
    [DataRow("frequency >= 1 and (tag is known or mood > 0)", "g0=any&g1=none", "", "frequency >= 1 or not (tag is known or mood > 0)")]
    [DataRow("frequency >= 1", "v0=7&o0=Between&u0=9", "", "frequency between 7 and 9")]
    [DataRow("frequency >= 1", "f0=language", "", "language = en")]
    [DataRow("frequency >= 1", "f0=created", "", "created >= 2026-11-22")]
    [DataRow("frequency >= 1", "f0=segment", "", "in segment \"Staff\"")]
    [DataRow("in segment Staff", "f0=segment&o0=IsNot&v0=员工", "", "not in segment \"员工\"")]
    [DataRow("language = en", "f0=language&o0=IsNot&w0=en&w0=zh", "", "language not in (en, zh)")]
    [DataRow("tag is known", "f0=tag&o0=Is&v0=vip，big spender", "", "tag in (\"vip\", \"big spender\")")]
    [DataRow("not (frequency > 1 and mood > 0)", "", "", "not (frequency > 1 and mood > 0)")]
    [DataRow("not frequency > 1", "", "row-0", "not (frequency > 1 or frequency >= 1)")]
    [DataRow("frequency >= 1", "f0=nothing&o0=Strange&g0=odd", "off-9", "frequency >= 1")]
    public void What_is_clicked_is_the_rule(string rule, string sent, string button, string becomes)
    {
        var rows = new RuleRows(RuleParser.Parse(rule, Fields).Rule!, Fields, new(2026, 11, 22));
        rows.Read(Form(rows, sent));
        rows.Act(button);

        Assert.AreEqual(becomes, RuleText.Of(rows.Rule));
        Assert.IsEmpty(rows.Wrong);
    }

    [TestMethod]
    [DataRow("frequency >= 1", "v0=lots")]
    [DataRow("created >= 2026-01-01", "v0=tomorrow")]
    [DataRow("language = en", "w0=")]
    [DataRow("tag = vip", "v0=")]
    public void What_is_no_value_is_kept_as_it_was_written(string rule, string sent)
    {
        var rows = new RuleRows(RuleParser.Parse(rule, Fields).Rule!, Fields, new(2026, 11, 22));
        rows.Read(Form(rows, sent));

        Assert.HasCount(1, rows.Wrong);
        Assert.AreEqual(RuleText.Of(RuleParser.Parse(rule, Fields).Rule!), RuleText.Of(rows.Rule));
    }

    /// <summary>All that the form of a rule sends as it is, but for what was changed.</summary>
    private static FormCollection Form(RuleRows rows, string changed)
    {
        var fields = new Dictionary<string, StringValues>();
        Add(rows.Root);
        foreach (var one in changed.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).GroupBy(pair => pair[0], pair => pair[1]))
        {
            fields[one.Key] = new([.. one.Where(value => value.Length > 0 || !one.Key.StartsWith('w'))]);
        }

        return new(fields);

        void Add(RulePart part)
        {
            if (part is RuleBox box)
            {
                fields[$"g{box.Index}"] = box.Kind;
                box.Parts.ForEach(Add);
            }
            else if (part is RuleRow { Condition: var condition, Index: var i })
            {
                (fields[$"f{i}"], fields[$"o{i}"]) = (condition.Field.Name, $"{condition.Op}");
                fields[$"w{i}"] = new([.. condition.Values]);
                fields[$"v{i}"] = condition.Op == RuleOp.Between ? condition.Values[0] : string.Join(", ", condition.Values);
            }
        }
    }
}
