using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class LoaderTests
{
    [TestMethod]
    [DataRow("dialog:\n  x: 1", "1:1: unknown key «dialog» in file (did you mean «dialogs»?)")]
    [DataRow("slots:\n  day: {type: dat, title: {en: a, zh: b}, prompt: {en: a, zh: b}}", "2:15: unknown type «dat» (did you mean «date»?)")]
    [DataRow("slots:\n  day: {type: date, title: {en: a, zh: b}}", "2:3: slot «day» has no prompt")]
    [DataRow("slots:\n  day: {type: date, prompt: {en: a, zh: b}}", "2:3: slot «day» has no title (customers read it in the summary before they confirm)")]
    [DataRow("slots:\n  day: {type: choice, title: {en: a, zh: b}, prompt: {en: a, zh: b}}", "2:3: slot «day» is a choice without choices (add «choices:» with a title for each)")]
    [DataRow("slots:\n  a: {type: text, optional: maybe, title: {en: a, zh: b}, prompt: {en: a, zh: b}}", "2:29: optional: expected true or false")]
    [DataRow("slots:\n  a: {type: text, min: few, title: {en: a, zh: b}, prompt: {en: a, zh: b}}", "2:24: min: expected a number")]
    [DataRow("slots:\n  a: {type: date, when: soon, title: {en: a, zh: b}, prompt: {en: a, zh: b}}", "2:25: unknown «when: soon» (past or future)")]
    [DataRow("responses:\n  hi: {en: Hello}", "2:7: response «hi» has no «zh» (add the Chinese words as «zh: …»)")]
    [DataRow("responses:\n  hi: {en: [], zh: 你好}", "2:12: response «hi» (en) is empty")]
    [DataRow("responses:\n  hi: {en: 'Hi {nam}', zh: 你好}", "2:16: unknown name «nam» (did you mean «name»?)")]
    [DataRow("responses:\n  hi: {en: 'Hi {name', zh: 你好}", "2:16: a placeholder is a name in braces, such as {order_number}")]
    [DataRow("responses:\n  hi: {en: a, zh: b}\n  Hello There: {en: a, zh: b}", "3:3: «Hello There» cannot name a response (lower-case letters, digits and underscores, beginning with a letter)")]
    [DataRow("responses:\n  hi: {en: a, zh: b, suggest: [{en: x, zh: y, value: 'intent:nope'}]}", "2:54: «intent:nope» leads nowhere")]
    [DataRow("intents:\n  buy: {title: {en: a, zh: b}, examples: {en: [], zh: [买]}}", "2:47: examples of intent «buy» (en) is empty")]
    [DataRow("intents:\n  buy: {title: {en: a, zh: b}, examples: {en: [x]}}", "2:42: examples of intent «buy»: no «zh»")]
    [DataRow("intents:\n  buy: {title: {en: a, zh: b}}", "2:3: intent «buy» has no examples")]
    [DataRow("intents:\n\tbuy: x", "2:1: a tab character in the indentation (use spaces; YAML forbids tabs here)")]
    [DataRow("intents:\n  buy: {title: {en: a, zh: b}, examples: {en: [x], zh: ['买[猫](prodct)']}}\nentities:\n  product: {}", "2:63: «prodct» names no slot and no entity (an annotation is [the words](name), where the name is a slot's or an entity's)")]
    [DataRow("intents:\n  buy:\n    title: {en: a, zh: b}\n    examples:\n      zh: [买]\n      en:\n        - buy a [cat](emial)", "7:23: «emial» names no slot and no entity (did you mean «email»?)")]
    [DataRow("intents:\n  buy:\n    title: {en: a, zh: b}\n    examples:\n      zh: [买]\n      en:\n        - buy a [cat] (email)", "7:17: «[cat] (email)» is no annotation (write [the words](name_of_a_slot), without spaces between the brackets)")]
    [DataRow("entities:\n  serial: {patterns: ['HB(']}", "2:23: the pattern is no regular expression")]
    [DataRow("entities:\n  serial: {patterns: ['\\d*']}", "2:23: the pattern «\\d*» matches nothing at all (write + instead of *)")]
    [DataRow("entities:\n  serial: {fuzzy: maybe}", "2:19: fuzzy: expected true or false")]
    [DataRow("entities:\n  serial: {patterns: [a], valeus: {}}", "2:27: unknown key «valeus» in entity (did you mean «values»?)")]
    [DataRow("slots: [1, 2]", "1:8: slots: expected «name: value» lines, found a list")]
    public void A_mistake_is_named_with_its_place_and_a_hint(string yaml, string error) => AssertError(yaml, error);

    [TestMethod]
    [DataRow("[{shout: hi}]", "5:14: «shout» is no step")]
    [DataRow("[{sya: hi}]", "5:14: «sya» is no step (did you mean «say»?)")]
    [DataRow("[{say: hello}]", "5:19: unknown response «hello»")]
    [DataRow("[{ask: dya}]", "5:19: unknown slot «dya» (did you mean «day»?)")]
    [DataRow("[{call: other}]", "5:20: unknown dialog «other»")]
    [DataRow("[{goto: there}]", "5:20: unknown label «there»")]
    [DataRow("[{do: order_statuss}]", "5:18: unknown action «order_statuss» (did you mean «order_status»?)")]
    [DataRow("[{do: send_code}]", "5:18: «send_code» needs «email» (add «with: {email: …}»)")]
    [DataRow("[{do: order_status, with: {numbr: x}}]", "5:39: «order_status» takes no «numbr»")]
    [DataRow("[{do: send_code, with: {email: {en: x}}}]", "5:43: email has no «zh» (add the Chinese words as «zh: …»)")]
    [DataRow("[{do: send_code, with: {email: {en: x, zh: '{dya}'}}}]", "5:56: unknown name «dya» (did you mean «day»?)")]
    [DataRow("[{do: order_status, on: {foun: [{end: }]}}]", "5:37: «order_status» never ends with «foun» (did you mean «found»?)")]
    [DataRow("[{answer: [], on: {helpd: [{end: }]}}]", "5:31: «answer» never ends with «helpd» (did you mean «helped»?)")]
    [DataRow("[{if: day = 3, then: [{end: }]}]", "5:22: «=» is no comparison; write «==»")]
    [DataRow("[{if: dya is set, then: [{end: }]}]", "5:18: unknown name «dya» (did you mean «day»?)")]
    [DataRow("[{if: day is set}]", "5:18: an «if» has no «then»")]
    [DataRow("[{end: }, {ask: day}]", "5:28: this step is never reached (the steps before it always go elsewhere)")]
    [DataRow("[{label: a, clear: day}, {goto: a}]", "5:44: this loop never waits for the customer (put an «ask», «confirm» or «call» inside it)")]
    [DataRow("[{say: {en: a, zh: b}, ask: day}]", "5:14: a step does one thing, not say and ask (begin each step with «- »)")]
    [DataRow("[{ask: day, label: a}, {confirm: day, label: a}, {goto: a}]", "5:31: the label «a» is there twice")]
    [DataRow("[{ask: day, on: {x: []}}]", "5:24: unknown key «on» in ask (known are ask, label)")]
    [DataRow("say something", "5:12: steps: expected a list («- …» lines), found text")]
    public void A_mistake_in_steps_is_named_with_its_place_and_a_hint(string steps, string error) => AssertError($$$"""
        slots:
          day: {type: date, title: {en: day, zh: 日期}, prompt: {en: Which day?, zh: 哪天？}}
        dialogs:
          x: {title: {en: x, zh: x},
            steps: {{{steps}}}}
        """, error);

    [TestMethod]
    public void Every_error_of_every_file_is_told_at_once_in_order()
    {
        var load = DialogLoader.Load(
            [("b.yaml", "dialogs:\n  x: {title: {en: x, zh: x}, steps: [{say: nope}]}"), ("a.yaml", "slots: 3\nresponses:\n  hi: {zh: 你好}"), ("c.yaml", "a: [")],
            KnownActions.All);

        Assert.IsNull(load.Catalog);
        Assert.AreEqual("a.yaml:1:8|a.yaml:3:7|b.yaml:2:44|c.yaml:2:1", string.Join('|', load.Errors.Select(e => $"{e.File}:{e.Line}:{e.Column}")));
    }

    [TestMethod]
    public void A_name_may_be_used_once_across_all_files()
    {
        const string Hi = "responses:\n  hi: {en: a, zh: b}";

        var load = DialogLoader.Load([("a.yaml", Hi), ("b.yaml", Hi)], KnownActions.All);

        Assert.AreEqual("b.yaml:2:3: the response «hi» is there twice", load.Errors.Single().ToString());
    }

    [TestMethod]
    public void The_bots_own_words_may_be_replaced_once()
    {
        const string Mine = "responses:\n  bot_glad: {en: Hooray!, zh: 太好了！}";

        Assert.IsEmpty(DialogLoader.Load([("a.yaml", Mine)], KnownActions.All).Errors);
        Assert.HasCount(1, DialogLoader.Load([("a.yaml", Mine), ("b.yaml", Mine)], KnownActions.All).Errors);
    }

    [TestMethod]
    public void An_intent_begins_one_dialog_only()
    {
        var load = Small.Load(Small.Yaml.Replace("intents: [hours]", "intents: [visit]", StringComparison.Ordinal));

        Assert.Contains("already begins the dialog", load.Errors.Single().Message);
    }

    [TestMethod]
    public void The_language_version_changes_only_with_intents_and_entities()
    {
        var (first, reworded) = (Small.Load(Small.Yaml).Catalog!, Small.Load(Small.Yaml.Replace("Nine to five", "Ten to four", StringComparison.Ordinal)).Catalog!);
        var retrained = Small.Load(Small.Yaml.Replace("en: [hours]", "en: [hours, open]", StringComparison.Ordinal)).Catalog!;

        Assert.AreNotEqual(first.Version, reworded.Version);
        Assert.AreEqual(first.LanguageVersion, reworded.LanguageVersion);
        Assert.AreNotEqual(first.LanguageVersion, retrained.LanguageVersion);
    }

    [TestMethod]
    public void Entities_may_have_patterns_and_tolerate_slips()
    {
        var load = Small.Load("""
            entities:
              serial: {patterns: ['HB\d+', 'SN-\d+']}
              product: {fuzzy: true, values: {Hub 2: {en: [router], zh: [路由器]}}}
              plan: {Harbor 500: {en: [500 plan]}}
            slots:
              serial: {type: serial, title: {en: serial, zh: 序列号}, prompt: {en: Which?, zh: 哪个？}}
            """);

        Assert.IsEmpty(load.Errors, string.Join('\n', load.Errors));
        var lexicon = load.Catalog!.ToLexicon("CN");
        Assert.AreEqual("serial HB\\d+|serial SN-\\d+", string.Join('|', lexicon.Patterns.Select(pattern => $"{pattern.Type} {pattern.Pattern}")));
        Assert.AreEqual("product", string.Join('|', lexicon.Fuzzy));
        Assert.AreEqual("CN", lexicon.Country);
        CollectionAssert.IsSubsetOf(new[] { "Hub 2", "Harbor 500" }, lexicon.Entries.Select(entry => entry.Value).ToArray());
    }

    [TestMethod]
    public void Annotations_are_values_and_no_part_of_the_example()
    {
        var load = Small.Load("""
            intents:
              go: {title: {en: Go, zh: 去}, examples: {en: ['from [Hull](place) to [10 Mill Lane](place)!', plain], zh: ['去[海港路](place)']}}
            slots:
              place: {type: line, title: {en: place, zh: 地点}, prompt: {en: Where?, zh: 哪里？}}
            """);

        Assert.IsEmpty(load.Errors);
        var intent = load.Catalog!.Intents["go"];
        CollectionAssert.AreEqual(new[] { "from Hull to 10 Mill Lane!", "plain" }, intent.English.ToArray());
        CollectionAssert.AreEqual(new[] { "Hull", "10 Mill Lane", "海港路" },
            intent.Annotated.SelectMany(e => e.Spans.Select(s => e.Text.Substring(s.Start, s.Length))).ToArray());
    }

    private static void AssertError(string yaml, string error)
    {
        var errors = Small.Load(yaml).Errors.Select(e => e.ToString()).ToList();

        Assert.IsTrue(errors.Exists(e => e.StartsWith("a.yaml:" + error, StringComparison.Ordinal)), $"expected {error}, found\n{string.Join('\n', errors)}");
    }
}
