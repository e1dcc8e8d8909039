using ServiceBot.Dialogs;
using ServiceBot.Language;
using ServiceBot.Language.Slots;

namespace ServiceBot.Tests.Dialogs;

/// <summary>Two slots of one type, told apart by words beside the value or by what was learned.</summary>
[TestClass]
public sealed class RoleTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [TestMethod]
    [DataRow("from Leeds to York", "Leeds", "York")]
    [DataRow("to York from Leeds", "Leeds", "York")]
    [DataRow("从Leeds到York", "Leeds", "York")]
    [DataRow("a line from Leeds", "Leeds", null)]
    [DataRow("Leeds and York", null, null)]
    [DataRow("into York", null, null)]
    public void A_value_goes_to_the_slot_whose_words_stand_beside_it(string text, string? from, string? to)
    {
        var sentence = Sentence(text, "Leeds", "York");

        Assert.AreEqual(from, First(Slot("from_city", ["from", "从"]), sentence, asked: false));
        Assert.AreEqual(to, First(Slot("to_city", ["to", "到"]), sentence, asked: false));
    }

    [TestMethod]
    public void What_was_asked_for_needs_no_words_beside_it() =>
        Assert.AreEqual("Leeds", First(Slot("from_city", ["from"]), Sentence("Leeds", "Leeds"), asked: true));

    [TestMethod]
    public void What_was_learned_for_a_slot_is_that_slots()
    {
        var sentence = Sentence("Leeds, York", "Leeds", "York") with { Slots = [new SlotSpan("to_city", 0, 5), new SlotSpan("street", 7, 4)] };

        Assert.AreEqual("Leeds", First(Slot("to_city", []), sentence, asked: false));
        Assert.IsNull(First(Slot("from_city", []), sentence, asked: false));
        Assert.AreEqual("York", First(Slot("street", []) with { Type = SlotTypes.Line }, sentence, asked: false));
    }

    private static string? First(Slot slot, Understanding sentence, bool asked) =>
        SlotReading.Of(slot, sentence, Today, asked).Select(reading => reading.Value).FirstOrDefault();

    private static Slot Slot(string name, string[] after) => new()
    {
        Name = name,
        Type = EntityTypes.City,
        Title = new(name, name),
        Prompt = new("", [], [], []),
        After = after,
    };

    private static Understanding Sentence(string text, params string[] cities) => new()
    {
        Text = text,
        Language = TextLanguage.English,
        Intents = [],
        InScope = 1,
        Entities = [.. cities.Where(text.Contains).Select(city => new Entity(EntityTypes.City, city, text.IndexOf(city, StringComparison.Ordinal), city.Length)).OrderBy(entity => entity.Start)],
    };
}
