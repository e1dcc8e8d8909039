using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceBot.Knowledge.Articles;

/// <summary>An article's file as it lies on disk.</summary>
/// <param name="Path">How errors name the file; also what a later version of it is recognised by.</param>
/// <param name="Bytes">The file's bytes; more than <see cref="ArticleReader.MaxBytes"/> is an error, so a reader may stop one byte later.</param>
public sealed record ArticleFile(string Path, byte[] Bytes);

/// <summary>What came of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Article">The article; null when it cannot be read. Dangling links alone leave it readable.</param>
/// <param name="Errors">Everything wrong in the file, in order of place; empty when it is good.</param>
public sealed record ArticleReading(ArticleFile File, Article? Article, IReadOnlyList<ArticleError> Errors);

/// <summary>Turns Markdown files with front matter into articles and says everything that is wrong with them.</summary>
public static class ArticleReader
{
    /// <summary>The largest file that is read as an article: 1 MB.</summary>
    public const int MaxBytes = 1_000_000;

    private static readonly string[] KnownFields = ["id", "title", "language", "tags", "audience", "updated"];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole knowledge base, so that ids and links between its articles can be checked.</summary>
    /// <param name="files">All files; of two files with the same id in one language the first by path (ordinal) has it.</param>
    /// <returns>One reading a file, in order of path.</returns>
    public static IReadOnlyList<ArticleReading> Read(IEnumerable<ArticleFile> files)
    {
        var drafts = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(Draft.Read).ToList();

        // Ids of files that are wrong otherwise count as well: one mistake should be reported once, not again by every article that links there.
        var owners = new Dictionary<(string Language, string Id), Draft>();
        foreach (var draft in drafts)
        {
            if (draft is { Language: { } language, Id: { Text: var id } } && !owners.TryAdd((language, id), draft))
            {
                draft.Report(draft.Id!.Value.Line, draft.Id.Value.Column, $"The id `{id}` is already used by {owners[(language, id)].File.Path}.",
                    "Give each article of a language an id of its own.");
                draft.Article = null;
            }
        }

        foreach (var draft in drafts)
        {
            draft.CheckLinks(id => owners.ContainsKey((draft.Language ?? "", id)));
        }

        return drafts.ConvertAll(draft => draft.Finish());
    }

    private sealed class Draft(ArticleFile file)
    {
        private readonly List<ArticleError> _errors = [];
        private MarkdownDocument? _document;
        private int _bodyLine;

        public ArticleFile File => file;

        public Article? Article { get; set; }

        /// <summary>The id, when it is a good one.</summary>
        public Word? Id { get; private set; }

        /// <summary>The language, when it is a known one.</summary>
        public string? Language { get; private set; }

        public static Draft Read(ArticleFile file)
        {
            var draft = new Draft(file);
            if (draft.Decode() is { } text)
            {
                draft.Parse(text);
            }

            return draft;
        }

        public void Report(int line, int column, string message, string hint) => _errors.Add(new(file.Path, line, column, message, hint));

        public ArticleReading Finish() => new(file, Article, [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)]);

        private string? Decode()
        {
            if (file.Bytes.Length > MaxBytes)
            {
                Report(1, 1, $"The file is larger than {MaxBytes:N0} bytes.", "Split it into several articles.");
                return null;
            }

            ReadOnlySpan<byte> bytes = file.Bytes;
            bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
            try
            {
                return StrictUtf8.GetString(bytes).ReplaceLineEndings("\n");
            }
            catch (DecoderFallbackException)
            {
                var good = Encoding.UTF8.GetString(bytes);
                var at = good.IndexOf('\uFFFD', StringComparison.Ordinal);
                var before = good.AsSpan(0, at);
                Report(before.Count('\n') + 1, at - before.LastIndexOf('\n'), "The file is not UTF-8 from here on.", "Save it as UTF-8.");
                return null;
            }
        }

        private void Parse(string text)
        {
            var lines = text.Split('\n');
            var close = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, line => line.TrimEnd() == "---") : -1;
            if (close < 0)
            {
                Report(1, 1, lines[0].TrimEnd() == "---" ? "The front matter is not closed." : "There is no front matter.",
                    "Begin the file with a line `---`, then `id:`, `title:` and `language:`, then a line `---`.");
                return;
            }

            var fields = FrontMatter.Read(string.Join('\n', lines[1..close]), Report);
            var isYaml = _errors.Count == 0;
            var body = string.Join('\n', lines[(close + 1)..]);
            _bodyLine = close + 2;
            var article = new Article
            {
                Id = (isYaml || fields.ContainsKey("id") ? ReadId(fields) : null) ?? "",
                Title = isYaml || fields.ContainsKey("title") ? Required(fields, "title", "A title as the customer reads it.")?.Text ?? "" : "",
                Language = (isYaml || fields.ContainsKey("language") ? ReadLanguage(fields) : null) ?? "",
                Tags = fields.TryGetValue("tags", out var tags) ? [.. tags.Values.Select(tag => tag.Text).Where(tag => tag.Length > 0).Distinct()] : [],
                Audience = ReadAudience(fields),
                Updated = ReadUpdated(fields),
                Body = body,
                Version = Convert.ToHexStringLower(SHA256.HashData(file.Bytes))[..12],
                Passages = ReadPassages(body),
            };
            foreach (var (name, field) in fields)
            {
                CheckShape(name, field);
            }

            Article = _errors.Count == 0 ? article : null;
        }

        private void CheckShape(string name, Field field)
        {
            if (!KnownFields.Contains(name))
            {
                Report(field.Line, field.Column, $"`{name}` is not a field of an article.", $"The fields are {string.Join(", ", KnownFields)}.");
            }
            else if (field.IsList && name != "tags")
            {
                Report(field.Line, field.Column, $"`{name}` is a list.", "Only `tags` is one.");
            }
        }

        private Word? Required(Dictionary<string, Field> fields, string name, string hint)
        {
            if (fields.TryGetValue(name, out var field) && field.Values is [{ Text.Length: > 0 } word, ..])
            {
                return word;
            }

            Report(field.Values is null ? 1 : field.Line, field.Values is null ? 1 : field.Column, $"`{name}` is missing.", hint);
            return null;
        }

        private string? ReadId(Dictionary<string, Field> fields)
        {
            if (Required(fields, "id", "Add a slug such as `router-drops`.") is not { } id)
            {
                return null;
            }

            if (!LinkTarget.IsSlug(id.Text))
            {
                Report(id.Line, id.Column, $"The id `{id.Text}` is not a slug.", "Use small letters a-z, digits and single hyphens: `router-drops`.");
                return null;
            }

            Id = id;
            return id.Text;
        }

        private string? ReadLanguage(Dictionary<string, Field> fields)
        {
            if (Required(fields, "language", "Add `language: en` or `language: zh`.") is not { } language)
            {
                return null;
            }

            if (language.Text is not ("en" or "zh"))
            {
                Report(language.Line, language.Column, $"The language `{language.Text}` is not known.", "Use `en` or `zh`.");
                return null;
            }

            return Language = language.Text;
        }

        private string ReadAudience(Dictionary<string, Field> fields)
        {
            if (!fields.TryGetValue("audience", out var field) || field.Values is not [var word, ..])
            {
                return Article.CustomerAudience;
            }

            if (word.Text is not (Article.CustomerAudience or Article.AgentAudience))
            {
                Report(word.Line, word.Column, $"The audience `{word.Text}` is not known.", "Use `customer` or `agent`.");
            }

            return word.Text;
        }

        private DateOnly? ReadUpdated(Dictionary<string, Field> fields)
        {
            if (!fields.TryGetValue("updated", out var field) || field.Values is not [var word, ..])
            {
                return null;
            }

            if (DateOnly.TryParseExact(word.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date;
            }

            Report(word.Line, word.Column, $"`{word.Text}` is not a date.", "Write year, month and day: `2026-10-12`.");
            return null;
        }

        private IReadOnlyList<Passage> ReadPassages(string body)
        {
            try
            {
                _document = ArticleMarkdown.Parse(body);
            }
            catch (ArgumentException)
            {
                Report(_bodyLine, 1, "Quotes, lists or emphasis are nested too deeply.", "Write it flatter.");
                return [];
            }

            var passages = PassageSplitter.Split(body, _document);
            if (passages.Count == 0)
            {
                Report(_bodyLine, 1, "The article has no text.", "Write an opening paragraph below the front matter.");
            }

            return passages;
        }

        public void CheckLinks(Func<string, bool> exists)
        {
            foreach (var link in _document?.Descendants<LinkInline>() ?? [])
            {
                var target = LinkTarget.Of(link.Url);
                if (!link.IsImage && (target.Kind == LinkKind.Refused || (target.ArticleId is { } id && !exists(id))))
                {
                    Report(_bodyLine + link.Line, link.Column + 1, $"The link target `{link.Url}` is not known.",
                        "Link to an article's id in the same language, or to http, https, mailto or tel.");
                }
            }
        }
    }
}
