using ServiceBot.Crm.Linking;

namespace ServiceBot.Tests.Crm.Linking;

[TestClass]
public sealed class LinkIndexTests
{
    private static readonly LinkRecord Mei = new()
    {
        GivenName = "Mei",
        FamilyName = "Chen",
        BirthDate = "1984-03-07",
        Email = "mei.chen@example.com",
        Phone = "020 7946 0018",
        Street = "12 Harbour Street",
        City = "Portsmouth",
        Postcode = "PO1 3AX",
        State = "Hampshire",
        Number = "C-20481",
    };

    /// <summary>An error in any one field, or two, and the person is found.</summary>
    public static IEnumerable<object[]> Errors =>
    [
        ["given name", Mei with { GivenName = "Mai" }],
        ["another given name", Mei with { GivenName = "Lotus" }],
        ["family name", Mei with { FamilyName = "Chne" }],
        ["married", Mei with { FamilyName = "Okafor" }],
        ["swapped names", Mei with { GivenName = "Chen", FamilyName = "Mei" }],
        ["one piece", Mei with { GivenName = null, FamilyName = null, FullName = "CHEN, Mei" }],
        ["digit of the date", Mei with { BirthDate = "1984-03-17" }],
        ["day and month", Mei with { BirthDate = "07.03.1984" }],
        ["another date", Mei with { BirthDate = "1961-11-22" }],
        ["e-mail", Mei with { Email = "mei.chen@exmaple.com" }],
        ["phone", Mei with { Phone = "+44 20 7946 0019" }],
        ["street", Mei with { Street = "12, Harbor St" }],
        ["postcode", Mei with { Postcode = "PO3 1AX" }],
        ["moved", Mei with { Street = "4 Mill Lane", City = "Leeds", Postcode = "LS1 4DY", State = "West Yorkshire" }],
        ["number", Mei with { Number = "C20482" }],
        ["number and date", Mei with { Number = null, BirthDate = null }],
        ["only name and mail", new LinkRecord { FullName = "Mei Chen", Email = "MEI.CHEN@example.com" }],
        ["only name, date and postcode", new LinkRecord { GivenName = "M.", FamilyName = "Chen", BirthDate = "7.3.1984", Postcode = "po13ax" }],
    ];

    [TestMethod]
    [DynamicData(nameof(Errors))]
    public void A_person_is_found_whatever_was_mistyped(string error, LinkRecord written)
    {
        var index = Town();
        index.Add("mei", Mei);

        var found = index.Find(written);

        Assert.AreEqual("mei", found[0].Key, error);
        Assert.IsGreaterThan(0.9, found[0].Probability, error);
    }

    [TestMethod]
    public void A_Chinese_name_is_found_in_either_script_and_order()
    {
        var index = Town();
        index.Add("wang", new() { FamilyName = "王", GivenName = "小明", BirthDate = "1990-01-02", City = "上海" });

        Assert.AreEqual("wang", index.Find(new() { FullName = "王小明", BirthDate = "1990年1月2日" })[0].Key);
        Assert.AreEqual("wang", index.Find(new() { GivenName = "王", FamilyName = "小明", BirthDate = "19900102" })[0].Key);
    }

    [TestMethod]
    public void The_waterfall_adds_up_to_the_weight()
    {
        var index = Town();
        index.Add("mei", Mei);

        var found = index.Find(Mei with { GivenName = "Mai", Phone = "020 5550 1234" })[0];

        var sum = 0.0;
        foreach (var step in found.Waterfall)
        {
            sum += step.Weight;
            Assert.AreEqual(sum, step.Sum, 1e-9);
        }

        Assert.AreEqual(found.Weight, sum, 1e-9);
        Assert.AreEqual(LinkModel.Probability(sum), found.Probability, 1e-12);
        Assert.AreEqual(WaterfallKind.Prior, found.Waterfall[0].Kind);
        Assert.AreEqual(WaterfallKind.Household, found.Waterfall[^1].Kind);
        Assert.AreEqual(LinkLevel.Different, found.Waterfall.Single(step => step.Field == LinkField.Phone).Level);
        Assert.IsLessThan(0, found.Waterfall.Single(step => step.Field == LinkField.Phone).Weight);
    }

    [TestMethod]
    public void A_rare_name_weighs_more_than_a_common_one()
    {
        var index = Town();
        index.Add("common", new() { GivenName = "Anna", FamilyName = "Family1" });
        index.Add("rare", new() { GivenName = "Anna", FamilyName = "Quillfeather" });

        double Of(string family) => index.Find(new() { FamilyName = family }, leastProbability: 1e-9)[0].Waterfall.Single(step => step.Field == LinkField.FamilyName).Weight;

        Assert.IsGreaterThan(Of("Family1") + 1, Of("Quillfeather"));
    }

    [TestMethod]
    public void Who_is_removed_is_found_no_more_and_leaves_no_counts()
    {
        var index = Town();
        var before = Weights(index);
        index.Add("mei", Mei);
        index.Add("mei", Mei with { GivenName = "Mai" });
        Assert.AreEqual(201, index.Count);

        Assert.IsTrue(index.Remove("mei"));
        Assert.IsFalse(index.Remove("mei"));

        Assert.IsFalse(index.Find(Mei, leastProbability: 1e-9).Any(found => found.Key == "mei"));
        CollectionAssert.AreEqual(before, Weights(index));
    }

    [TestMethod]
    public void One_by_one_is_the_same_as_all_at_once()
    {
        var records = People().ToList();
        var (together, apart) = (new LinkIndex<string>(largestBlock: 3), new LinkIndex<string>(largestBlock: 3));
        together.AddRange(records);
        apart.Add("gone", Mei);
        foreach (var (key, record) in records)
        {
            apart.Add(key, record);
        }

        apart.Remove("gone");

        foreach (var (_, record) in records)
        {
            CollectionAssert.AreEquivalent(
                together.Find(record, 100, 1e-9).Select(found => (found.Key, found.Weight)).ToList(), apart.Find(record, 100, 1e-9).Select(found => (found.Key, found.Weight)).ToList());
        }
    }

    [TestMethod]
    public void The_same_records_give_the_same_model_and_persons()
    {
        var (one, other) = (Town(), Town());

        one.Train(7);
        other.Train(7);

        CollectionAssert.AreEqual(one.Model.M, other.Model.M);
        CollectionAssert.AreEqual(one.Model.U, other.Model.U);
        Assert.AreEqual(one.Model.Lambda, other.Model.Lambda);
        CollectionAssert.AreEqual(one.Link().Persons.SelectMany(person => person).ToList(), other.Link().Persons.SelectMany(person => person).ToList());
    }

    [TestMethod]
    public void Each_pair_is_compared_once_and_crowded_blocks_are_told()
    {
        var index = new LinkIndex<int>(largestBlock: 4);
        index.AddRange(Enumerable.Range(0, 4).Select(i => KeyValuePair.Create(i, Mei)));
        Assert.AreEqual(6, index.Link().PairsCompared);
        Assert.AreEqual(0, index.Link().Crowded);

        index.Add(4, Mei);

        Assert.IsGreaterThan(0, index.Link().Crowded);
        Assert.AreEqual(5, index.Link().Persons.Single().Count);
    }

    [TestMethod]
    public void A_key_that_comes_twice_is_refused_and_what_came_before_it_is_in()
    {
        var index = Town();

        Assert.ThrowsExactly<ArgumentException>(() => index.AddRange([new("mei", Mei), new("mei", Mei)]));

        Assert.AreEqual("mei", index.Find(Mei)[0].Key);
        Assert.IsTrue(index.Remove("mei"));
    }

    [TestMethod]
    public void A_family_is_not_one_person()
    {
        var index = Town();
        index.Add("mei", Mei);
        index.Add("daughter", Mei with { GivenName = "Ying", BirthDate = "2011-08-19", Email = "ying@example.com", Number = null });

        Assert.IsTrue(index.Find(Mei).Single(found => found.Key == "daughter").Contradicted || index.Find(Mei).All(found => found.Key != "daughter"));
        Assert.IsFalse(index.Link().Persons.Any(person => person.Contains("daughter")));
    }

    [TestMethod]
    public void An_empty_record_and_an_empty_index_find_nobody()
    {
        Assert.IsEmpty(new LinkIndex<int>().Find(Mei));
        Assert.IsEmpty(Town().Find(new()));
        new LinkIndex<int>().Train();
        Assert.IsEmpty(new LinkIndex<int>().Link().Persons);
    }

    private static LinkIndex<string> Town()
    {
        var index = new LinkIndex<string>();
        index.AddRange(People());
        return index;
    }

    /// <summary>200 others, by arithmetic: 20 given names, 30 family names, 10 towns.</summary>
    private static IEnumerable<KeyValuePair<string, LinkRecord>> People() => Enumerable.Range(0, 200).Select(i => KeyValuePair.Create($"p{i}", new LinkRecord
    {
        GivenName = $"Given{(char)('a' + (i % 20))}{i % 20}",
        FamilyName = $"Family{(i * i) % 30}",
        BirthDate = $"{1940 + (i * 7 % 60)}-{1 + (i * 5 % 12):00}-{1 + (i * 11 % 28):00}",
        Email = $"mailbox{i * 977}@example.com",
        Street = $"{i % 90} Road{i % 37}",
        City = $"Town{i % 10}",
        Postcode = $"{1000 + (i % 40)}",
    }));

    private static List<(string Key, double Weight)> Weights(LinkIndex<string> index) =>
        [.. People().SelectMany(person => index.Find(person.Value, 5, 1e-9)).Select(found => (found.Key, found.Weight))];
}
