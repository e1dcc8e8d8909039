using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lists;

namespace ServiceBot.Tests.Crm.Fields;

[TestClass]
public sealed class OwnFieldTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly CustomerFieldSet Fields = new([
        new() { Key = "x_plan", Kind = FieldKind.Choice, En = "Plan", Zh = "套餐", Choices = ["Gold", "Silver"] },
        new() { Key = "x_seats", Kind = FieldKind.Number, En = "Seats", Zh = "席位" },
        new() { Key = "x_since", Kind = FieldKind.Day, En = "Since", Zh = "起始" },
        new() { Key = "x_vip", Kind = FieldKind.YesNo, En = "VIP", Zh = "贵宾", IsActive = false },
    ]);

    [TestMethod]
    [DataRow("x_plan", "gold", "Gold")]
    [DataRow("x_plan", "bronze", null)]
    [DataRow("x_seats", "１２", "12")]
    [DataRow("x_seats", "-3.50", "-3.5")]
    [DataRow("x_seats", "1e3", null)]
    [DataRow("x_seats", "0.1234567", null)]
    [DataRow("x_seats", "1,200", null)]
    [DataRow("x_since", "2026-02-29", null)]
    [DataRow("x_since", "2028-02-29", "2028-02-29")]
    [DataRow("x_vip", "是", "yes")]
    [DataRow("x_vip", "maybe", null)]
    [DataRow("tag:vip", "yes", "yes")]
    [DataRow("tag:VIP", "yes", null)]
    [DataRow("tag:vip", "gold", null)]
    [DataRow("tag:", "yes", null)]
    [DataRow("x_other", "a", null)]
    public void A_value_is_kept_in_one_form_or_refused_with_the_reason(string field, string text, string? kept)
    {
        Assert.AreEqual(kept is not null, Fields.TryRead(field, text, Now, out var value, out var fault));
        Assert.AreEqual(kept, fault is null ? value : null);
        Assert.AreEqual(kept is null, fault?.Length > 10);
        Assert.IsTrue(!field.StartsWith("x_other", StringComparison.Ordinal) || fault!.Contains("x_plan", StringComparison.Ordinal), "it names those that there are");
    }

    [TestMethod]
    [DataRow("plan", FieldKind.Text, 0, "key")]
    [DataRow("x_Plan", FieldKind.Text, 0, "key")]
    [DataRow("x_", FieldKind.Text, 0, "key")]
    [DataRow("x_plan", FieldKind.Choice, 0, "choices")]
    [DataRow("x_plan", FieldKind.Text, 2, "choices")]
    [DataRow("x_plan", FieldKind.Choice, 2, null)]
    public void A_field_that_would_be_of_no_use_is_refused(string key, FieldKind kind, int choices, string? wrong) =>
        Assert.AreEqual(wrong, new OwnField { Key = key, Kind = kind, En = "Plan", Zh = "套餐", Choices = [.. Enumerable.Range(1, choices).Select(number => $"{number}")] }.Errors().Keys.SingleOrDefault());

    [TestMethod]
    public void Two_numbers_stand_in_the_order_of_their_texts() => Prop.ForAll<int, int, byte>((one, other, scale) =>
    {
        var (a, b) = (one / (decimal)Math.Pow(10, scale % 4), other / (decimal)Math.Pow(10, scale % 3));
        return Math.Sign(string.CompareOrdinal(Text(a), Text(b))) == Math.Sign(a.CompareTo(b));

        static string Text(decimal number) => FacetValue.Of(FieldKind.Number, OwnField.Plain(number));
    }).Check(Config.QuickThrowOnFailure);

    [TestMethod]
    [DataRow("stage=loyal&tag=vip", 2, null)]
    [DataRow("x_seats=10..20&created=2026-01-01..", 2, null)]
    [DataRow("x_seats=..", 0, "x_seats")]
    [DataRow("x_seats=a..3", 0, "x_seats")]
    [DataRow("x_plan=bronze", 0, "x_plan")]
    [DataRow("x_plan=&tag=", 0, null)]
    [DataRow("shoe=41", 0, "shoe")]
    [DataRow("order=size", 0, "order")]
    [DataRow("created=yesterday", 0, "created")]
    public void What_a_list_is_filtered_by_is_read_or_refused_by_name(string query, int filters, string? wrong)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = CustomerFilter.Read(query.Split('&').Select(pair => KeyValuePair.Create(pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..])), Fields, errors);

        Assert.AreEqual((filters, wrong), (filter.Facets.Count, errors.Keys.SingleOrDefault()));
    }
}
