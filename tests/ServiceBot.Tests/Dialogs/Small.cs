using System.Text.Json;
using ServiceBot.Dialogs;
using ServiceBot.Knowledge;
using ServiceBot.Language;
using ServiceBot.Language.Parts;

namespace ServiceBot.Tests.Dialogs;

/// <summary>A small dialog folder in memory and a conversation over it, whose intents the test says itself.</summary>
internal sealed class Small
{
    public const string Yaml = """
        intents:
          visit: {title: {en: A visit, zh: 上门}, examples: {en: [visit], zh: [上门]}}
          hours: {title: {en: Opening hours, zh: 营业时间}, examples: {en: [hours], zh: [几点]}}
          moving: {title: {en: Moving, zh: 搬家}, examples: {en: [moving], zh: [搬家]}}
          affirm: {title: {en: "Yes", zh: 是}, examples: {en: ["yes"], zh: [是的]}}
          deny: {title: {en: "No", zh: 不}, examples: {en: ["no"], zh: [不]}}
          cancel_dialog: {title: {en: Cancel, zh: 取消}, examples: {en: [cancel], zh: [取消]}}
          start_over: {title: {en: Start over, zh: 重来}, examples: {en: [start over], zh: [重新开始]}}
          help: {title: {en: Help, zh: 帮助}, examples: {en: [help], zh: [帮助]}}
          repeat: {title: {en: Repeat, zh: 重复}, examples: {en: [repeat], zh: [再说一遍]}}
          none_of_these: {title: {en: None, zh: 都不是}, examples: {en: [none of these], zh: [都不是]}}
          person: {title: {en: A person, zh: 人工}, examples: {en: [person], zh: [转人工]}}
        entities:
          product: {Hub 2: {en: [router], zh: [路由器]}}
        slots:
          day: {type: date, when: future, title: {en: day, zh: 日期}, prompt: {en: Which day?, zh: 哪天？}}
          time: {type: choice, title: {en: time, zh: 时间}, prompt: {en: Which time?, zh: 什么时间？}, choices: {am: {title: {en: Morning, zh: 上午}}, pm: {title: {en: Afternoon, zh: 下午}}}}
          note: {type: text, title: {en: note, zh: 备注}, prompt: {en: Any note?, zh: 有备注吗？}}
          place: {type: line, title: {en: place, zh: 地点}, prompt: {en: Where?, zh: 哪里？}}
          pin: {type: code, sensitive: true, title: {en: pin, zh: 密码}, prompt: {en: Pin?, zh: 密码？}}
        dialogs:
          visit:
            intents: [visit]
            steps:
              - ask: [day, time, note]
              - confirm: [day, time, note]
              - do: open_request
                with: {category: visit, subject: "{day}", details: "{note}"}
              - say: {en: "Done {number}: {note}", zh: "好了{number}：{note}"}
          hours:
            intents: [hours]
            steps:
              - answer: [hours]
                on: {nothing_found: [{say: {en: Nine to five., zh: 九点到五点。}}]}
          moving:
            intents: [moving]
            steps:
              - ask: [place, pin]
              - say: {en: "To {place}.", zh: "去{place}。"}
        """;

    private readonly Dictionary<string, ScoredIntent[]> _meanings = [];
    private readonly DialogEngine _engine;

    public Small(string yaml = Yaml, DialogOptions? options = null)
    {
        _engine = new(options ?? new());
        Release = ReleaseOf(yaml);
    }

    public DialogRelease Release { get; private set; }
    public MemoryActions Actions { get; } = new();
    public IKnowledge Knowledge { get; set; } = new NoArticles();
    public DialogState State { get; set; } = DialogState.Empty;
    public DialogResult Last { get; private set; } = null!;
    public string Said => string.Join('\n', Last.Replies.Select(r => r.Words));

    public Small Means(string text, params (string Intent, double Probability)[] intents)
    {
        _meanings[text] = [.. intents.Select(i => new ScoredIntent(i.Intent, i.Probability))];
        return this;
    }

    public void Upgrade(string yaml) => Release = ReleaseOf(yaml);

    public async Task<Small> Say(string text, string? value = null, bool start = false, int files = 0, string? locale = null)
    {
        var now = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
        Last = await _engine.TurnAsync(Release, State, new()
        {
            Text = text,
            Understanding = Release.Understander.Understand(text, now),
            Now = now,
            Value = value is null ? null : JsonDocument.Parse(value).RootElement,
            IsStart = start,
            AttachmentCount = files,
            Locale = locale,
        }, Actions, Knowledge, CancellationToken.None);
        State = DialogState.FromJson(Last.State.ToJson());
        return this;
    }

    public static DialogLoad Load(string yaml) => DialogLoader.Load([("a.yaml", yaml)], KnownActions.All);

    private DialogRelease ReleaseOf(string yaml)
    {
        var load = Load(yaml);
        Assert.IsEmpty(load.Errors, string.Join('\n', load.Errors));
        return new(load.Catalog!, new Scripted(_meanings, new NearestExample(load.Catalog!)), 1);
    }

    private sealed class Scripted(Dictionary<string, ScoredIntent[]> meanings, NearestExample entities) : IUnderstander
    {
        public Understanding Understand(string text, DateTimeOffset now)
        {
            var whole = Whole(text, now);
            return whole with { Parts = PartFinder.Find(whole, part => Whole(part, now)) };
        }

        private Understanding Whole(string text, DateTimeOffset now)
        {
            var intents = meanings.GetValueOrDefault(text) ?? [];
            // The stand-in's patterns are not made for megabytes; the product's are its own room's promise.
            return entities.Understand(text.Length > 2000 ? text[..2000] : text, now) with { Text = text, Intents = intents, InScope = intents.Length > 0 ? 0.9 : 0.1 };
        }
    }
}
