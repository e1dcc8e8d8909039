using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Slots;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class SlotTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private static readonly string[] Places = ["Leeds", "York", "Hull", "Bath", "Dover", "Kendal", "New Quay", "Saint Albans"];
    private static readonly string[] Names = ["Ann", "Bo", "Carl Wood", "Dina", "Eve Stone", "Finn", "Gus", "Hana Lake"];
    private static readonly string[] Frames =
    [
        "move my line from {0} to {1}", "i go to {1} from {0} on monday", "is there a van to {1}?", "{2} will be at home", "ask for {2} please", "send it to {1} for {2}",
        "我从{0}搬到{1}", "请找{2}", "what does it cost",
    ];

    private static readonly IReadOnlyList<SlotExample> Examples =
        [.. Frames.SelectMany(frame => Places.Index().Select(place => Example(frame, place.Item, Places[(place.Index + 3) % Places.Length], Names[place.Index])))];

    private static readonly SlotModel Model = Fit(Examples);

    [TestMethod]
    [DataRow("please move the line from Whitby to Saltburn", "old_city=Whitby|new_city=Saltburn")]
    [DataRow("i go to Whitby from Port Isaac on monday", "new_city=Whitby|old_city=Port Isaac")]
    [DataRow("ask for Ines please", "name=Ines")]
    [DataRow("send it to Hull for Carl Wood", "new_city=Hull|name=Carl Wood")]
    [DataRow("我从Whitby搬到Hull", "old_city=Whitby|new_city=Hull")]
    [DataRow("what does it cost", "")]
    [DataRow("", "")]
    public void Values_that_no_example_holds_are_found_where_examples_have_theirs(string text, string expected) =>
        Assert.AreEqual(expected, string.Join('|', Find(Model, text).Select(span => $"{span.Type}={text.Substring(span.Start, span.Length)}")));

    [TestMethod]
    public void The_same_examples_give_the_same_model() => CollectionAssert.AreEqual(Bytes(Model), Bytes(Fit(Examples)));

    [TestMethod]
    public void A_saved_model_finds_the_same()
    {
        using var reader = new BinaryReader(new MemoryStream(Bytes(Model)));
        var loaded = SlotModel.Read(reader);

        CollectionAssert.AreEqual(Bytes(Model), Bytes(loaded));
        foreach (var example in Examples)
        {
            CollectionAssert.AreEqual(Find(Model, example.Text), Find(loaded, example.Text));
        }
    }

    [TestMethod]
    public void Without_annotations_nothing_is_found()
    {
        var model = Fit([new("move me to Hull", []), new("ask for Ann", [])]);

        Assert.IsEmpty(model.Types);
        Assert.IsEmpty(Find(model, "move me to Hull"));
    }

    [TestMethod]
    public void Finding_allocates_nothing_once_it_is_warm()
    {
        const string Text = "move my line from Whitby to Saltburn";
        List<Token> tokens = [];
        Tokenizer.Tokenize(Text, tokens);
        List<SlotSpan> spans = new(16);
        for (var i = 0; i < 200; i++)
        {
            spans.Clear();
            Model.Find(Text, tokens, [], null, [], spans);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        spans.Clear();
        Model.Find(Text, tokens, [], null, [], spans);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.HasCount(2, spans);
    }

    /// <summary>The sums over all label sequences, beside those of trying each.</summary>
    [TestMethod]
    public void Probabilities_are_those_of_all_label_sequences()
    {
        const int Count = 5;    // two types
        const int Tokens = 3;
        var lattice = new ChainLattice(Count);
        var random = new Random(3);
        var scores = Enumerable.Range(0, Tokens).Select(_ => Enumerable.Range(0, Count).Select(_ => (float)random.NextDouble() * 4).ToArray()).ToArray();
        var pairs = Enumerable.Range(0, Count).Select(before => Enumerable.Range(0, Count).Select(label => Labels.MayFollow(before, label) ? random.NextDouble() * 2 : double.NegativeInfinity).ToArray()).ToArray();
        var exponentials = new float[Count * lattice.Stride];
        for (var before = 0; before < Count; before++)
        {
            for (var label = 0; label < Count; label++)
            {
                exponentials[(before * lattice.Stride) + label] = (float)Math.Exp(pairs[before][label]);
            }
        }

        lattice.Clear(Tokens);
        for (var t = 0; t < Tokens; t++)
        {
            scores[t].CopyTo(lattice.Scores(t));
        }

        lattice.Sum(exponentials.AsSpan(0, lattice.Stride), exponentials, new float[Count * lattice.Stride]);

        var expected = new double[Tokens, Count];
        var total = 0.0;
        for (var code = 0; code < 125; code++)
        {
            int[] labels = [code / 25, code / 5 % 5, code % 5];
            var weight = Math.Exp(pairs[0][labels[0]] + pairs[labels[0]][labels[1]] + pairs[labels[1]][labels[2]] + scores[0][labels[0]] + scores[1][labels[1]] + scores[2][labels[2]]);
            total += weight;
            for (var t = 0; t < Tokens; t++)
            {
                expected[t, labels[t]] += weight;
            }
        }

        for (var t = 0; t < Tokens; t++)
        {
            for (var label = 0; label < Count; label++)
            {
                Assert.AreEqual(expected[t, label] / total, lattice.Probabilities(t)[label], 1e-4);
            }
        }
    }

    [TestMethod]
    public void Any_text_gives_spans_inside_it_in_order()
    {
        var pieces = Gen.Elements("from ", "to ", "Hull", "我从", "搬到", "\uD842", "\uDFB7", "\u202E", "\0", "é", "か", "😀", "'", "’s", " ", "1.5", "(").ArrayOf().Select(string.Concat);
        var any = ArbMap.Default.ArbFor<char[]>().Generator.Select(characters => new string(characters));

        Prop.ForAll(Gen.OneOf(any, pieces).ToArbitrary(), text =>
        {
            var spans = Find(Model, text);

            Assert.IsTrue(spans.All(span => span.Start >= 0 && span.Length > 0 && span.End <= text.Length));
            Assert.IsTrue(spans.Zip(spans.Skip(1)).All(pair => pair.First.End <= pair.Second.Start));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [TestMethod]
    public void A_language_model_keeps_what_it_learned_of_values()
    {
        var examples = Examples.Select(example => example with { Intent = example.Text.Contains("cost", StringComparison.Ordinal) ? "price" : "visit" }).ToList();
        var model = LanguageModel.Train([.. examples.Select(example => new ServiceBot.Language.Intents.IntentExample(example.Intent!, example.Text))], EntityLexicon.Empty, new() { Calibrate = false })
            .WithSlots(examples, new() { Calibrate = false });
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        var loaded = LanguageModel.Load(stream);

        const string Text = "move my line from Hull to Whitby";
        var slots = loaded.Understand(Text, Now).Slots;
        Assert.AreEqual("old_city=Hull|new_city=Whitby", string.Join('|', slots.Select(span => $"{span.Type}={Text.Substring(span.Start, span.Length)}")));
        CollectionAssert.AreEqual(model.Understand(Text, Now).Slots.ToArray(), slots.ToArray());
    }

    [TestMethod]
    public void Measuring_counts_values_whose_place_and_type_agree()
    {
        var evaluation = EntityEvaluation.Run([.. Examples.Where((_, i) => i % 5 != 0)], [.. Examples.Where((_, i) => i % 5 == 0)], [.. Examples.Where((_, i) => i % 5 == 0)], new());

        Assert.IsGreaterThan(0.8, evaluation.F1);
        Assert.AreEqual(evaluation.F1, evaluation.DevF1);
        Assert.AreEqual(evaluation.Predictions.Sum(row => row.Example.Spans.Count), evaluation.Types.Sum(type => type.Count));

        SlotExample one = new("to Hull", [new("city", 3, 4)]);
        Assert.AreEqual((0.5, 1, 2.0 / 3), EntityEvaluation.Score([new(one, [new("city", 3, 4), new("name", 0, 2)])]));
        Assert.AreEqual((0, 0, 0), EntityEvaluation.Score([new(one, [new("city", 3, 3)])]));
    }

    private static SlotExample Example(string frame, string from, string to, string name)
    {
        var text = frame;
        List<SlotSpan> spans = [];
        foreach (var (mark, type, value) in new[] { ("{0}", "old_city", from), ("{1}", "new_city", to), ("{2}", "name", name) }.OrderBy(part => frame.IndexOf(part.Item1, StringComparison.Ordinal)))
        {
            if (text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
            {
                text = text.Replace(mark, value, StringComparison.Ordinal);
                spans.Add(new(type, at, value.Length));
            }
        }

        return new(text, spans);
    }

    private static SlotModel Fit(IReadOnlyList<SlotExample> examples) =>
        new SlotTrainer(new EntityRecognizer(EntityLexicon.Empty), new SlotOptions()).Fit(examples, new string?[examples.Count]);

    private static List<SlotSpan> Find(SlotModel model, string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        List<SlotSpan> spans = [];
        model.Find(text, tokens, [], null, [], spans);
        return spans;
    }

    private static byte[] Bytes(SlotModel model)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            model.Write(writer);
        }

        return stream.ToArray();
    }
}
