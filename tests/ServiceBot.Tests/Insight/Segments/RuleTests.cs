using ServiceBot.Crm.Fields;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Insight.Segments.Rules;

namespace ServiceBot.Tests.Insight.Segments;

/// <summary>Rules of segments: expressions, the trees that they are parsed into, and of whom they hold.</summary>
[TestClass]
public sealed class RuleTests
{
    private static readonly OwnField Plan = new() { Key = "x_plan", Kind = FieldKind.Choice, En = "Plan", Zh = "套餐", Choices = ["Basic", "Gold plus"] };
    private static readonly OwnField Seats = new() { Key = "x_seats", Kind = FieldKind.Number, En = "Seats", Zh = "席位" };
    private static readonly RuleFields Fields = new(new([Plan, Seats]), ["Staff", "员工", "Big \"spenders\""], ["3", "14"]);

    // The third: who buys more than seldom; the fourteenth: the others.
    private static readonly Dictionary<string, (Clustering, int)> Clusters = new()
    {
        ["3"] = (Two, 0),
        ["14"] = (Two, 1),
    };

    private static Clustering Two => new(["frequency"], [0], [1], [[Math.Log(4)], [Math.Log(1)]], [], [], 2, 0, 0, 0, 1);

    [TestMethod]
    [DataRow("not in cluster 3 and cluster in (3, 14)", "not in cluster 3 and cluster in (3, 14)")]
    [DataRow("recency_days > 60 and (cell in (Champions, Loyal) or monetary >= 500) and not in segment \"Staff\" and tag = \"vip\" and leaving >= 0.4 and language = \"zh\"",
        "recency_days > 60 and (cell in (Champions, Loyal) or monetary >= 500) and not in segment \"Staff\" and tag = \"vip\" and leaving >= 0.4 and language = zh")]
    [DataRow("a_or_b", null)]
    [DataRow("frequency > 1 or frequency < 5 and monetary = 3", "frequency > 1 or (frequency < 5 and monetary = 3)")]
    [DataRow("frequency>1AND monetary<>3", null)]
    [DataRow("frequency>1 AND monetary<>3", "frequency > 1 and monetary != 3")]
    [DataRow("not not frequency > 1", "frequency > 1")]
    [DataRow("not (frequency > 1 or mood is known)", "not (frequency > 1 or mood is known)")]
    [DataRow("not mood is known", "mood is missing")]
    [DataRow("mood is not known", "mood is missing")]
    [DataRow("((frequency > 1))", "frequency > 1")]
    [DataRow("frequency > 1 and (monetary > 2 and refunded > 3)", "frequency > 1 and monetary > 2 and refunded > 3")]
    [DataRow("everybody", "everybody")]
    [DataRow("everybody and frequency > 01.50", "frequency > 1.5")]
    [DataRow("frequency > 1 or everybody", "everybody")]
    [DataRow("monetary between 10 and 20 and frequency > 1", "monetary between 10 and 20 and frequency > 1")]
    [DataRow("created >= 2026-01-31", "created >= 2026-01-31")]
    [DataRow("x_plan = 'gold PLUS' and x_seats > -3", "x_plan = \"Gold plus\" and x_seats > -3")]
    [DataRow("in segment \"Big \\\"spenders\\\"\"", "in segment \"Big \\\"spenders\\\"\"")]
    [DataRow("in segment 员工", "in segment \"员工\"")]
    [DataRow("segment in (Staff, 员工)", "segment in (\"Staff\", \"员工\")")]
    [DataRow("city not in (“北京”，London)", "city not in (\"北京\", \"London\")")]
    [DataRow("recency_days＞60 and （frequency ＝ 1）", "recency_days > 60 and frequency = 1")]
    public void An_expression_becomes_a_rule_and_is_printed_in_one_form(string expression, string? printed)
    {
        var (rule, fault) = RuleParser.Parse(expression, Fields);

        Assert.AreEqual(printed, rule is null ? null : RuleText.Of(rule), $"{fault}");
    }

    [TestMethod]
    [DataRow("", 0, "a field, not, in segment, or an opening parenthesis is expected, but the expression ends.")]
    [DataRow("recency_day > 60", 0, "there is no field “recency_day”; did you mean recency_days?")]
    [DataRow("frequency > 1 and ", 18, "a field, not, in segment, or an opening parenthesis is expected, but the expression ends.")]
    [DataRow("frequency > many", 12, "a number such as 60 or 0.4 is expected, but there is “many”.")]
    [DataRow("frequency >", 11, "a number such as 60 or 0.4 is expected, but the expression ends.")]
    [DataRow("frequency 5", 10, "what is asked of frequency: >= > <= < = != in between is is expected, but there is “5”.")]
    [DataRow("cell = Champion", 7, "there is no value of cell “Champion”; did you mean Champions?")]
    [DataRow("cell > Champions", 5, "that can't be asked of cell. It takes = != in is.")]
    [DataRow("in segment \"Stafff\"", 11, "there is no segment “Stafff”; did you mean Staff?")]
    [DataRow("(frequency > 1", 14, "and, or, or a closing parenthesis is expected, but the expression ends.")]
    [DataRow("frequency > 1)", 13, "and, or, or the end is expected, but there is “)”.")]
    [DataRow("tag = \"vip", 6, "a text begins here and does not end: a quotation mark is missing.")]
    [DataRow("frequency > 1 ; monetary > 2", 14, "“;” stands nowhere in expressions. Texts stand in quotation marks.")]
    [DataRow("created > 2026-02-30", 10, "a day such as 2026-11-22 is expected, but there is “2026-02-30”.")]
    [DataRow("language = de", 11, "there is no value of language “de”; there are en, zh.")]
    [DataRow("monetary between 10 or 20", 20, "and, and the most is expected, but there is “or”.")]
    public void What_is_wrong_is_said_with_its_place_what_was_expected_and_what_was_meant(string expression, int at, string text)
    {
        var (rule, fault) = RuleParser.Parse(expression, Fields);

        Assert.IsNull(rule);
        Assert.AreEqual((at, text), (fault!.At, fault.En));
        Assert.IsFalse(string.IsNullOrEmpty(fault.Zh));
    }

    [TestMethod]
    public void A_rule_that_is_printed_and_parsed_is_the_same_rule_and_holds_of_the_same()
    {
        var random = new Random(22);
        var book = RuleBook.Of([A(1, "Staff", "员工", "frequency > 2"), A(2, "Big \"spenders\"", "大客户", "not in segment Staff")], new([Plan, Seats]), Clusters);
        for (var i = 0; i < 3_000; i++)
        {
            var rule = Random(random, book.Fields, depth: 3);
            var text = RuleText.Of(rule);
            var (parsed, fault) = RuleParser.Parse(text, book.Fields);

            Assert.IsNotNull(parsed, $"{text}: {fault}");
            Assert.AreEqual(text, RuleText.Of(parsed));
            Assert.AreEqual(Shape(rule), Shape(parsed), text);
            var (one, other) = (book.Compile(rule), book.Compile(parsed));
            for (var j = 0; j < 5; j++)
            {
                var subject = Somebody(random);
                Assert.AreEqual(one(subject), other(subject), text);
                Assert.AreEqual(one(subject), RuleReason.Of(rule, book, subject).Holds, text);
                Assert.AreNotEqual(one(subject), book.Compile(Rule.Not(rule))(subject), $"not ({text})");
            }
        }
    }

    [TestMethod]
    public void Anything_at_all_is_a_rule_or_has_a_fault_within_it()
    {
        var random = new Random(23);
        string[] pieces = ["(", ")", "and", "or", "not", "in", "segment", "\"", "Staff", "cell", "=", ">", "frequency", "5", "-", "between", "is", "known", ",", "，", "𠮷", "\\", "everybody", "2026-01-01", " "];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
            var (rule, fault) = RuleParser.Parse(text, Fields);

            Assert.IsTrue(rule is not null ^ fault is not null, text);
            Assert.IsTrue(fault is null || (fault.At >= 0 && fault.At + fault.Length <= text.Length), text);
        }

        Assert.IsNotNull(RuleParser.Parse(string.Concat(Enumerable.Repeat("not (", 700)) + "everybody", Fields).Fault, "nested deep");
        Assert.IsNotNull(RuleParser.Parse(new('x', 5_000), Fields).Fault, "long");
    }

    [TestMethod]
    [DataRow("frequency >= 3", true)]
    [DataRow("frequency > 3", false)]
    [DataRow("mood > 0 or not mood > 0", true)]
    [DataRow("mood < 0 or mood >= 0", false)]
    [DataRow("mood is missing", true)]
    [DataRow("mood != 0", true)]
    [DataRow("leaving between 0.4 and 0.5", true)]
    [DataRow("cell in (Loyal, AtRisk)", true)]
    [DataRow("tag = VIP and tag = \"big spender\"", true)]
    [DataRow("tag != vip", false)]
    [DataRow("tag not in (a, b)", true)]
    [DataRow("city = 北京", false)]
    [DataRow("city is missing", true)]
    [DataRow("x_seats > 9 and x_seats <= 10", true)]
    [DataRow("x_seats > -5", true)]
    [DataRow("x_plan = \"gold plus\"", true)]
    [DataRow("created < 2026-01-02 and created > 2025-12-31", true)]
    [DataRow("in segment Staff", true)]
    [DataRow("in cluster 3", true)]
    [DataRow("in cluster 14", false)]
    [DataRow("segment not in (Staff)", false)]
    public void A_rule_asks_what_it_says(string expression, bool holds)
    {
        var book = RuleBook.Of([A(1, "Staff", "员工", "frequency > 2")], new([Plan, Seats]), Clusters);
        var figures = Enumerable.Repeat(double.NaN, Feature.All.Count).ToArray();
        figures[Feature.IndexOf("frequency")] = 3;
        var subject = new RuleSubject(Guid.Empty, figures, 0.45, "AtRisk", new Dictionary<string, List<string>>
        {
            ["tag"] = ["big spender", "vip"],
            ["x_seats"] = [ServiceBot.Crm.Lists.FacetValue.Of(FieldKind.Number, "10")],
            ["x_plan"] = ["gold plus"],
            ["created"] = ["2026-01-01"],
        });
        var (rule, fault) = RuleParser.Parse(expression, book.Fields);

        Assert.IsNotNull(rule, $"{fault}");
        Assert.AreEqual(holds, book.Compile(rule)(subject));
        Assert.AreEqual("10", book.ValueOf((Rule.Condition)RuleParser.Parse("x_seats = 1", book.Fields).Rule!, subject));
    }

    [TestMethod]
    public void No_rule_asks_about_itself_by_however_many_others()
    {
        var book = RuleBook.Of([A(1, "A", "甲", "frequency > 1"), A(2, "B", "乙", "in segment A"), A(3, "C", "丙", "frequency > 2 or not in segment 乙")], CustomerFieldSet.BuiltIn, Clusters);

        Assert.AreEqual("C → 乙 → A", string.Join(" → ", book.CycleOf(RuleParser.Parse("in segment C", book.Fields).Rule!, 1) ?? []));
        Assert.AreEqual("A", string.Join(" → ", book.CycleOf(RuleParser.Parse("in segment A", book.Fields).Rule!, 1) ?? []));
        Assert.IsNull(book.CycleOf(RuleParser.Parse("in segment A and in segment B", book.Fields).Rule!, 3));
    }

    private static Segment A(long id, string en, string zh, string rule) =>
        new() { Id = id, En = en, Zh = zh, Rule = rule, IsUsed = true, Holdout = 0, Version = 1, ChangedBy = "system", ChangedAt = DateTimeOffset.UnixEpoch };

    private static string Shape(Rule rule) => rule switch
    {
        Rule.Group group => $"{(group.IsAll ? "all" : "any")}[{string.Join(' ', group.Parts.Select(Shape))}]",
        Rule.Opposite opposite => $"not[{Shape(opposite.Of)}]",
        Rule.Condition one => $"{one.Field.Name}:{one.Op}:{string.Join('|', one.Values)}",
        _ => "",
    };

    private static Rule Random(Random random, RuleFields fields, int depth) => (depth == 0 ? 0 : random.Next(4)) switch
    {
        1 => Rule.All(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Random(random, fields, depth - 1))),
        2 => Rule.Any(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Random(random, fields, depth - 1))),
        3 => Rule.Not(Random(random, fields, depth - 1)),
        _ => Condition(random, fields.All[random.Next(fields.All.Count)]),
    };

    private static Rule.Condition Condition(Random random, RuleField field)
    {
        var op = field.Ops[random.Next(field.Ops.Count)];
        var count = op switch { RuleOp.Known or RuleOp.Missing => 0, RuleOp.Between => 2, RuleOp.Is or RuleOp.IsNot => random.Next(1, 4), _ => 1 };
        var values = Enumerable.Range(0, count).Select(_ => field.Read(field.Kind switch
        {
            RuleFieldKind.Number => $"{random.Next(-50, 50)}.{random.Next(100)}",
            RuleFieldKind.Day => $"202{random.Next(10)}-0{random.Next(1, 10)}-1{random.Next(10)}",
            RuleFieldKind.Text => new[] { "vip", "a \"b\" \\c", "北京", "and", "it's", "x，y", "＂", "“" }[random.Next(8)],
            _ => field.Words[random.Next(field.Words.Count)],
        })!);
        return new(field, op, [.. op == RuleOp.Between ? values : values.Distinct()]);
    }

    private static RuleSubject Somebody(Random random) => new(
        Guid.Empty,
        [.. Feature.All.Select(_ => random.Next(3) == 0 ? double.NaN : random.Next(-50, 50))],
        random.NextDouble(),
        random.Next(2) == 0 ? null : "Loyal",
        new Dictionary<string, List<string>> { ["tag"] = ["vip", "x,y"], ["city"] = ["北京"], ["created"] = ["2026-05-05"] });
}
