using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Outreach.Running;

namespace ServiceBot.Tests.Outreach;

[TestClass]
public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new(new(20, 0), new(9, 0));
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [TestMethod]
    [DataRow("2026-03-02T11:00:00Z", "2026-03-02T11:00:00Z", "by day")]
    [DataRow("2026-03-02T19:00:00Z", "2026-03-03T08:00:00Z", "20:00 in Berlin")]
    [DataRow("2026-03-02T07:59:00Z", "2026-03-02T08:00:00Z", "8:59 in Berlin")]
    [DataRow("2026-03-28T20:00:00Z", "2026-03-29T07:00:00Z", "the clock is put forward in that night")]
    [DataRow("2026-10-24T20:00:00Z", "2026-10-25T08:00:00Z", "the clock is put back in that night")]
    public void What_is_due_at_night_waits_for_the_morning_of_the_customer(string due, string sent, string why) =>
        Assert.AreEqual(DateTimeOffset.Parse(sent, null), Night.Next(DateTimeOffset.Parse(due, null), Berlin), why);

    [TestMethod]
    public void A_quiet_noon_and_no_quiet_at_all()
    {
        var noon = DateTimeOffset.Parse("2026-03-02T12:30:00Z", null);
        Assert.AreEqual(noon.AddMinutes(30), new QuietHours(new(12, 0), new(13, 0)).Next(noon, TimeZoneInfo.Utc));
        Assert.AreEqual(noon, new QuietHours(new(9, 0), new(9, 0)).Next(noon, TimeZoneInfo.Utc));
    }

    [TestMethod]
    public void Whenever_it_is_due_it_is_never_sent_in_quiet_hours_nor_more_than_a_day_later()
    {
        var zones = new[] { "Europe/Berlin", "Asia/Shanghai", "America/St_Johns", "Pacific/Apia", "UTC" };
        Prop.ForAll(
            Gen.Choose(0, 366 * 24 * 60).ToArbitrary(), Gen.Choose(0, 23).Two().ToArbitrary(), Gen.Elements(zones).ToArbitrary(),
            (minute, hours, name) =>
            {
                var (zone, quiet) = (TimeZoneInfo.FindSystemTimeZoneById(name), new QuietHours(new(hours.Item1, 0), new(hours.Item2, 0)));
                var due = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
                var sent = quiet.Next(due, zone);
                return sent >= due && sent - due <= TimeSpan.FromHours(25) && quiet.Next(sent, zone) == sent;
            }).QuickCheckThrowOnFailure();
    }
}
