using System.Globalization;
using ServiceBot.Crm.Demo;
using ServiceBot.Crm.Identity;
using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Simulation;

/// <summary>Invented people and what the books have of them. Addresses end in example.com.</summary>
internal static class SimulatedPersons
{
    private static readonly string[] Given =
    [
        "Olivia", "Noah", "Amelia", "Liam", "Isla", "Oscar", "Grace", "Theo", "Freya", "Arthur", "Ruby", "Henry", "Ella", "Samuel", "Nadia", "Felix", "Priya", "Marcus", "Leila", "Tom",
        "Ingrid", "Diego", "Hannah", "Kofi", "Clara", "Jonas", "Maya", "Patrick", "Zoe", "Victor", "Alice", "Bruno", "Celia", "Daniel", "Edith", "Frank", "Gemma", "Hugo", "Irene", "Julian",
    ];

    private static readonly string[] Begins = ["Ash", "Ben", "Cal", "Daw", "El", "Fen", "Gar", "Hol", "In", "Jar", "Ken", "Lock", "Mar", "Nor", "Oak", "Pem", "Quin", "Row", "Sin", "Thorn", "Us", "Van", "Whit", "Yar"];
    private static readonly string[] Ends = ["worth", "nett", "der", "son", "lery", "wick", "land", "loway", "gram", "vis", "drick", "hart", "low", "wood", "ford", "berton", "ley", "tree", "clair", "ton", "her", "ce", "lock", "dley"];

    private const string HanFamilies = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹";
    private const string HanGiven = "伟芳娜敏静磊洋艳勇强军杰涛明超兰霞平刚桂英华玉萍红娟健文辉力建国志丽云波宁宇浩凯思远雨桐欣怡子轩美玲佳琪嘉瑞晨晓";
    private static readonly string[] Streets = ["Harbour Street", "Mill Lane", "Station Road", "Church Walk", "Quay Road", "High Street", "Orchard Way", "Bridge Street", "Park Avenue", "Castle Hill", "Victoria Road", "Lime Grove"];
    private static readonly string[] HanStreets = ["海港路", "人民路", "中山街", "解放大道", "长江路", "文化街", "新华路", "花园街"];
    private static readonly string[] Cities = ["Northport", "Easthaven", "Saltmere", "Kingsbridge", "Westcliff", "Lowfield", "Marlow Bay", "Stonegate"];
    private static readonly string[] HanCities = ["海城", "江州", "平安", "新港", "云山", "长宁"];

    /// <summary>Somebody new.</summary>
    public static SimulatedRecord Person(SimulationPlan plan, int number, DateTimeOffset since, SeededRandom random)
    {
        var isChinese = random.NextDouble() < plan.Chinese;
        var name = isChinese
            ? $"{HanFamilies[random.Next(HanFamilies.Length)]}{HanGiven[random.Next(HanGiven.Length)]}{(random.Next(4) == 0 ? "" : HanGiven[random.Next(HanGiven.Length)])}"
            : $"{Of(Given, random)} {Of(Begins, random)}{Of(Ends, random)}";
        var mail = isChinese ? $"u{random.Next(1_000_000)}.{number}" : $"{name.Replace(' ', '.').ToLowerInvariant()}{number}";
        var facts = new List<(string, string)>();
        Know(0.7, CustomerFields.BirthDate, new DateOnly(1940, 1, 1).AddDays(random.Next(24_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Know(0.85, "street", isChinese ? $"{Of(HanStreets, random)}{1 + random.Next(300)}号" : $"{1 + random.Next(300)} {Of(Streets, random)}");
        Know(0.9, "city", Of(isChinese ? HanCities : Cities, random));
        Know(0.85, "postcode", (10_000 + random.Next(80_000)).ToString(CultureInfo.InvariantCulture));
        return new()
        {
            Id = IdAt(since, random),
            Number = string.Create(CultureInfo.InvariantCulture, $"S-{number:D7}"),
            Name = name,
            Language = isChinese ? "zh" : "en",
            Since = since,
            Email = random.NextDouble() < 0.85 ? $"{mail}@example.com" : null,
            Phone = random.NextDouble() < 0.8 ? $"+44{7_000_000_000 + (random.Next(900_000_000) * 1L)}" : null,
            Facts = facts,
            ChatUser = random.NextDouble() < plan.Chats ? string.Create(CultureInfo.InvariantCulture, $"sim-{number}") : null,
            Consents = [.. ConsentsAt(since, random)],
        };

        void Know(double share, string field, string value)
        {
            if (random.NextDouble() < share)
            {
                facts.Add((field, value));
            }
        }
    }

    /// <summary>The same person once more, as somebody else wrote them down: with slips, gaps, and now and then another address.</summary>
    public static SimulatedRecord Again(SimulatedRecord record, DateTimeOffset since, SeededRandom random) => record with
    {
        Id = IdAt(since, random),
        Number = $"{record.Number}B",
        Name = Slip(record.Name, 0.4, random),
        Since = since,
        Email = random.NextDouble() < 0.3 || record.Email is null ? null : Slip(record.Email, 0.15, random),
        Phone = random.NextDouble() < 0.3 || record.Phone is null ? null : Slip(record.Phone, 0.15, random),
        Facts = [.. record.Facts.Where(_ => random.NextDouble() < 0.8).Select(fact => (fact.Field, fact.Field == CustomerFields.BirthDate ? fact.Value : Slip(fact.Value, 0.15, random)))],
        ChatUser = null,
        Consents = [],
    };

    /// <summary>An id of version 7, with the bits of chance from the seed.</summary>
    public static Guid IdAt(DateTimeOffset at, SeededRandom random)
    {
        var bytes = Guid.CreateVersion7(at).ToByteArray(bigEndian: true);
        for (var i = 6; i < bytes.Length; i++)
        {
            bytes[i] = i switch
            {
                6 => (byte)(0x70 | random.Next(16)),
                8 => (byte)(0x80 | random.Next(64)),
                _ => (byte)random.Next(256),
            };
        }

        return new(bytes, bigEndian: true);
    }

    private static IEnumerable<(string Purpose, bool Given, DateTimeOffset At)> ConsentsAt(DateTimeOffset since, SeededRandom random)
    {
        switch (random.NextDouble())
        {
            case < 0.6:
                yield return ("marketing", true, since);
                break;
            case < 0.75:
                yield return ("marketing", false, since);
                break;
        }

        if (random.NextDouble() < 0.02)
        {
            yield return ("profiling", false, since);
        }
    }

    /// <summary>With some chance, a character that is left out, doubled, or in its neighbour's place; the ends of the text stay.</summary>
    private static string Slip(string text, double chance, SeededRandom random)
    {
        if (text.Length < 4 || random.NextDouble() >= chance)
        {
            return text;
        }

        var at = 1 + random.Next(text.Length - 3);
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            _ => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
        };
    }

    private static string Of(string[] all, SeededRandom random) => all[random.Next(all.Length)];
}
