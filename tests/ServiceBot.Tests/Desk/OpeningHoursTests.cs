using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Routing;

namespace ServiceBot.Tests.Desk;

[TestClass]
public sealed class OpeningHoursTests
{
    [TestMethod]
    [DataRow("2026-11-21T07:59:59Z", false)]    // a Saturday
    [DataRow("2026-11-21T08:00:00Z", true)]
    [DataRow("2026-11-21T20:00:00Z", false)]
    [DataRow("2026-11-22T09:00:00Z", false)]
    [DataRow("2026-11-22T15:59:00+00:00", true)]
    public void Without_settings_they_are_Harborlines(string at, bool open)
    {
        Assert.AreEqual(open, Hours().IsOpen(DateTimeOffset.Parse(at, null)));
    }

    [TestMethod]
    [DataRow("2026-11-23T00:30:00Z", true)]     // Monday 8:30 in Shanghai
    [DataRow("2026-11-23T04:30:00Z", false)]    // the lunch break
    [DataRow("2026-11-23T06:00:00Z", true)]
    [DataRow("2026-11-22T00:30:00Z", false)]    // Sunday is closed
    [DataRow("2026-12-25T01:00:00Z", false)]    // a holiday of every year
    [DataRow("2026-02-17T01:00:00Z", false)]    // a holiday of one year
    [DataRow("2027-02-17T01:00:00Z", true)]
    public void They_follow_zone_breaks_closed_days_and_holidays(string at, bool open)
    {
        Assert.AreEqual(open, Shanghai().IsOpen(DateTimeOffset.Parse(at, null)));
    }

    /// <summary>On 25 October 2026 London's clocks go back: 8:00 is then 8:00 UTC, the week before 7:00.</summary>
    [TestMethod]
    [DataRow("2026-10-24T07:30:00Z", true)]
    [DataRow("2026-10-31T07:30:00Z", false)]
    public void They_keep_to_the_clock_when_it_is_changed(string at, bool open)
    {
        Assert.AreEqual(open, Hours(("TimeZone", "Europe/London")).IsOpen(DateTimeOffset.Parse(at, null)));
    }

    [TestMethod]
    [DataRow("2026-11-20T15:00:00Z", "8:30-12:00", "en", "tomorrow from 8:30")]    // Friday night in Shanghai
    [DataRow("2026-11-20T15:00:00Z", "8:30-12:00", "zh", "明天 8:30")]
    [DataRow("2026-11-20T15:00:00Z", "", "en", "on Monday from 8:30")]
    [DataRow("2026-11-20T15:00:00Z", "", "zh", "周一 8:30")]
    [DataRow("2026-11-23T04:30:00Z", "", "en", "today from 13:00")]
    [DataRow("2026-11-23T04:30:00Z", "", "zh", "今天 13:00")]
    public void A_customer_hears_when_people_are_back(string at, string saturday, string language, string words)
    {
        var hours = Hours(("TimeZone", "Asia/Shanghai"), ("Week:Monday", "8:30-12:00, 13:00-17:30"), ("Week:Saturday", saturday), ("Week:Sunday", ""));

        Assert.AreEqual(words, hours.Words(DateTimeOffset.Parse(at, null), language));
    }

    /// <summary>On 25 October 2026 London's clocks go back: 8:00 is then 8:00 UTC, the day before 7:00.</summary>
    [TestMethod]
    [DataRow("2026-10-24T03:00:00Z", "2026-10-24T07:00:00Z")]
    [DataRow("2026-10-24T20:00:00Z", "2026-10-25T10:00:00Z")]
    public void They_open_at_an_instant(string at, string opens)
    {
        Assert.AreEqual(DateTimeOffset.Parse(opens, null), Hours(("TimeZone", "Europe/London")).OpensAt(DateTimeOffset.Parse(at, null)));
    }

    [TestMethod]
    public void A_desk_that_never_opens_promises_nothing()
    {
        var hours = Hours([.. Enum.GetNames<DayOfWeek>().Select(day => ($"Week:{day}", ""))]);

        Assert.IsNull(hours.OpensAt(DateTimeOffset.UnixEpoch));
        Assert.AreEqual("", hours.Words(DateTimeOffset.UnixEpoch, "en"));
    }

    [TestMethod]
    [DataRow("TimeZone", "Europe/Atlantis", "Desk:OpeningHours:TimeZone: this machine knows no time zone 'Europe/Atlantis'.")]
    [DataRow("Week:Monday", "8 to 5", "Desk:OpeningHours:Week:Monday: '8 to 5' is not a stretch of the day such as 08:00-20:00.")]
    [DataRow("Week:Friday", "22:00-02:00", "Desk:OpeningHours:Week:Friday: '22:00-02:00' ends before it begins")]
    [DataRow("Week:Friday", "08:00-12:00,11:00-14:00", "Desk:OpeningHours:Week:Friday: '11:00-14:00' ends before it begins, or begins before the stretch before it ends.")]
    [DataRow("Week:Freitag", "08:00-12:00", "Desk:OpeningHours:Week:Freitag: there is no such day")]
    [DataRow("Holidays:0", "Christmas", "Desk:OpeningHours:Holidays:0: 'Christmas' is not a day")]
    [DataRow("Holidays:0", "02-30", "Desk:OpeningHours:Holidays:0: '02-30' is not a day")]
    public void A_bad_setting_is_named(string key, string value, string error)
    {
        var result = new OpeningHoursOptionsRules().Validate(null, Bound<OpeningHoursOptions>((key, value)));

        Assert.StartsWith(error, result.Failures!.Single());
    }

    [TestMethod]
    public void Teams_are_renamed_and_added()
    {
        var teams = Bound<TeamOptions>(("Teams:faults:En", "repair"), ("Teams:grid:En", "grid"), ("Teams:grid:Zh", "电网"));

        Assert.IsTrue(new TeamOptionsRules().Validate(null, teams).Succeeded);
        Assert.AreEqual("repair, 故障处理, 电网, billing, unheard-of", string.Join(
            ", ", teams.NameOf("faults", "en"), teams.NameOf("faults", "zh"), teams.NameOf("grid", "zh"), teams.NameOf("billing", "en"), teams.NameOf("unheard-of", "zh")));
    }

    [TestMethod]
    [DataRow("Teams:grid:En", "grid", "Desk:Teams:grid: it needs a name in both languages, En and Zh.")]
    [DataRow("Teams:faults:Zh", " ", "Desk:Teams:faults: it needs a name in both languages, En and Zh.")]
    public void A_team_without_a_name_is_named(string key, string value, string error)
    {
        Assert.AreEqual(error, new TeamOptionsRules().Validate(null, Bound<TeamOptions>((key, value))).Failures!.Single());
    }

    private static OpeningHours Shanghai() => Hours(
        ("TimeZone", "Asia/Shanghai"), ("Week:Monday", "8:30-12:00, 13:00-17:30"), ("Week:Sunday", ""), ("Holidays:0", "12-25"), ("Holidays:1", "2026-02-17"));

    private static OpeningHours Hours(params (string Key, string Value)[] settings) => new(Options.Create(Bound<OpeningHoursOptions>(settings)));

    private static T Bound<T>(params (string Key, string Value)[] settings)
        where T : new()
    {
        var options = new T();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build().Bind(options);
        return options;
    }
}
