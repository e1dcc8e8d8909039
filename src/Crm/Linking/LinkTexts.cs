using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Linking;

/// <summary>What a customer is compared by: for each field its text, or none. Of e-mail addresses, phone numbers and customer numbers there may be several.</summary>
internal sealed class LinkTexts
{
    private const char And = '\n';
    private const int MostOfOneField = 8;
    private static readonly LinkField[] Several = [LinkField.Email, LinkField.Phone, LinkField.Number];

    private readonly string?[] _texts;

    private LinkTexts(string?[] texts) => _texts = texts;

    /// <summary>Nothing to compare.</summary>
    public static LinkTexts None { get; } = new(new string?[PreparedRecord.Fields]);

    /// <summary>Whether there is nothing to compare.</summary>
    public bool IsEmpty => Array.TrueForAll(_texts, text => text is null);

    /// <summary>Takes what counts of a customer.</summary>
    /// <param name="field">A field's value, or null.</param>
    /// <param name="identifiers">What tells the customer apart: kind and value.</param>
    public static LinkTexts Of(Func<string, string?> field, IEnumerable<(string Kind, string Value)> identifiers)
    {
        var texts = PreparedRecord.Texts(new()
        {
            FullName = field(CustomerFields.Name),
            BirthDate = field(CustomerFields.BirthDate),
            Street = field("street"),
            City = field("city"),
            Postcode = field("postcode"),
            State = field("region") ?? field("country"),
        });
        var all = identifiers.Reverse().ToLookup(one => one.Kind, one => one.Value);
        texts[(int)LinkField.Email] = Joined(all[IdentifierKinds.Email].Select(LinkText.Email));
        texts[(int)LinkField.Phone] = Joined(all[IdentifierKinds.Phone].Select(LinkText.Phone));
        texts[(int)LinkField.Number] = Joined(all[IdentifierKinds.CustomerNumber].Select(LinkText.Code));
        return new(texts);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static LinkTexts Parse(string json) => new(JsonSerializer.Deserialize<string?[]>(json)!);

    /// <summary>Every text that is compared.</summary>
    public IEnumerable<string> Values() => _texts.OfType<string>().SelectMany(text => text.Split(And));

    /// <summary>The keys under which the customer is found, each once.</summary>
    public long[] Keys()
    {
        var keys = new HashSet<long>(BlockKey.LookUp(Prepared(First(this))));
        foreach (var field in Several)
        {
            foreach (var text in Parts(field).Skip(1))
            {
                var alone = new string?[PreparedRecord.Fields];
                alone[(int)field] = text;
                keys.UnionWith(BlockKey.LookUp(Prepared(alone)));
            }
        }

        return [.. keys];
    }

    /// <summary>Both in the form in which they are compared: of several values of a field, one that both have, else the last that was said.</summary>
    public (PreparedRecord One, PreparedRecord Other) With(LinkTexts other, PairWeights weights)
    {
        var (here, there) = (First(this), First(other));
        foreach (var field in Several)
        {
            if (here[(int)field] != there[(int)field] && Parts(field).Intersect(other.Parts(field)).FirstOrDefault() is { } common)
            {
                (here[(int)field], there[(int)field]) = (common, common);
            }
        }

        return (weights.Prepare(here), weights.Prepare(there));
    }

    /// <summary>The text of each field alone.</summary>
    public static string?[] First(LinkTexts of)
    {
        string?[] texts = [.. of._texts];
        foreach (var field in Several)
        {
            texts[(int)field] = of.Parts(field).FirstOrDefault();
        }

        return texts;
    }

    /// <summary>As JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(_texts);

    private string[] Parts(LinkField field) => _texts[(int)field]?.Split(And) ?? [];

    private static PreparedRecord Prepared(string?[] texts) => new(texts, (_, text) => new(text));

    private static string? Joined(IEnumerable<string?> texts)
    {
        string[] some = [.. texts.OfType<string>().Distinct().Take(MostOfOneField)];
        return some.Length == 0 ? null : string.Join(And, some);
    }
}
