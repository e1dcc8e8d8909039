using System.Globalization;
using ServiceBot.Desk.OnCall;

namespace ServiceBot.Tests.Desk.OnCall;

[TestClass]
public sealed class RotaTurnsTests
{
    private const int Rotas = 200;
    private static readonly string[] Zones = ["UTC", "Europe/London", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut", "Atlantic/Azores"];
    private static readonly Guid Mei = new(1, 0, 0, new byte[8]);
    private static readonly Guid Tom = new(2, 0, 0, new byte[8]);
    private static readonly Guid Ann = new(3, 0, 0, new byte[8]);

    /// <summary>London puts the clock forward on 29 March 2026 at 01:00, and back on 25 October at 02:00.</summary>
    [TestMethod]
    [DataRow("2026-03-23", "09:00", "2026-03-23T09:00", "2026-03-30T08:00", 167)]
    [DataRow("2026-10-19", "09:00", "2026-10-19T08:00", "2026-10-26T09:00", 169)]
    [DataRow("2026-03-22", "01:30", "2026-03-22T01:30", "2026-03-29T01:00", 167.5, DisplayName = "at 01:30, which does not exist, it is handed over when the clock is changed")]
    [DataRow("2026-10-18", "01:30", "2026-10-18T00:30", "2026-10-25T00:30", 168, DisplayName = "at 01:30, which comes twice, it is handed over at the first")]
    public void A_week_ends_with_its_hand_over_whatever_the_clock_does(string from, string handOver, string begins, string ends, double hours)
    {
        var rota = London(new RotaLayer { From = DateOnly.Parse(from, CultureInfo.InvariantCulture), HandOver = handOver, Members = [Mei, Tom] });

        var turns = new RotaTurns(rota).Between(At(begins), At(ends).AddDays(7)).ToList();

        Assert.AreEqual((Mei, At(begins), At(ends), Tom), (turns[0].Staff!.Value, turns[0].From, turns[0].To, turns[1].Staff!.Value));
        Assert.AreEqual(hours, (turns[0].To - turns[0].From).TotalHours);
    }

    [TestMethod]
    public void Before_the_first_hand_over_nobody_is_on_call()
    {
        var rota = London(new RotaLayer { From = new(2026, 6, 1), HandOver = "09:00", Members = [Mei, Tom, Ann] });

        Assert.AreEqual(
            "- Mei Tom Ann Mei",
            Names(new RotaTurns(rota).Between(At("2026-05-31T00:00"), At("2026-06-23T00:00"))));
    }

    [TestMethod]
    public void A_later_layer_counts_in_its_hours_and_a_swap_goes_before_all()
    {
        var rota = London(
            new RotaLayer { From = new(2026, 6, 1), HandOver = "09:00", Members = [Mei] },
            new RotaLayer { From = new(2026, 6, 1), HandOver = "00:00", Days = 1, Hours = "Sat,Sun 00:00-24:00", Members = [Tom, Ann] }) with
        {
            Swaps = [new(1, At("2026-06-06T09:00"), At("2026-06-06T15:00"), Ann), new(2, At("2026-06-06T11:00"), At("2026-06-06T12:00"), Mei)],
        };

        var turns = new RotaTurns(rota).Between(At("2026-06-05T11:00"), At("2026-06-08T11:00")).ToList();

        // Saturday is the sixth day of Tom and Ann's daily turns, and Ann's.
        Assert.AreEqual("Mei1 Ann2 Ann0 Mei0 Ann0 Ann2 Tom2 Mei1", string.Join(' ', turns.Select(turn => $"{Name(turn.Staff)}{turn.Layer ?? 0}")));
        Assert.AreEqual((At("2026-06-05T23:00"), At("2026-06-07T23:00")), (turns[1].From, turns[^1].From), "midnight in summer");
    }

    [TestMethod]
    [DataRow("Mon-Fri 18:00-24:00; Sat,Sun 00:00-24:00", null)]
    [DataRow("sat 08:00-12:00, 13:00-18:00", null)]
    [DataRow("Mon-Fri", "'Mon-Fri' is not days and hours such as Mon-Fri 18:00-24:00 or Sat,Sun 00:00-24:00.")]
    [DataRow("Fri-Mon 08:00-09:00", "'Fri-Mon 08:00-09:00' is not days and hours such as Mon-Fri 18:00-24:00 or Sat,Sun 00:00-24:00.")]
    [DataRow("Mon 09:00-08:00", "'Mon 09:00-08:00' is not days and hours such as Mon-Fri 18:00-24:00 or Sat,Sun 00:00-24:00.")]
    public void Hours_are_read_from_one_line(string text, string? error)
    {
        Assert.AreEqual(error, RotaHours.Read(text, "UTC").Error);
    }

    [TestMethod]
    public void What_is_wrong_with_a_rota_is_named_by_field()
    {
        var rota = London(new RotaLayer { From = new(1900, 1, 1), HandOver = "9", Days = 29, Hours = "never", Members = [] }) with { Name = "A rota", Team = "" };

        Assert.AreEqual(
            "layers[0].days layers[0].from layers[0].handOver layers[0].hours layers[0].members name team",
            string.Join(' ', KeepRotas.Errors(rota).Keys.Order(StringComparer.Ordinal)));
        Assert.AreEqual("zone", string.Join(' ', KeepRotas.Errors(London() with { Zone = "Mars/Olympus" }).Keys));
    }

    /// <summary>
    /// Whatever the zone, the hand-over, the layers and the swaps, over a year with both changes of the clock: turns leave no gap, nothing changes within one, hand-overs are
    /// at their time of day, and people follow each other in their order.
    /// </summary>
    [TestMethod]
    public void Any_rota_names_one_person_at_every_instant()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var n = 0; n < Rotas; n++)
        {
            var zone = Zones[random.Next(Zones.Length)];
            var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
            var start = At("2018-01-01T00:00").AddMinutes(random.Next(9 * 365 * 1_440));      // São Paulo, too, still changed its clock in the first of these years
            var rota = new Rota { Name = "r", Team = "t", Zone = zone, Layers = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Layer(random, start))], Swaps = [.. Swaps(random, start)] };
            var turns = new RotaTurns(rota).Between(start, start.AddDays(60)).ToList();
            var at = $"seed {seed}, case {n}";

            Assert.AreEqual((start, start.AddDays(60)), (turns[0].From, turns[^1].To), at);
            Assert.IsTrue(turns.Zip(turns.Skip(1)).All(pair => pair.First.To == pair.Second.From && (pair.First.Staff, pair.First.Layer) != (pair.Second.Staff, pair.Second.Layer)), at);
            foreach (var turn in turns)
            {
                Assert.IsGreaterThan(TimeSpan.Zero, turn.To - turn.From, at);
                var within = turn.From + (random.NextDouble() * (turn.To - turn.From));
                Assert.AreEqual((turn.Staff, turn.Layer), (new RotaTurns(rota).At(within).Staff, new RotaTurns(rota).At(within).Layer), $"{at}, {within:O}");
                Assert.AreEqual(Expected(rota, place, within), turn.Staff, $"{at}, {within:O}");
            }

            foreach (var layer in rota.Layers)
            {
                var local = TimeZoneInfo.ConvertTime(new RotaTurns(rota).BeginningOf(layer, 3), place);
                var wanted = layer.From.AddDays(3 * layer.Days).ToDateTime(TimeOnly.Parse(layer.HandOver, CultureInfo.InvariantCulture));
                Assert.IsTrue(local.DateTime == wanted || place.IsInvalidTime(wanted), $"{at}: {local} for {wanted}");
            }
        }
    }

    /// <summary>Who is on call by another way: counting hand-overs one by one.</summary>
    private static Guid? Expected(Rota rota, TimeZoneInfo zone, DateTimeOffset at)
    {
        if (rota.Swaps.Where(swap => swap.From <= at && at < swap.To).OrderBy(swap => swap.Id).LastOrDefault() is { } swapped)
        {
            return swapped.Staff;
        }

        foreach (var layer in rota.Layers.Reverse())
        {
            var turns = new RotaTurns(rota);
            var turn = 0;
            while (turns.BeginningOf(layer, turn) <= at)
            {
                turn++;
            }

            var local = TimeZoneInfo.ConvertTime(at, zone);
            if (turn > 0 && (layer.Hours.Length == 0 || local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                return layer.Members[(turn - 1) % layer.Members.Count];
            }
        }

        return null;
    }

    private static RotaLayer Layer(Random random, DateTimeOffset start) => new()
    {
        From = DateOnly.FromDateTime(start.Date).AddDays(random.Next(-90, 30)),
        HandOver = string.Create(CultureInfo.InvariantCulture, $"{random.Next(24):00}:{random.Next(4) * 15:00}"),
        Days = random.Next(2) == 0 ? 7 : random.Next(1, 29),
        Hours = random.Next(3) == 0 ? "Sat,Sun 00:00-24:00" : "",
        Members = new[] { Mei, Tom, Ann }[..random.Next(1, 4)],
    };

    private static IEnumerable<RotaSwap> Swaps(Random random, DateTimeOffset start) => Enumerable.Range(1, random.Next(4)).Select(id =>
    {
        var from = start.AddMinutes(random.Next(60 * 1_440));
        return new RotaSwap(id, from, from.AddMinutes(random.Next(1, 3 * 1_440)), Ann);
    });

    private static Rota London(params RotaLayer[] layers) => new() { Name = "faults", Team = "faults", Zone = "Europe/London", Layers = layers };

    private static string Names(IEnumerable<OnCallTurn> turns) => string.Join(' ', turns.Select(turn => Name(turn.Staff)));

    private static string Name(Guid? staff) => staff is not { } id ? "-" : id == Mei ? "Mei" : id == Tom ? "Tom" : "Ann";

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
