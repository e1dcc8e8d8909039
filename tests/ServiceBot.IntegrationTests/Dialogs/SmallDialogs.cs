namespace ServiceBot.IntegrationTests.Dialogs;

/// <summary>A folder of few dialogs with a conversation that tests them: what learns from it is done in a moment.</summary>
internal sealed class SmallDialogs : IDisposable
{
    /// <summary>What means a visit, word for word, in the conversation beside the dialogs.</summary>
    public const string Visit = "please send somebody to my home";

    private const string Yaml = """
        intents:
          visit:
            title: {en: A visit, zh: 上门}
            examples:
              en: [book a visit, can a technician come, i need a technician at home, someone should come over, arrange a home visit, send a technician]
              zh: [预约上门, 派人上门, 技术员能来吗]
          hours:
            title: {en: Opening hours, zh: 营业时间}
            examples:
              en: [when are you open, opening hours, are you open on sunday, what time do you close, until when can i call]
              zh: [几点开门, 营业时间, 周日营业吗]
          person: {title: {en: A person, zh: 人工}, examples: {en: [talk to a person, human please], zh: [转人工]}}
          affirm: {title: {en: "Yes", zh: 是}, examples: {en: ["yes", that is right], zh: [是的]}}
          deny: {title: {en: "No", zh: 不}, examples: {en: ["no", not that], zh: [不是]}}
          cancel_dialog: {title: {en: Cancel, zh: 取消}, examples: {en: [cancel that], zh: [取消]}}
          start_over: {title: {en: Start over, zh: 重来}, examples: {en: [start over], zh: [重新开始]}}
          help: {title: {en: Help, zh: 帮助}, examples: {en: [help], zh: [帮助]}}
          repeat: {title: {en: Repeat, zh: 重复}, examples: {en: [say that again], zh: [再说一遍]}}
          none_of_these: {title: {en: None, zh: 都不是}, examples: {en: [none of these], zh: [都不是]}}
        slots:
          day: {type: date, when: future, title: {en: day, zh: 日期}, prompt: {en: Which day suits you?, zh: 哪天方便？}}
        dialogs:
          visit: {intents: [visit], steps: [ask: [day], say: {en: Noted., zh: 记下了。}]}
          hours: {intents: [hours], steps: [say: {en: From eight to eight., zh: 八点到八点。}]}
        """;

    private static readonly string Test = $$"""
        - name: Somebody who wants a visit is asked for the day
          lines:
            - user: can a technician come
            - expect: {dialog: visit}
            - user: cancel that
            - user: {{Visit}} with a technician
            - expect: {dialog: visit}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-small-");

    public SmallDialogs()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, "small.yaml"), Yaml);
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, "small.test.yaml"), Test);
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
