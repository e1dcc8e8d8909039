using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class ExampleConflictsTests
{
    [TestMethod]
    public void Examples_that_stand_twice_pull_are_too_few_or_too_alike_are_listed()
    {
        string[] places = ["paris", "rome", "oslo", "lima", "cairo", "quito", "delhi", "seoul", "accra", "dakar", "hanoi", "tunis"];
        string[] weather = ["sunny", "rainy", "windy", "cold", "foggy", "icy", "stormy", "humid", "dry", "mild", "hot", "grey"];
        List<IntentExample> examples =
        [
            .. places.Select(place => new IntentExample("travel", $"book me a ticket to {place}")),
            .. places.Zip(weather).Select(pair => new IntentExample("weather", $"how {pair.Second} does {pair.First} get")),
            new("weather", "Book me a ticket to Paris"),
            new("parking", "where do i park"),
        ];

        var found = ExampleConflicts.Find(examples, EntityLexicon.Empty, new LanguageOptions { Kind = ModelKind.Linear, Calibrate = false });

        Assert.AreEqual("book me a ticket to paris", found.Twice.Single().Text);
        CollectionAssert.AreEqual(new[] { "travel", "weather" }, found.Twice.Single().Intents.ToArray());
        Assert.IsTrue(found.Pulls.Any(pull => pull is { Intent: "weather", TakenFor: "travel" } && pull.Examples.Any(one => one.Text == "Book me a ticket to Paris")));
        Assert.AreEqual(("parking", 1), found.Few.Single());
        Assert.AreEqual("travel", found.Uniform.Single().Intent);
        Assert.IsTrue(found.Accuracy is > 0.5 and < 1, $"{found.Accuracy}");
    }
}
