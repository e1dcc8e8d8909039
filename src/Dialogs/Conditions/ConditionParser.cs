namespace ServiceBot.Dialogs;

/// <summary>Reads conditions by recursive descent: <c>or</c> binds loosest, then <c>and</c>, then <c>not</c>.</summary>
internal sealed class ConditionParser
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] Words = ["and", "or", "not", "is", "set"];

    private readonly string _text;
    private int _at;

    private ConditionParser(string text) => _text = text;

    /// <exception cref="TemplateException">The text is no condition; says where.</exception>
    public static Condition Parse(string text)
    {
        var parser = new ConditionParser(text);
        var condition = parser.Or();
        parser.SkipSpaces();
        return parser._at == text.Length
            ? condition
            : throw parser.Error($"expected «and», «or» or the end, found «{parser.Rest()}»");
    }

    private Condition Or()
    {
        var left = And();
        while (Word("or"))
        {
            left = new Condition.Or(left, And());
        }

        return left;
    }

    private Condition And()
    {
        var left = Not();
        while (Word("and"))
        {
            left = new Condition.And(left, Not());
        }

        return left;
    }

    private Condition Not() => Word("not") ? new Condition.Not(Not()) : Primary();

    private Condition Primary()
    {
        if (Symbol("("))
        {
            var inner = Or();
            return Symbol(")") ? inner : throw Error("a closing parenthesis is missing");
        }

        var left = Operand();
        if (Operators.FirstOrDefault(Symbol) is { } comparison)
        {
            return new Condition.Compare(left, comparison, Operand());
        }

        if (!left.IsName)
        {
            throw Error("a literal alone is no condition; compare it with something");
        }

        if (!Word("is"))
        {
            return Symbol("=") ? throw Error("«=» is no comparison; write «==»", -1) : new Condition.IsSet(left);
        }

        var not = Word("not");
        if (!Word("set"))
        {
            throw Error("expected «set» after «is»");
        }

        return not ? new Condition.Not(new Condition.IsSet(left)) : new Condition.IsSet(left);
    }

    private Operand Operand()
    {
        SkipSpaces();
        var start = _at;
        if (_at < _text.Length && _text[_at] is '"' or '\'')
        {
            var close = _text.IndexOf(_text[_at], _at + 1);
            if (close < 0)
            {
                throw Error("the quotation mark is never closed");
            }

            _at = close + 1;
            return new(_text[(start + 1)..close], false, start);
        }

        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.' or '-'))
        {
            _at++;
        }

        var word = _text[start.._at];
        if (word.Length == 0 || Words.Contains(word))
        {
            _at = start;
            throw Error(start == _text.Length ? "something is missing at the end" : $"expected a name or a value, found «{Rest()}»");
        }

        if (char.IsDigit(word[0]) || word[0] == '-')
        {
            return new(word, false, start);
        }

        return Names.IsName(word) ? new(word, true, start) : throw Error($"«{word}» is no name", start - _at);
    }

    private bool Word(string word)
    {
        SkipSpaces();
        var end = _at + word.Length;
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0 || (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool Symbol(string symbol)
    {
        SkipSpaces();
        if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) != 0)
        {
            return false;
        }

        _at += symbol.Length;
        return true;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private string Rest() => _text[_at..].Split(' ')[0];

    private TemplateException Error(string message, int shift = 0) => new(message, Math.Max(0, _at + shift));
}
