using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class LanguageModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("please tell me when the adapter will arrive", "order_status")]
    [DataRow("Has the mesh point been shiped yet?", "order_status")]
    [DataRow("HL-999999 track", "order_status")]
    [DataRow("i would like to send my router back", "return_item")]
    [DataRow("适配器坏掉了", "report_fault")]
    [DataRow("請轉人工", "person")]
    [DataRow("my bill is too high", "bill_question")]
    [DataRow("升级套餐", "plan_change")]
    public void A_new_wording_finds_its_intent(string text, string intent)
    {
        var understanding = SmallDesk.Model.Understand(text, Now);

        Assert.AreEqual(intent, understanding.Best?.Intent);
        Assert.AreEqual(text, understanding.Text);
        Assert.IsGreaterThan(0.5, understanding.InScope);
    }

    [TestMethod]
    public void A_message_is_understood_whole()
    {
        var understanding = SmallDesk.Model.Understand("我想退 HL-204817 的路由器", Now);

        Assert.AreEqual(TextLanguage.Chinese, understanding.Language);
        Assert.AreEqual("return_item", understanding.Best?.Intent);
        CollectionAssert.AreEqual(new[] { "HL-204817", "Hub 2" }, understanding.Entities.Select(entity => entity.Value).ToArray());
    }

    [TestMethod]
    public void Intents_come_best_first_at_most_five_and_share_a_probability_of_one()
    {
        foreach (var example in SmallDesk.Test)
        {
            var intents = SmallDesk.Model.Understand(example.Text, Now).Intents;

            Assert.HasCount(5, intents);
            CollectionAssert.AreEqual(intents.OrderByDescending(intent => intent.Probability).ToArray(), intents.ToArray());
            Assert.IsTrue(intents.All(intent => intent.Probability is >= 0 and <= 1));
            Assert.IsLessThanOrEqualTo(1.0001, intents.Sum(intent => intent.Probability));
        }
    }

    [TestMethod]
    public void Calibrated_or_not_the_intents_and_their_order_are_the_same()
    {
        var quick = LanguageModel.Train(SmallDesk.Train, SmallDesk.Lexicon, SmallDesk.Options with { Kind = ModelKind.Linear, Calibrate = false });

        CollectionAssert.AreNotEqual(Bytes(SmallDesk.Model), Bytes(quick));
        foreach (var example in SmallDesk.Test)
        {
            CollectionAssert.AreEqual(
                SmallDesk.Model.Understand(example.Text, Now).Intents.Select(intent => intent.Intent).ToArray(),
                quick.Understand(example.Text, Now).Intents.Select(intent => intent.Intent).ToArray());
        }
    }

    [TestMethod]
    public void Held_out_sentences_are_read_and_the_probabilities_come_true()
    {
        var evaluation = IntentEvaluation.Run(
            new() { Train = SmallDesk.Train, Dev = SmallDesk.Test, Test = SmallDesk.Test, OutOfScopeDev = SmallDesk.OffTopic, OutOfScopeTest = SmallDesk.OffTopic },
            SmallDesk.Lexicon, SmallDesk.Options);

        Assert.IsGreaterThan(0.9, evaluation.Accuracy);
        Assert.IsGreaterThan(0.9, evaluation.MacroF1);
        Assert.IsLessThan(0.1, evaluation.Ece);
        Assert.IsGreaterThan(0.95, evaluation.OosAuroc);
        Assert.IsGreaterThan(0.8, evaluation.OosRecall);
        Assert.HasCount(SmallDesk.Test.Count + SmallDesk.OffTopic.Count, evaluation.Predictions);
        Assert.IsTrue(evaluation is { ModelBytes: > 0, TrainSeconds: > 0, PredictUsP50: > 0, PredictUsP99: > 0 });
    }

    [TestMethod]
    public void What_no_intent_means_is_out_of_scope()
    {
        var inScope = SmallDesk.OffTopic.Select(text => SmallDesk.Model.Understand(text, Now).InScope).ToArray();

        Assert.IsLessThan(0.3, inScope.Average());
        Assert.IsGreaterThanOrEqualTo(14, inScope.Count(probability => probability < 0.5));
        Assert.IsGreaterThan(0.8, SmallDesk.Test.Average(example => SmallDesk.Model.Understand(example.Text, Now).InScope));
    }

    [TestMethod]
    public void A_desk_about_the_weather_is_not_talked_out_of_it()
    {
        string[] weather = ["what's the weather like in paris", "will it rain on sunday", "is it cold outside", "weather forecast please", "今天天气怎么样"];
        IntentExample[] examples = [.. weather.Select(text => new IntentExample("weather", text)), .. SmallDesk.Train];

        var model = LanguageModel.Train(examples, EntityLexicon.Empty, new());

        Assert.AreEqual("weather", model.Understand("what's the weather like in rome", Now).Best?.Intent);
        Assert.IsGreaterThan(0.5, model.Understand("what's the weather like in paris", Now).InScope);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("?!… \u0000\u202E")]
    [DataRow("\u200D\uFE0F")]
    public void Nothing_to_read_gives_no_intent(string text)
    {
        var understanding = SmallDesk.Model.Understand(text, Now);

        Assert.IsEmpty(understanding.Intents);
        Assert.AreEqual(0, understanding.InScope);
        Assert.AreEqual(TextLanguage.Undetermined, understanding.Language);
        Assert.IsNull(understanding.Best);
    }

    [TestMethod]
    public void Without_examples_language_and_entities_still_work()
    {
        var model = LanguageModel.Train([], SmallDesk.Lexicon, new());

        var understanding = model.Understand("where is HL-204817", Now);

        Assert.IsEmpty(understanding.Intents);
        Assert.AreEqual(0, understanding.InScope);
        Assert.AreEqual("HL-204817", understanding.Entities.Single(entity => entity.Type == EntityTypes.OrderNumber).Value);
    }

    [TestMethod]
    public void One_intent_is_told_from_anything_else()
    {
        var model = LanguageModel.Train([.. SmallDesk.Train.Where(example => example.Intent == "return_item")], EntityLexicon.Empty, new());

        Assert.AreEqual(1, model.Understand("i want to return the router", Now).Best?.Probability ?? 0, 1e-6);
        Assert.IsGreaterThan(model.Understand("how tall is the eiffel tower", Now).InScope, model.Understand("i want to return the router", Now).InScope);
    }

    [TestMethod]
    public void Repeated_contradicting_and_empty_examples_are_taken_as_they_are()
    {
        IntentExample[] examples = [.. SmallDesk.Train, .. SmallDesk.Train, new("person", "where is my router"), new("silent", ""), new("silent", "…")];

        var model = LanguageModel.Train(examples, SmallDesk.Lexicon, new());

        Assert.AreEqual("order_status", model.Understand("when will the router arrive", Now).Best?.Intent);
        CollectionAssert.DoesNotContain(model.Intents.ToArray(), "silent");
    }

    [TestMethod]
    public void Sentences_named_out_of_scope_are_refused()
    {
        var model = LanguageModel.Train(SmallDesk.Train, SmallDesk.Lexicon, new() { OutOfScope = ["do you sell bicycles", "are there bicycles in your shop", "卖自行车吗"] });

        Assert.IsLessThan(0.5, model.Understand("bicycles for sale", Now).InScope);
    }

    [TestMethod]
    public void Training_twice_gives_the_same_bytes()
    {
        CollectionAssert.AreEqual(Bytes(SmallDesk.Model), Bytes(LanguageModel.Train(SmallDesk.Train, SmallDesk.Lexicon, SmallDesk.Options)));
    }

    [TestMethod]
    public void A_saved_model_understands_exactly_the_same()
    {
        var loaded = LanguageModel.Load(new MemoryStream(Bytes(SmallDesk.Model)));

        foreach (var text in SmallDesk.Test.Select(example => example.Text).Concat(SmallDesk.OffTopic))
        {
            var (before, after) = (SmallDesk.Model.Understand(text, Now), loaded.Understand(text, Now));
            CollectionAssert.AreEqual(before.Intents.ToArray(), after.Intents.ToArray());
            CollectionAssert.AreEqual(before.Entities.ToArray(), after.Entities.ToArray());
            Assert.AreEqual(before.InScope, after.InScope);
        }

        CollectionAssert.AreEqual(Bytes(SmallDesk.Model), Bytes(loaded));
    }

    [TestMethod]
    public void A_model_is_read_from_the_middle_of_a_stream_and_no_further()
    {
        using var stream = new MemoryStream();
        stream.WriteByte(7);
        SmallDesk.Model.Save(stream);
        stream.WriteByte(9);
        stream.Position = 1;

        LanguageModel.Load(stream);

        Assert.AreEqual(9, stream.ReadByte());
    }

    [TestMethod]
    public void A_file_that_is_no_sound_model_is_refused_with_the_reason()
    {
        var sound = Bytes(SmallDesk.Model);
        var newer = (byte[])sound.Clone();
        newer[4] = 99;
        var damaged = (byte[])sound.Clone();
        damaged[sound.Length / 2] ^= 1;
        var endless = (byte[])sound.Clone();
        endless[11] = 0x7F;

        Refused([], "not a language model");
        Refused("hello, I am a text"u8.ToArray(), "not a language model");
        Refused(newer, "format 99");
        Refused(damaged, "checksum");
        Refused(endless, "length");
        foreach (var length in new[] { 4, 7, 12, 30, 44, 100, sound.Length - 1 })
        {
            Refused(sound[..length], "cut short");
        }

        static void Refused(byte[] file, string reason) =>
            StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => LanguageModel.Load(new MemoryStream(file))).Message, reason);
    }

    [TestMethod]
    public void The_content_hash_follows_everything_that_goes_into_the_model()
    {
        IntentExample[] examples = [new("a", "one"), new("b", "two")];
        string[] hashes =
        [
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new()),
            LanguageModel.ContentHash([examples[0]], SmallDesk.Lexicon, new()),
            LanguageModel.ContentHash([examples[0], new("b", "two!")], SmallDesk.Lexicon, new()),
            LanguageModel.ContentHash([examples[0], new("bt", "wo")], SmallDesk.Lexicon, new()),
            LanguageModel.ContentHash(examples, EntityLexicon.Empty, new()),
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new() { Seed = 2 }),
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new() { Cost = 2 }),
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new() { OutOfScope = ["x"] }),
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new() { OutOfScopeShare = 0.1 }),
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new() { UseGeneralOffTopic = false }),
            LanguageModel.ContentHash(examples, SmallDesk.Lexicon, new() { Kind = ModelKind.Linear }),
        ];

        Assert.AreEqual(hashes.Length, hashes.Distinct().Count());
        Assert.AreEqual(hashes[0], LanguageModel.ContentHash([.. examples], SmallDesk.Lexicon, new()));
    }

    [TestMethod]
    public void One_model_serves_many_threads()
    {
        var expected = SmallDesk.Test.Select(example => SmallDesk.Model.Understand(example.Text, Now).Best).ToArray();

        var actual = SmallDesk.Test.AsParallel().AsOrdered().WithDegreeOfParallelism(4)
            .Select(example => SmallDesk.Model.Understand(example.Text, Now).Best).ToArray();

        CollectionAssert.AreEqual(expected, actual);
    }

    private static byte[] Bytes(LanguageModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
