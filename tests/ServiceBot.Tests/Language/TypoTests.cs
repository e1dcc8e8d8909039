using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class TypoTests
{
    private static readonly Typos Words = new(["router", "internet", "connection", "connections", "doesnt", "house", "order", "wifi", "wifi6", "orders", "work"]);

    [TestMethod]
    [DataRow("intrnet", "internet")]        // lost
    [DataRow("interrnet", "internet")]      // doubled
    [DataRow("rooter", "router")]           // changed
    [DataRow("ruoter", "router")]           // swapped
    [DataRow("dosnt", "doesnt")]
    [DataRow("conecton", "connection")]     // two edits in eight letters
    [DataRow("connectiom", "connection")]   // one edit before two
    [DataRow("rutor", null)]                // two edits in five
    [DataRow("mouse", null)]                // another first letter, far from the right one
    [DataRow("eouter", "router")]           // the key beside the first
    [DataRow("onternet", "internet")]
    [DataRow("nternet", "internet")]        // the first lost
    [DataRow("iinternet", "internet")]
    [DataRow("orwk", null)]                 // too short for another first letter
    [DataRow("wrok", "work")]               // swapped in four letters
    [DataRow("wolk", null)]                 // nothing else in four letters
    [DataRow("oder", null)]
    [DataRow("roter2", null)]               // not of letters alone
    [DataRow("ordr5", null)]
    [DataRow("zebra", null)]
    public void A_mistyped_word_is_the_nearest_known_one_or_none(string word, string? meant)
    {
        Assert.AreEqual(meant, Words.Correct(word));
    }

    [TestMethod]
    public void Of_equally_near_words_the_likelier_is_meant()
    {
        Assert.AreEqual("plain", new Typos(["plain", "plane"]).Correct("plaine"));
        Assert.AreEqual("plane", new Typos(["plane", "plain"]).Correct("plaine"));
    }

    [TestMethod]
    [DataRow("my internet connection drops", "my intrnet conection drops")]
    [DataRow("the router is slow", "the ROOTER is slow")]
    [DataRow("the router is slow", "therouter is slow")]
    [DataRow("router drops", "routerdrops")]
    public void A_message_with_typos_means_what_it_was_meant_to(string message, string typed)
    {
        IntentExample[] examples =
        [
            new("fault", "my internet connection drops"), new("fault", "the internet connection of the router is slow"), new("fault", "router drops"), new("fault", "the router is slow"),
            new("bill", "why is my bill so high"), new("bill", "when is the bill due"), new("bill", "the payment of my bill"), new("bill", "a payment is missing"),
        ];
        var model = LanguageModel.Train(examples, new EntityLexicon([]), new() { Calibrate = false });

        Assert.AreEqual(model.Understand(message, default).Best, model.Understand(typed, default).Best);
        Assert.AreEqual(typed, model.Understand(typed, default).Text);
    }

    [TestMethod]
    public void A_product_keeps_its_name()
    {
        IntentExample[] examples = [new("buy", "a route please"), new("buy", "which route"), new("bill", "my bill"), new("bill", "the bill")];
        var lexicon = new EntityLexicon([new("product", "Routex", ["routex"])]);
        var model = LanguageModel.Train(examples, lexicon, new() { Calibrate = false });

        var entity = model.Understand("a routex", default).Entities.Single();

        Assert.AreEqual(new Entity("product", "Routex", 2, 6), entity);
        Assert.AreNotEqual(model.Understand("a route", default).InScope, model.Understand("a routex", default).InScope);
    }

    [TestMethod]
    public void Looking_for_a_word_allocates_nothing()
    {
        Words.Correct("zebra");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            Words.Correct("zebra");
            Words.Correct("conecton");
        }

        Assert.IsLessThan(1000, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
