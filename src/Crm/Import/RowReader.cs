using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import.Files;

namespace ServiceBot.Crm.Import;

/// <summary>What tells a customer apart, as a row says it.</summary>
internal readonly record struct RowIdentifier(string Kind, string Value, string Normalised);

/// <summary>What a row says of a customer.</summary>
/// <param name="Row">The row.</param>
/// <param name="Key">What the customer is found by; null: nobody is looked for.</param>
/// <param name="Fields">The fields and their values.</param>
/// <param name="Identifiers">What tells them apart, the key with it.</param>
/// <param name="Fault">Why it is rejected; null: it is not.</param>
internal sealed record ReadRow(
    ImportRow Row, RowIdentifier? Key, IReadOnlyList<(string Field, string Value)> Fields, IReadOnlyList<RowIdentifier> Identifiers, string? Fault);

/// <summary>Reads rows as a mapping says. An empty value says nothing.</summary>
internal sealed class RowReader(ImportMapping mapping, IReadOnlyList<string> columns, CustomerFieldSet fields, DateTimeOffset now)
{
    private const int LongestValue = 200;
    private const int LongestRemark = 4_000;

    // What several columns may be comes together, in the order of the columns.
    private readonly (string Target, int[] At)[] _targets =
    [
        .. columns.Index().Where(column => mapping.Columns.ContainsKey(column.Item)).GroupBy(column => mapping.Columns[column.Item], column => column.Index).Select(target => (target.Key, target.ToArray())),
    ];

    public ReadRow Read(ImportRow row)
    {
        if (row.Fault is not null)
        {
            return new(row, null, [], [], row.Fault);
        }

        var said = new Said(this, row);
        foreach (var (target, at) in _targets)
        {
            said.Take(target, at);
        }

        return said.End();
    }

    private sealed class Said(RowReader reader, ImportRow row)
    {
        private readonly List<(string Field, string Value)> _fields = new(reader._targets.Length);
        private readonly List<RowIdentifier> _identifiers = new(4);
        private string? _given;
        private string? _family;
        private int _nameAt;
        private string? _fault;

        public void Take(string target, int[] at)
        {
            if (IdentifierKinds.Given.Contains(target))
            {
                foreach (var column in at)
                {
                    Identify(target, Cell(column), column);
                }

                return;
            }

            var text = at.Length == 1 ? Cell(at[0]) : string.Join(target == ImportTargets.Tags ? ',' : ' ', at.Select(Cell).Where(cell => cell.Length > 0));
            if (text.Length == 0)
            {
                return;
            }

            if (target == ImportTargets.Tags)
            {
                foreach (var tag in text.Split([',', ';', '，', '；', '、', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    Say(CustomerTag.Prefix + tag.ToLowerInvariant(), CustomerTag.On, at[0]);
                }
            }
            else if (target is ImportTargets.GivenName or ImportTargets.FamilyName)
            {
                (_given, _family, _nameAt) = target == ImportTargets.GivenName ? (text, _family, at[0]) : (_given, text, at[0]);
            }
            else
            {
                Say(target, text, at[0]);
            }
        }

        public ReadRow End()
        {
            if ((_given ?? _family) is not null && !_fields.Exists(field => field.Field == CustomerFields.Name))
            {
                Say(CustomerFields.Name, NameOf(_given, _family), _nameAt);
            }

            var key = reader.Mapping.Key is null ? -1 : _identifiers.FindIndex(identifier => identifier.Kind == reader.Mapping.Key);
            if (_fault is null && reader.Mapping.Key is { } wanted && key < 0)
            {
                Refuse($"It has no {wanted}, by which its customer is found.");
            }
            else if (_fault is null && _fields.Count == 0 && _identifiers.Count == 0)
            {
                Refuse("It says nothing: the columns that are looked at are empty.");
            }

            return new(row, key < 0 ? null : _identifiers[key], _fields, _identifiers, _fault);
        }

        private string Cell(int column) => column < row.Cells.Count ? StoredText.Clean(row.Cells[column], LongestRemark) : "";

        private void Say(string field, string text, int at)
        {
            var isDay = field == CustomerFields.BirthDate || reader.Fields.Find(field)?.Kind == FieldKind.Day;
            var day = isDay ? DayText.Read(text, reader.Mapping.Days) : null;
            var read = field switch
            {
                _ when isDay => day ?? text,
                CustomerFields.Language => LanguageOf(text),
                _ => text,
            };
            if (field != "remark" && read.Length > LongestValue)
            {
                Refuse(at, $"it is longer than {LongestValue} characters.");
            }
            else if (isDay && day is null)
            {
                Refuse(at, $"«{text}» is no day such as 1987-05-03{(DayText.Read(text, DayOrder.DayFirst) is null ? "" : ", or it can be read in two ways: say whether days or months stand first")}.");
            }
            else if (!reader.Fields.TryRead(field, read, reader.Now, out var value, out var fault))
            {
                Refuse(at, $"«{text}»: {fault}");
            }
            else if (value is not null)
            {
                _fields.Add((field, value));
            }
        }

        private void Identify(string kind, string text, int at)
        {
            if (text.Length == 0)
            {
                return;
            }

            var value = StoredText.CleanLine(kind == IdentifierKinds.ExternalKey ? $"{reader.Mapping.System}:{text}" : text, LongestRemark);
            if (value.Length > LongestValue || IdentifierKinds.Normalise(kind, value) is not { } normalised)
            {
                Refuse(at, $"«{StoredText.CleanLine(text, 100)}»: {(value.Length > LongestValue ? $"it is longer than {LongestValue} characters." : IdentifierKinds.FaultOf(kind))}");
            }
            else if (new RowIdentifier(kind, value, normalised) is var identifier && !_identifiers.Exists(known => known.Kind == kind && known.Normalised == normalised))
            {
                _identifiers.Add(identifier);
            }
        }

        private void Refuse(int at, string what) => Refuse($"{reader.Columns[at]}: {what}");

        private void Refuse(string what) => _fault = _fault is null ? what : $"{_fault} {what}";
    }

    private ImportMapping Mapping => mapping;

    private IReadOnlyList<string> Columns => columns;

    private CustomerFieldSet Fields => fields;

    private DateTimeOffset Now => now;

    /// <summary>陈 and 美 are 陈美; Ann and Lee are Ann Lee.</summary>
    private static string NameOf(string? given, string? family) =>
        family?.All(sign => sign >= '\u2E80') == true ? $"{family}{given}" : $"{given} {family}".Trim();

    private static string LanguageOf(string text) => text.ToLowerInvariant() switch
    {
        "english" or "eng" or "en-us" or "en-gb" or "英文" or "英语" => "en",
        "chinese" or "zho" or "zh-cn" or "zh-tw" or "zh-hk" or "中文" or "汉语" or "普通话" => "zh",
        var code => code,
    };
}
