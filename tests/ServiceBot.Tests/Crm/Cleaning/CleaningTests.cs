using ServiceBot.Crm.Cleaning;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Tests.Crm.Cleaning;

[TestClass]
public sealed class CleaningTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("020 7946 0018", "GB", "+442079460018", "GB", "+44 20 7946 0018")]
    [DataRow("+44 (0)20 7946 0018", null, "+442079460018", "GB", "+44 20 7946 0018")]
    [DataRow("0044 20 7946 0018 ext. 12", "DE", "+442079460018", "GB", "+44 20 7946 0018")]
    [DataRow("138 0013 8000", "CN", "+8613800138000", "CN", "+86 138 0013 8000")]
    [DataRow("86 138 0013 8000", "CN", "+8613800138000", "CN", "+86 138 0013 8000")]
    [DataRow("＋８６ １３８００１３８０００", null, "+8613800138000", "CN", "+86 138 0013 8000")]
    [DataRow("010-6552 9988 转 204", "CN", "+861065529988", "CN", "+86 10 6552 9988")]
    [DataRow("(415) 555-2671", "US", "+14155552671", "US", "+1 415 555 2671")]
    [DataRow("1-264-235-1234", "US", "+12642351234", "AI", "+1 264 235 1234")]
    [DataRow("9123 4567", "HK", "+85291234567", "HK", "+852 9123 4567")]
    [DataRow("030 901820", "DE", "+4930901820", "DE", "+49 30 901820")]
    [DataRow("06 698 7654 3", "IT", "+390669876543", "VA", "+39 06 6987 6543")]
    [DataRow("+7 771 000 9998", null, "+77710009998", "KZ", "+7 771 000 9998")]
    public void Numbers_are_read_as_people_dial_them(string text, string? home, string e164, string country, string? international)
    {
        Assert.IsTrue(PhoneNumber.TryParse(text, home, out var number));
        Assert.AreEqual((e164, country), (number.E164, number.Country));
        Assert.AreEqual(international ?? number.International, number.International);
    }

    [TestMethod]
    [DataRow("020 7946 0018", null)]
    [DataRow("+44 20 7946", null)]
    [DataRow("+999 1234567", null)]
    [DataRow("123", "GB")]
    [DataRow("call me", "GB")]
    [DataRow("+1 555 01", null)]
    [DataRow("000000000", "CN")]
    [DataRow("", "CN")]
    [DataRow("020 7946 0018", "XX")]
    public void What_no_country_has_is_no_number(string text, string? home) => Assert.IsFalse(PhoneNumber.TryParse(text, home, out _));

    [TestMethod]
    [DataRow("ANN LEE", "Ann Lee")]
    [DataRow("jean-luc de la tour", "Jean-Luc de la Tour")]
    [DataRow("o'brien, mary", "Mary O'Brien")]
    [DataRow("MCDONALD", "McDonald")]
    [DataRow("Dr. Ludwig van Beethoven", "Ludwig van Beethoven")]
    [DataRow("Ann Lee, Jr.", "Ann Lee, Jr.")]
    [DataRow("陈 美玲", "陈美玲")]
    [DataRow("陈美玲女士", "陈美玲")]
    [DataRow("王小姐", "王小姐")]
    [DataRow("Wong Ka-yan", "Wong Ka-yan")]
    [DataRow("e. e. cummings", "E. E. Cummings")]
    public void Names_are_written_as_people_write_them(string name, string tidy)
    {
        Assert.AreEqual(tidy, PersonName.Tidy(name));
        Assert.AreEqual(tidy, PersonName.Tidy(tidy), "what is tidy stays");
    }

    [TestMethod]
    [DataRow("ann@gmial.com", "ann@gmail.com")]
    [DataRow("ann@gmail.con", "ann@gmail.com")]
    [DataRow("ann@hotmai.com", "ann@hotmail.com")]
    [DataRow("li@qq.con", "li@qq.com")]
    [DataRow("li@harborline.con", "li@harborline.com")]
    [DataRow("ann@mail.com", null)]
    [DataRow("ann@gmail.com", null)]
    [DataRow("ann@example.com", null)]
    public void Addresses_one_slip_from_what_everybody_knows_are_found(string address, string? meant) => Assert.AreEqual(meant, EmailSlip.Find(address)?.Address);

    [TestMethod]
    public void Countries_have_a_code_by_all_their_names()
    {
        foreach (var (name, code) in new[] { ("United Kingdom", "GB"), ("great britain", "GB"), ("中国", "CN"), ("香港", "HK"), ("U.S.A.", "US"), ("de", "DE"), ("Côte d'Ivoire", "CI") })
        {
            Assert.AreEqual(code, CountryTable.CodeOf(name) ?? name, name);
        }

        Assert.IsNull(CountryTable.CodeOf("Atlantis"));
        Assert.AreEqual(("Germany", "德国"), (CountryTable.NameOf("DE", "en"), CountryTable.NameOf("DE", "zh")));
    }

    [TestMethod]
    public void A_review_says_what_could_be_better_what_it_should_be_and_how_sure_that_is()
    {
        var hints = Review(
            "GB",
            [("name", "LEE, ANN"), ("birth_date", "1900-01-01"), ("country", "Great Britain"), ("postcode", "sw1a1aa"), ("city", "LONDON")],
            [("email", "ann@gmial.com"), ("phone", "020 7946 0018"), ("phone", "12")]);

        CollectionAssert.AreEquivalent(
            new[]
            {
                (HintKind.NameForm, (string?)"Ann Lee"), (HintKind.BirthDateUnlikely, null), (HintKind.CountryForm, "GB"), (HintKind.PostcodeForm, "SW1A 1AA"), (HintKind.CityForm, "London"),
                (HintKind.EmailSlip, "ann@gmail.com"), (HintKind.PhoneForm, "+44 20 7946 0018"), (HintKind.PhoneUnknown, null),
            },
            hints.Select(hint => (hint.Kind, hint.Suggestion)).ToList());
        Assert.IsTrue(hints.All(hint => hint.Confidence is > 0 and <= 1 && hint.Source == FactSources.Import));
        Assert.AreEqual(1 - 0.05 - 0.1 - 0.05 - 0.05 - 0.05 - 0.3 - 0.05 - 0.2, CleaningRules.Score(hints), 1e-9);
    }

    [TestMethod]
    public void A_well_written_customer_gets_no_hint_and_what_is_not_known_is_not_guessed()
    {
        Assert.IsEmpty(Review(null, [("name", "Ann Lee"), ("postcode", "??")], [("email", "ann@example.com"), ("phone", "5550101")]), "no country, no word about numbers");
        Assert.IsEmpty(Review("CN", [("name", "陈美玲"), ("postcode", "518000")], [("phone", "+86 138 0013 8000"), ("email", "a@b.cn")]).Where(hint => hint.Kind != HintKind.CountryMissing));
        Assert.AreEqual("CN", Review(null, [("name", "陈美玲")], [("phone", "+86 138 0013 8000")]).Single().Suggestion);
        CollectionAssert.AreEquivalent(new[] { HintKind.NameMissing, HintKind.ContactMissing }, Review(null, [], []).Select(hint => hint.Kind).ToList());
        Assert.AreEqual(HintKind.NamePlaceholder, Review(null, [("name", "未知")], [("email", "a@b.cn")]).Single().Kind);
    }

    [TestMethod]
    public void No_text_breaks_the_rules()
    {
        var random = new Random(7);
        var letters = "aAzZ09 .,'-@+()（）陈美玲\ud842\udfb7\u200b先生#x".ToCharArray();
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => letters[random.Next(letters.Length)])]);
            var hints = Review(random.Next(2) == 0 ? "GB" : "CN", [("name", text), ("country", text), ("postcode", text), ("city", text), ("birth_date", text)], [("email", text), ("phone", text)]);
            Assert.IsTrue(CleaningRules.Score(hints) is >= 0 and <= 1, text);
        }
    }

    private static IReadOnlyList<CleaningHint> Review(string? home, (string Field, string Value)[] fields, (string Kind, string Value)[] identifiers) => CleaningRules.Review(
        fields.Index().ToDictionary(
            pair => pair.Item.Field,
            pair => new CustomerFact { Id = pair.Index, Customer = Guid.Empty, Field = pair.Item.Field, Value = pair.Item.Value, Source = FactSources.Import, At = Now }),
        [.. identifiers.Index().Select(pair => new CustomerIdentifier
        {
            Id = pair.Index, Customer = Guid.Empty, Kind = pair.Item.Kind, Value = pair.Item.Value, Source = FactSources.Import, FirstSeenAt = Now, LastSeenAt = Now,
        })],
        DateOnly.FromDateTime(Now.UtcDateTime),
        home);
}
