using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceBot.Knowledge.Articles;

/// <summary>A value of the front matter and where it stands in the file.</summary>
internal readonly record struct Field(IReadOnlyList<Word> Values, bool IsList, int Line, int Column);

/// <summary>A scalar of the front matter and where it stands in the file.</summary>
internal readonly record struct Word(string Text, int Line, int Column);

/// <summary>
/// Reads the few lines of YAML above an article. It works on the parser's events, not on its document model: articles are flat, every value keeps
/// its place for errors, and deep nesting, aliases and tags have nothing to act on.
/// </summary>
internal static class FrontMatter
{
    /// <summary>Fields by name; what is wrong with the YAML itself goes to <paramref name="report"/>.</summary>
    /// <param name="yaml">The lines between the two <c>---</c>; they begin on line 2 of the file.</param>
    /// <param name="report">Takes line, column, message and hint.</param>
    public static Dictionary<string, Field> Read(string yaml, Action<int, int, string, string> report)
    {
        var fields = new Dictionary<string, Field>(StringComparer.Ordinal);
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return fields;
            }

            parser.Consume<DocumentStart>();
            if (!parser.TryConsume<MappingStart>(out _))
            {
                report(2, 1, "The front matter is not a list of fields.", "Write one `field: value` a line.");
                return fields;
            }

            while (!parser.TryConsume<MappingEnd>(out _))
            {
                ReadField(parser, fields, report);
            }

            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
        }
        catch (YamlException e)
        {
            var reason = (e.InnerException ?? e).Message;
            report(Line(e.Start), (int)e.Start.Column, $"The front matter is not valid YAML: {reason.TrimEnd('.')}.",
                "Put values that hold `: `, `#` or quotes in double quotes.");
        }

        return fields;
    }

    private static void ReadField(Parser parser, Dictionary<string, Field> fields, Action<int, int, string, string> report)
    {
        var at = parser.Current!.Start;
        if (!parser.TryConsume<Scalar>(out var key))
        {
            report(Line(at), (int)at.Column, "A field's name is not plain text.", "Write `field: value`.");
            parser.SkipThisAndNestedEvents();
            parser.SkipThisAndNestedEvents();
            return;
        }

        var start = parser.Current!.Start;
        var values = new List<Word>();
        var isList = parser.TryConsume<SequenceStart>(out _);
        while (isList ? !parser.TryConsume<SequenceEnd>(out _) : values.Count == 0)
        {
            var place = parser.Current!.Start;
            if (parser.TryConsume<Scalar>(out var scalar))
            {
                values.Add(new(scalar.Value.Trim(), Line(place), (int)place.Column));
            }
            else
            {
                report(Line(place), (int)place.Column, $"`{key.Value}` holds something that is not plain text.", "Use text, or a list of texts for `tags`.");
                parser.SkipThisAndNestedEvents();
                values.Add(new("", Line(place), (int)place.Column));
            }
        }

        if (!fields.TryAdd(key.Value, new(values, isList, Line(start), (int)start.Column)))
        {
            report(Line(at), (int)at.Column, $"`{key.Value}` is there twice.", "Keep one of them.");
        }
    }

    private static int Line(Mark mark) => (int)mark.Line + 1;
}
