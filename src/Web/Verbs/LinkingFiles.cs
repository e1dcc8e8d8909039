using System.Globalization;
using CsvHelper;
using ServiceBot.Crm.Linking;

namespace ServiceBot.Web.Verbs;

/// <summary>Persons as a file has them.</summary>
/// <param name="Records">Each with its id, or its number in the file where there is no column of ids.</param>
/// <param name="Columns">What each column that was understood is taken for.</param>
/// <param name="Unknown">Columns that are not looked at.</param>
internal sealed record LinkingPersons(IReadOnlyList<KeyValuePair<string, LinkRecord>> Records, IReadOnlyDictionary<string, string> Columns, IReadOnlyList<string> Unknown);

/// <summary>Reads persons and pairs from CSV. Columns are told by their names.</summary>
internal static class LinkingFiles
{
    private const string Id = "id";

    private static readonly (string Meaning, string[] Names)[] Known =
    [
        (Id, ["id", "recid", "recordid", "uniqueid", "rowid", "personid", "customerid", "clientid", "contactid", "key"]),
        (nameof(LinkRecord.GivenName), ["givenname", "firstname", "forename", "given", "first", "fname", "名", "名字"]),
        (nameof(LinkRecord.FamilyName), ["familyname", "surname", "lastname", "family", "last", "lname", "姓", "姓氏"]),
        (nameof(LinkRecord.FullName), ["name", "fullname", "customername", "姓名"]),
        (nameof(LinkRecord.BirthDate), ["birthdate", "dateofbirth", "dob", "birthday", "born", "birth", "出生日期", "生日"]),
        (nameof(LinkRecord.Email), ["email", "emailaddress", "mail", "邮箱", "电子邮件"]),
        (nameof(LinkRecord.Phone), ["phone", "phonenumber", "telephone", "tel", "mobile", "mobilephone", "cell", "手机", "电话"]),
        (nameof(LinkRecord.Street), ["streetnumber", "housenumber", "street", "streetaddress", "streetname", "address", "address1", "addressline1", "addr1", "地址"]),
        (nameof(LinkRecord.AddressLine2), ["address2", "addressline2", "addr2", "unit", "apartment"]),
        (nameof(LinkRecord.City), ["city", "suburb", "town", "locality", "城市"]),
        (nameof(LinkRecord.Postcode), ["postcode", "postalcode", "zip", "zipcode", "邮编"]),
        (nameof(LinkRecord.State), ["state", "county", "province", "region", "country", "省"]),
        (nameof(LinkRecord.Number), ["number", "externalid", "externalnumber", "socsecid", "ssn", "socialsecuritynumber", "nationalid", "identitynumber", "customernumber", "taxid", "身份证号"]),
    ];

    private static readonly CsvReaderOptions Strict = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        TrackLineNumbers = true,
    };

    /// <summary>Reads persons.</summary>
    /// <exception cref="InvalidDataException">The file is no such table; the message says where and why.</exception>
    public static LinkingPersons ReadRecords(string path, IReadOnlyCollection<string> ignored) => Reading(path, csv =>
    {
        var headers = csv.Headers.ToArray();
        foreach (var name in ignored.Where(name => !headers.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            throw Bad(path, 1, 1, $"there is no column {name} to leave out", $"the columns are {string.Join(", ", headers)}");
        }

        var meanings = headers.Select(header => ignored.Contains(header, StringComparer.OrdinalIgnoreCase) ? null : MeaningOf(header)).ToArray();
        if (!meanings.Any(meaning => meaning is not (null or Id)))
        {
            throw Bad(path, 1, 1, "no column is one of persons", "name the columns in the first line, such as given_name, family_name, date_of_birth, email, postcode");
        }

        var columns = meanings.Index().Where(column => column.Item is not null).ToLookup(column => column.Item!, column => column.Index);
        var records = new List<KeyValuePair<string, LinkRecord>>();
        var lines = new Dictionary<string, long>();
        while (csv.Read())
        {
            string? Of(string meaning) => Joined(columns[meaning].Select(column => Text(path, csv, column)).Where(text => text.Length > 0), meaning);

            var id = columns.Contains(Id) ? Of(Id) : csv.RowNumber.ToString(CultureInfo.InvariantCulture);
            if (id is null)
            {
                throw Bad(path, csv.LineNumber, ColumnOf(csv, columns[Id].First()), "this record has no id", $"fill the column {headers[columns[Id].First()]}, or leave it out with --ignore");
            }

            if (!lines.TryAdd(id, csv.LineNumber))
            {
                throw Bad(path, csv.LineNumber, ColumnOf(csv, columns[Id].First()), $"the id {id} is that of line {lines[id]} too", "give each record an id of its own, or leave the column out with --ignore");
            }

            records.Add(new(id, new()
            {
                GivenName = Of(nameof(LinkRecord.GivenName)),
                FamilyName = Of(nameof(LinkRecord.FamilyName)),
                FullName = Of(nameof(LinkRecord.FullName)),
                BirthDate = Of(nameof(LinkRecord.BirthDate)),
                Email = Of(nameof(LinkRecord.Email)),
                Phone = Of(nameof(LinkRecord.Phone)),
                Street = Of(nameof(LinkRecord.Street)),
                AddressLine2 = Of(nameof(LinkRecord.AddressLine2)),
                City = Of(nameof(LinkRecord.City)),
                Postcode = Of(nameof(LinkRecord.Postcode)),
                State = Of(nameof(LinkRecord.State)),
                Number = Of(nameof(LinkRecord.Number)),
            }));
        }

        return new LinkingPersons(
            records,
            headers.Zip(meanings).Where(column => column.Second is not null).ToDictionary(column => column.First, column => column.Second!),
            [.. headers.Zip(meanings).Where(column => column.Second is null).Select(column => column.First)]);
    });

    /// <summary>Reads pairs of ids from the first two columns.</summary>
    /// <exception cref="InvalidDataException">The file is no such table, or names an id that is unknown; the message says where and why.</exception>
    public static IReadOnlyCollection<(string A, string B)> ReadPairs(string path, IReadOnlySet<string> ids) => Reading(path, csv =>
    {
        if (csv.Headers.Count < 2)
        {
            throw Bad(path, 1, 1, "there are no two columns", "the first line is id_a,id_b, and each further line two ids");
        }

        var pairs = new HashSet<(string A, string B)>();
        while (csv.Read())
        {
            var (a, b) = (Text(path, csv, 0), Text(path, csv, 1));
            foreach (var (column, id) in new[] { (0, a), (1, b) })
            {
                if (!ids.Contains(id))
                {
                    throw Bad(path, csv.LineNumber, ColumnOf(csv, column), $"there is no record {id}", "both columns are ids of the file of records");
                }
            }

            if (a != b)
            {
                pairs.Add(string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a));
            }
        }

        return pairs;
    });

    /// <summary>A value as CSV has it.</summary>
    public static string Quoted(string value) => value.IndexOfAny([',', '"', '\n', '\r']) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>An address may be spread over columns; of two e-mail addresses the first counts.</summary>
    private static string? Joined(IEnumerable<string> values, string meaning) =>
        meaning is nameof(LinkRecord.Street) or nameof(LinkRecord.AddressLine2) or nameof(LinkRecord.State)
            ? string.Join(' ', values) is { Length: > 0 } text ? text : null
            : values.FirstOrDefault();

    private static T Reading<T>(string path, Func<CsvReader, T> read)
    {
        using var csv = CsvReader.FromFile(path, Strict);
        try
        {
            csv.ReadHeader();
            return csv.Headers.Count == 0
                ? throw Bad(path, 1, 1, "the file is empty", "the first line names the columns")
                : read(csv);
        }
        catch (CsvFormatException failure)
        {
            throw Bad(path, Math.Max(1, failure.LineNumber), 1, failure.Message.TrimEnd('.'), "each line has as many values as the first, and a value with a comma or a quote stands in quotes");
        }
    }

    private static string Text(string path, CsvReader csv, int column) => csv.GetString(column).Trim() is var text && text.Contains('\uFFFD', StringComparison.Ordinal)
        ? throw Bad(path, csv.LineNumber, ColumnOf(csv, column), "this value is no UTF-8", "save the file as UTF-8")
        : text;

    /// <summary>Where a value begins: what is before it, and a separator each.</summary>
    private static int ColumnOf(CsvReader csv, int column) => 1 + Enumerable.Range(0, column).Sum(before => csv.GetString(before).Length + 1);

    private static string? MeaningOf(string header)
    {
        var name = string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Known.FirstOrDefault(known => known.Names.Contains(name)).Meaning;
    }

    private static InvalidDataException Bad(string path, long line, int column, string what, string hint) => new($"{path}:{line}:{column}: {what}; {hint}.");
}
