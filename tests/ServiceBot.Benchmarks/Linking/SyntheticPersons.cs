using System.Globalization;
using ServiceBot.Crm.Linking;

namespace ServiceBot.Benchmarks.Linking;

/// <summary>
/// Invented persons and what becomes of their records: households of one to five, names of skewed frequency (Zipf's law), a tenth of them Chinese, towns of skewed
/// size; a fifth of the records are duplicates with slips of the keyboard, swapped and short names, moves, marriages, new addresses and blanks. The same seed gives the same records.
/// </summary>
internal sealed class SyntheticPersons
{
    private const double Chinese = 0.1;
    private const double Duplicated = 0.2;    // persons who have further records
    private const double TypingError = 0.08;    // of a field of a duplicate
    private const double Blank = 0.05;
    private const string Vowels = "aeiou";
    private const string Consonants = "bcdfghjklmnprstvwz";
    private static readonly string[] States = ["north", "west", "harbour", "lakes", "upland", "capital", "river", "plains", "islands"];
    private const string HanFamilies = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹";
    private const string HanGiven = "伟芳娜敏静磊洋艳勇强军杰涛明超兰霞平刚桂英华玉萍红娟健文辉力建国志丽云波宁宇浩凯思远雨桐欣怡子轩美玲佳琪嘉瑞晨晓";

    private readonly Random _random;
    private readonly HashSet<string> _addresses = [];
    private readonly string[] _given;
    private readonly string[] _family;
    private readonly string[] _streets;
    private readonly (string Name, string State, int FirstPostcode, int Postcodes)[] _cities;
    private readonly double[] _ofGiven;
    private readonly double[] _ofFamily;
    private readonly double[] _ofCity;

    public SyntheticPersons(int seed)
    {
        _random = new(seed);
        _given = Invented(2_000, 2);
        _family = Invented(30_000, 3);
        _streets = Invented(8_000, 3);
        (_ofGiven, _ofFamily, _ofCity) = (Zipf(_given.Length, 0.9), Zipf(_family.Length, 0.75), Zipf(400, 0.8));
        _cities = [.. Invented(400, 3).Select((name, rank) => (name, States[rank % States.Length], 1_000 + (rank * 20), Math.Max(1, 20 - (rank / 20))))];
    }

    /// <summary>Records one after the other; those of one person have the same number.</summary>
    public IEnumerable<(int Person, LinkRecord Record)> Records(int count)
    {
        var (made, person) = (0, 0);
        while (made < count)
        {
            var home = Home();
            var first = Person(home, null);
            var members = 1 + Pick([0.3, 0.65, 0.8, 0.93, 1]);
            for (var member = 0; member < members && made < count; member++, person++)
            {
                var record = member == 0 ? first : Person(home, first);
                yield return (person, record);
                made++;
                for (var more = _random.NextDouble() < Duplicated ? 1 + Pick([0.75, 0.95, 1]) : 0; more > 0 && made < count; more--, made++)
                {
                    yield return (person, Duplicate(record));
                }
            }
        }
    }

    private LinkRecord Home()
    {
        var city = _cities[Pick(_ofCity)];
        return new()
        {
            Street = string.Create(CultureInfo.InvariantCulture, $"{1 + (int)(_random.NextDouble() * _random.NextDouble() * 300)} {_streets[_random.Next(_streets.Length)]} {OneOf("street", "road", "lane", "avenue")}"),
            City = city.Name,
            Postcode = (city.FirstPostcode + _random.Next(city.Postcodes)).ToString(CultureInfo.InvariantCulture),
            State = city.State,
            Phone = Maybe(0.5) ? Number(10) : null,
        };
    }

    private LinkRecord Person(LinkRecord home, LinkRecord? head)
    {
        var chinese = head is null ? Maybe(Chinese) : LooksChinese(head.FamilyName!);
        var family = head is not null && Maybe(0.85) ? head.FamilyName!
            : chinese ? HanFamilies[(int)(_random.NextDouble() * _random.NextDouble() * HanFamilies.Length)].ToString()
            : _family[Pick(_ofFamily)];
        var given = chinese
            ? string.Concat(Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => HanGiven[(int)(_random.NextDouble() * HanGiven.Length)]))
            : _given[Pick(_ofGiven)];
        return home with
        {
            GivenName = given,
            FamilyName = family,
            BirthDate = new DateTime(1935, 1, 1).AddDays(_random.Next(365 * 72)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Email = Maybe(0.7) ? Address(given, family) : null,
            Phone = Maybe(0.6) ? Number(10) : home.Phone,
            Number = Maybe(0.3) ? Number(9) : null,
        };
    }

    private LinkRecord Duplicate(LinkRecord person)
    {
        var record = person;
        if (Maybe(0.1))
        {
            var home = Home();
            record = record with { Street = home.Street, City = home.City, Postcode = home.Postcode, State = home.State };
        }

        if (Maybe(0.15))
        {
            record = record with { Email = Maybe(0.5) ? Address(record.GivenName!, record.FamilyName!) : null };
        }

        if (Maybe(0.15))
        {
            record = record with { Phone = Maybe(0.5) ? Number(10) : null };
        }

        if (Maybe(0.03))
        {
            record = record with { FamilyName = LooksChinese(record.FamilyName!) ? record.FamilyName : _family[Pick(_ofFamily)] };
        }

        if (Maybe(0.05))
        {
            record = record with { GivenName = record.GivenName![..1] };
        }

        if (Maybe(0.05))
        {
            record = record with { GivenName = record.FamilyName, FamilyName = record.GivenName };
        }

        return record with
        {
            GivenName = Typed(record.GivenName),
            FamilyName = Typed(record.FamilyName),
            BirthDate = Typed(record.BirthDate),
            Email = Typed(record.Email),
            Phone = Typed(record.Phone),
            Street = Typed(record.Street),
            City = Typed(record.City),
            Postcode = Typed(record.Postcode),
            State = Typed(record.State),
            Number = Maybe(0.3) ? null : Typed(record.Number),
        };
    }

    private string? Typed(string? value)
    {
        if (value is null || Maybe(Blank))
        {
            return null;
        }

        var typed = value;
        while (typed.Length > 1 && Maybe(TypingError))
        {
            var at = _random.Next(typed.Length - 1);
            var key = char.IsAsciiDigit(typed[at]) ? (char)('0' + _random.Next(10)) : (Vowels + Consonants)[_random.Next(Vowels.Length + Consonants.Length)];
            typed = (LooksChinese(typed) ? 3 : typed[at] == '-' ? 2 : _random.Next(4)) switch
            {
                0 => typed.Insert(at, key.ToString()),
                1 => typed.Remove(at, 1),
                2 => $"{typed[..at]}{typed[at + 1]}{typed[at]}{typed[(at + 2)..]}",
                _ => $"{typed[..at]}{(LooksChinese(typed) ? HanGiven[_random.Next(HanGiven.Length)] : key)}{typed[(at + 1)..]}",
            };
        }

        return typed;
    }

    private string Address(string given, string family)
    {
        var name = LooksChinese(family) ? Number(8) : OneOf($"{given}.{family}", $"{given[0]}{family}", $"{given}{Number(2)}", $"{family}{Number(3)}");
        var provider = OneOf("mail", "post", "web", _family[Pick(_ofFamily)]);
        var address = $"{name}@{provider}.example.com";
        while (!_addresses.Add(address))    // a mailbox has one owner
        {
            address = $"{name}{Number(3)}@{provider}.example.com";
        }

        return address;
    }

    private string[] Invented(int count, int syllables)
    {
        var words = new HashSet<string>();
        while (words.Count < count)
        {
            var word = string.Concat(Enumerable.Range(0, 1 + _random.Next(syllables)).Select(_ => $"{Consonants[_random.Next(Consonants.Length)]}{Vowels[_random.Next(Vowels.Length)]}"));
            words.Add(word + (Maybe(0.6) ? Consonants[_random.Next(Consonants.Length)] + (Maybe(0.3) ? "son" : "") : "ra"));
        }

        return [.. words];
    }

    /// <summary>The share of each rank and all before it, when the r-th is r to the power of -<paramref name="power"/> as frequent as the first.</summary>
    private static double[] Zipf(int count, double power)
    {
        var shares = Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -power)).ToArray();
        var (sum, sofar) = (shares.Sum(), 0.0);
        return [.. shares.Select(share => sofar += share / sum)];
    }

    private int Pick(double[] cumulated)
    {
        var at = Array.BinarySearch(cumulated, _random.NextDouble());
        return Math.Min(cumulated.Length - 1, at < 0 ? ~at : at);
    }

    private string Number(int digits) => string.Concat(Enumerable.Range(0, digits).Select(at => (char)('0' + (at == 0 ? 1 + _random.Next(9) : _random.Next(10)))));

    private string OneOf(params string[] values) => values[_random.Next(values.Length)];

    private bool Maybe(double share) => _random.NextDouble() < share;

    private static bool LooksChinese(string text) => text[0] > 'ÿ';
}
