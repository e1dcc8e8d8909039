using System.Text;

namespace ServiceBot.Dialogs;

/// <summary>Text with <c>{placeholders}</c>. Values are put in once and never read again as template.</summary>
internal sealed class Template
{
    private readonly List<Part> _parts = [];

    private Template()
    {
    }

    /// <summary>The placeholders and where each begins in the text (0-based).</summary>
    public IEnumerable<(string Name, int At)> Placeholders => _parts.Where(p => p.IsPlaceholder).Select(p => (p.Text, p.At));

    /// <summary>Reads a template; <c>{{</c> and <c>}}</c> are braces of the text itself.</summary>
    /// <exception cref="FormatException">A brace is not closed or encloses no name; the message holds «at N».</exception>
    public static Template Parse(string text)
    {
        var template = new Template();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '{' or '}' && i + 1 < text.Length && text[i + 1] == c)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var end = text.IndexOf('}', i);
                var name = end < 0 ? "" : text[(i + 1)..end].Trim();
                if (!Names.IsName(name))
                {
                    throw new TemplateException("a placeholder is a name in braces, such as {order_number}", i);
                }

                template.Add(literal);
                template._parts.Add(new(name, true, i));
                i = end;
            }
            else if (c == '}')
            {
                throw new TemplateException("a closing brace without an opening one", i);
            }
            else
            {
                literal.Append(c);
            }
        }

        template.Add(literal);
        return template;
    }

    /// <summary>The text with each placeholder replaced by what <paramref name="value"/> gives for its name.</summary>
    public string Render(Func<string, string> value) =>
        _parts is [{ IsPlaceholder: false } only]
            ? only.Text
            : string.Concat(_parts.Select(p => p.IsPlaceholder ? value(p.Text) : p.Text));

    private void Add(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            _parts.Add(new(literal.ToString(), false, 0));
            literal.Clear();
        }
    }

    private readonly record struct Part(string Text, bool IsPlaceholder, int At);
}

/// <summary>An action's argument: one text for all with the values as they are kept, or one a language with the values as customers read them.</summary>
/// <param name="Text">The text, or the English one.</param>
/// <param name="Chinese">Null: there is only one text.</param>
internal sealed record Argument(Template Text, Template? Chinese)
{
    public Template In(string language) => language == "zh" ? Chinese ?? Text : Text;
}

/// <summary>A template or condition that cannot be read, and where (0-based).</summary>
internal sealed class TemplateException(string message, int at) : Exception(message)
{
    public int At => at;
}
