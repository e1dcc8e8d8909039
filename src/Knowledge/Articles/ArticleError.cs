namespace ServiceBot.Knowledge.Articles;

/// <summary>Something wrong in an article's file, with the place to look at.</summary>
/// <param name="File">The file's path as it was given, relative to the articles' folder when read from one.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column in UTF-16 code units, from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record ArticleError(string File, int Line, int Column, string Message, string Hint)
{
    /// <summary><c>file:line:column: message hint</c>, a form that editors turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message} {Hint}";
}

/// <summary>There is not one article that can be served.</summary>
public sealed class KnowledgeLoadException : Exception
{
    /// <summary>An exception whose message lists all errors, one a line.</summary>
    /// <param name="errors">Everything wrong in every file.</param>
    public KnowledgeLoadException(IReadOnlyList<ArticleError> errors)
        : base($"The knowledge base cannot be loaded:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}")
    {
        Errors = errors;
    }

    /// <summary>Everything wrong in every file.</summary>
    public IReadOnlyList<ArticleError> Errors { get; }
}
