using System.Globalization;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Tests.Desk.Sla;

[TestClass]
public sealed class SlaClockTests
{
    private const int Random = 20_000;
    private static readonly string[] Zones = ["UTC", "Europe/London", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"];

    /// <summary>Monday to Friday 10 to 18. 23 November 2026 is a Monday.</summary>
    [TestMethod]
    [DataRow("2026-11-23T08:00", "1:00", "2026-11-23T11:00", DisplayName = "Monday 08:00, high, first response")]
    [DataRow("2026-11-23T08:00", "4:00", "2026-11-23T14:00", DisplayName = "Monday 08:00, high, resolution")]
    [DataRow("2026-11-23T20:00", "0:30", "2026-11-24T10:30", DisplayName = "Monday 20:00, urgent, first response")]
    [DataRow("2026-11-23T20:00", "2:00", "2026-11-24T12:00", DisplayName = "Monday 20:00, urgent, resolution")]
    [DataRow("2026-11-27T17:00", "0:30", "2026-11-27T17:30", DisplayName = "Friday 17:00, urgent, first response")]
    [DataRow("2026-11-27T17:00", "2:00", "2026-11-30T11:00", DisplayName = "Friday 17:00, urgent, resolution")]
    [DataRow("2026-11-27T19:00", "1:00", "2026-11-30T11:00", DisplayName = "Friday 19:00, high, first response")]
    [DataRow("2026-11-27T19:00", "4:00", "2026-11-30T14:00", DisplayName = "Friday 19:00, high, resolution")]
    [DataRow("2026-11-28T15:00", "1.00:00", "2026-12-02T18:00", DisplayName = "Saturday 15:00, low, first response: Wednesday's end")]
    [DataRow("2026-11-28T15:00", "3.00:00", "2026-12-10T18:00", DisplayName = "Saturday 15:00, low, resolution: the end of the second Thursday")]
    public void A_deadline_is_so_many_work_hours_away(string start, string target, string due)
    {
        Assert.AreEqual(At(due), SlaClock.Of(Office(), At(start), TimeSpan.Parse(target, CultureInfo.InvariantCulture), []).Due);
    }

    /// <summary>An urgent request on Thursday at 15:00, Thursday and Friday being holidays.</summary>
    [TestMethod]
    [DataRow("0:30", "2026-11-30T10:30")]
    [DataRow("2:00", "2026-11-30T12:00")]
    public void On_holidays_the_clock_does_not_start(string target, string due)
    {
        Assert.AreEqual(At(due), SlaClock.Of(Office("2026-11-26", "11-27"), At("2026-11-26T15:00"), TimeSpan.Parse(target, CultureInfo.InvariantCulture), []).Due);
    }

    [TestMethod]
    [DataRow(3_600, "2026-11-26T18:00:00")]
    [DataRow(3_601, "2026-11-27T10:00:01")]
    public void While_the_customer_is_waited_for_the_clock_stands_still(int seconds, string due)
    {
        var start = At("2026-11-26T15:00");
        var pause = new Pause(start.AddMinutes(20), start.AddMinutes(20).AddSeconds(seconds));

        Assert.AreEqual(At(due), SlaClock.Of(Office(), start, TimeSpan.FromHours(2), [pause]).Due);
    }

    [TestMethod]
    public void A_pause_that_lasts_leaves_no_deadline_but_what_is_left()
    {
        var start = At("2026-11-26T15:00");

        var deadline = SlaClock.Of(Office(), start, TimeSpan.FromHours(2), [new(start.AddMinutes(30), null)]);

        Assert.IsNull(deadline.Due);
        Assert.AreEqual(TimeSpan.FromMinutes(90), deadline.Left);
    }

    [TestMethod]
    public void A_pause_that_ends_as_it_begins_changes_nothing()
    {
        var start = At("2026-11-26T15:00");

        Assert.AreEqual(At("2026-11-26T17:00"), SlaClock.Of(Office(), start, TimeSpan.FromHours(2), [new(start.AddHours(1), start.AddHours(1))]).Due);
    }

    [TestMethod]
    public void A_lunch_break_does_not_count()
    {
        var office = Calendar("UTC", "10:00-12:00, 13:00-18:00");

        Assert.AreEqual(At("2026-11-26T14:30"), SlaClock.Of(office, At("2026-11-26T11:00"), TimeSpan.FromHours(2.5), []).Due);
    }

    [TestMethod]
    public void A_deadline_explains_itself()
    {
        var start = At("2026-11-27T17:00");

        var steps = SlaClock.Of(Office(), start, TimeSpan.FromHours(2), [new(start.AddMinutes(15), start.AddMinutes(45))]).Steps;

        CollectionAssert.AreEqual(
            new SlaStep[]
            {
                new(At("2026-11-27T17:00"), At("2026-11-27T17:15"), "counted", TimeSpan.FromMinutes(105)),
                new(At("2026-11-27T17:15"), At("2026-11-27T17:45"), "paused", TimeSpan.FromMinutes(105)),
                new(At("2026-11-27T17:45"), At("2026-11-27T18:00"), "counted", TimeSpan.FromMinutes(90)),
                new(At("2026-11-30T10:00"), At("2026-11-30T11:30"), "counted", TimeSpan.Zero),
            },
            steps.ToList());
    }

    /// <summary>On 29 March 2026 London skips 01:00 to 02:00; on 25 October it has 01:00 to 02:00 twice. Open on the wall clock from midnight to 04:00.</summary>
    [TestMethod]
    [DataRow("2026-03-29T00:00", "1:00", "2026-03-29T01:00", DisplayName = "forward: the hour before the change")]
    [DataRow("2026-03-29T00:00", "1:30", "2026-03-29T01:30", DisplayName = "forward: half past two in summer time")]
    [DataRow("2026-03-29T00:00", "3:00", "2026-03-29T03:00", DisplayName = "forward: the day has three hours")]
    [DataRow("2026-10-24T23:00", "5:00", "2026-10-25T04:00", DisplayName = "back: the day has five hours")]
    [DataRow("2026-10-24T23:00", "2:30", "2026-10-25T01:30", DisplayName = "back: half past one for the second time")]
    public void Clock_changes_make_days_shorter_and_longer(string start, string target, string due)
    {
        var night = Calendar("Europe/London", "00:00-04:00", everyDay: true);

        Assert.AreEqual(At(due), SlaClock.Of(night, At(start), TimeSpan.Parse(target, CultureInfo.InvariantCulture), []).Due);
    }

    /// <summary>Whatever the zone, the hours, the pauses and the target: what is counted between start and deadline is the target, by another count.</summary>
    [TestMethod]
    public void Any_deadline_has_its_work_hours_before_it()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var n = 0; n < Random; n++)
        {
            var calendar = Calendar(Zones[random.Next(Zones.Length)], Hours(random), everyDay: random.Next(2) == 0);
            var start = At("2026-01-01T00:00").AddSeconds(random.Next(365 * 86_400));     // both changes of the clock
            var target = TimeSpan.FromSeconds(random.Next(1, 60 * 3_600));
            var pauses = Enumerable.Range(0, random.Next(4)).Select(_ => start.AddSeconds(random.Next(-3_600, 4 * 86_400))).Select(from => new Pause(from, from.AddSeconds(random.Next(0, 2 * 86_400)))).ToList();

            var deadline = SlaClock.Of(calendar, start, target, pauses);

            var due = deadline.Due!.Value;
            Assert.AreEqual(target, Worked(calendar, start, due, pauses), $"seed {seed}, case {n}");
            Assert.IsLessThan(target, Worked(calendar, start, due.AddSeconds(-1), pauses), $"seed {seed}, case {n}: it is the first such instant");
            Assert.AreEqual(target.Ticks, deadline.Steps.Where(step => step.What == "counted").Sum(step => (step.To!.Value - step.From).Ticks), $"seed {seed}, case {n}");
        }
    }

    /// <summary>Work hours outside of the pauses: the pauses cut into pieces that do not overlap, and each taken off.</summary>
    private static TimeSpan Worked(BusinessCalendar calendar, DateTimeOffset from, DateTimeOffset to, List<Pause> pauses)
    {
        var worked = calendar.OpenBetween(from, to);
        var cuts = pauses.SelectMany(pause => new[] { pause.From, pause.To!.Value }).Append(from).Append(to).Where(cut => cut >= from && cut <= to).Distinct().Order().ToList();
        foreach (var (begins, ends) in cuts.Zip(cuts.Skip(1)))
        {
            worked -= pauses.Exists(pause => pause.From <= begins && ends <= pause.To) ? calendar.OpenBetween(begins, ends) : TimeSpan.Zero;
        }

        return worked;
    }

    private static string Hours(Random random)
    {
        var cuts = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(_ => random.Next(0, 97) * 15).Distinct().Order().ToList();
        return cuts.Count < 2 ? "00:00-24:00" : string.Join(", ", cuts.Chunk(2).Where(pair => pair.Length == 2).Select(pair => $"{Clock(pair[0])}-{Clock(pair[1])}"));

        static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
    }

    private static BusinessCalendar Office(params string[] holidays) => Calendar("UTC", "10:00-18:00", false, holidays);

    private static BusinessCalendar Calendar(string zone, string hours, bool everyDay = false, params string[] holidays)
    {
        var options = new OpeningHoursOptions { TimeZone = zone };
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            options.Week[day.ToString()] = everyDay || day is not (DayOfWeek.Saturday or DayOfWeek.Sunday) ? hours : "";
        }

        foreach (var holiday in holidays)
        {
            options.Holidays.Add(holiday);
        }

        return new(options);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
