using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Snooze;

namespace ServiceBot.Tests.Desk;

[TestClass]
public sealed class SnoozeTimeTests
{
    private static readonly BusinessCalendar Shanghai = Of("Asia/Shanghai", day => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? "" : "8:30-17:30", "2026-11-30");
    private static readonly BusinessCalendar Always = Of("Europe/London", _ => "0:00-24:00");

    [TestMethod]
    [DataRow("1h", "2026-11-19T17:00:00Z", "2026-11-19T18:00:00Z")]
    [DataRow("4h", "2026-11-19T17:00:00Z", "2026-11-19T21:00:00Z")]
    [DataRow("tomorrow", "2026-11-19T15:59:00Z", "2026-11-20T00:30:00Z")]      // Thursday 23:59 there
    [DataRow("tomorrow", "2026-11-19T16:00:00Z", "2026-11-23T00:30:00Z")]      // Friday 0:00 there: the next morning that is open is Monday's
    [DataRow("week", "2026-11-16T01:00:00Z", "2026-11-23T00:30:00Z")]          // Monday 9:00 there
    [DataRow("week", "2026-11-22T01:00:00Z", "2026-11-23T00:30:00Z")]          // Sunday
    [DataRow("week", "2026-11-23T01:00:00Z", "2026-12-01T00:30:00Z")]          // the Monday after is a holiday
    [DataRow("2026-11-23T09:00", "2026-11-19T17:00:00Z", "2026-11-23T01:00:00Z")]
    [DataRow("2026-11-23T09:00:30", "2026-11-19T17:00:00Z", "2026-11-23T01:00:30Z")]
    [DataRow("2026-11-23T09:00:00Z", "2026-11-19T17:00:00Z", "2026-11-23T09:00:00Z")]
    [DataRow("2026-11-23T09:00:00.5+01:00", "2026-11-19T17:00:00Z", "2026-11-23T08:00:00.5Z")]
    [DataRow("2027-11-20T17:00:00Z", "2026-11-19T17:00:00Z", "2027-11-20T17:00:00Z")]      // the 366th day
    public void A_word_and_a_time_name_an_instant(string text, string now, string expected)
    {
        Assert.IsTrue(Read(Shanghai, text, now, out var until));
        Assert.AreEqual(DateTimeOffset.Parse(expected, null), until);
    }

    /// <summary>Where it never closes a day begins at nine; on 29 March 2026 London's clocks go forward.</summary>
    [TestMethod]
    [DataRow("tomorrow", "2026-03-27T12:00:00Z", "2026-03-28T09:00:00Z")]
    [DataRow("tomorrow", "2026-03-28T12:00:00Z", "2026-03-29T08:00:00Z")]
    [DataRow("week", "2026-03-28T12:00:00Z", "2026-03-30T08:00:00Z")]
    [DataRow("2026-03-29T01:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]      // not on that clock: when it has been put forward
    public void A_desk_that_never_closes_has_mornings_too(string text, string now, string expected)
    {
        Assert.IsTrue(Read(Always, text, now, out var until));
        Assert.AreEqual(DateTimeOffset.Parse(expected, null), until);
    }

    [TestMethod]
    public void Now_is_no_time()
    {
        Assert.IsTrue(Read(Shanghai, "now", "2026-11-19T17:00:00Z", out var until));
        Assert.IsNull(until);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("at")]
    [DataRow("2h")]
    [DataRow("Tomorrow")]
    [DataRow("23")]
    [DataRow("23.11.2026 9:00")]
    [DataRow("2026-11-19T17:00:00Z")]
    [DataRow("2026-11-18T09:00")]
    [DataRow("2027-11-20T17:00:01Z")]
    [DataRow("9999-12-31T23:59")]
    [DataRow("0001-01-01T00:00")]
    public void Anything_else_is_refused(string? text) => Assert.IsFalse(Read(Shanghai, text, "2026-11-19T17:00:00Z", out _));

    private static bool Read(BusinessCalendar hours, string? text, string now, out DateTimeOffset? until) => SnoozeTime.TryRead(text, hours, DateTimeOffset.Parse(now, null), out until);

    private static BusinessCalendar Of(string zone, Func<DayOfWeek, string> hours, params string[] holidays)
    {
        var options = new OpeningHoursOptions { TimeZone = zone };
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            options.Week[$"{day}"] = hours(day);
        }

        foreach (var holiday in holidays)
        {
            options.Holidays.Add(holiday);
        }

        return new(options);
    }
}
