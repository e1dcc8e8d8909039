using System.Globalization;

namespace ServiceBot.Dialogs;

/// <summary>A condition of an <c>if</c> step, such as <c>email is set and outcome != "none"</c>.</summary>
internal abstract record Condition
{
    /// <summary>Whether it holds, given the value of each name (null: not set).</summary>
    public abstract bool Holds(Func<string, string?> value);

    /// <summary>The names it mentions and where (0-based).</summary>
    public abstract IEnumerable<(string Name, int At)> Mentions { get; }

    public sealed record Or(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(Func<string, string?> value) => Left.Holds(value) || Right.Holds(value);
        public override IEnumerable<(string Name, int At)> Mentions => Left.Mentions.Concat(Right.Mentions);
    }

    public sealed record And(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(Func<string, string?> value) => Left.Holds(value) && Right.Holds(value);
        public override IEnumerable<(string Name, int At)> Mentions => Left.Mentions.Concat(Right.Mentions);
    }

    public sealed record Not(Condition Inner) : Condition
    {
        public override bool Holds(Func<string, string?> value) => !Inner.Holds(value);
        public override IEnumerable<(string Name, int At)> Mentions => Inner.Mentions;
    }

    public sealed record IsSet(Operand Name) : Condition
    {
        public override bool Holds(Func<string, string?> value) => !string.IsNullOrEmpty(Name.Of(value));
        public override IEnumerable<(string Name, int At)> Mentions => Name.Mentions;
    }

    public sealed record Compare(Operand Left, string Operator, Operand Right) : Condition
    {
        public override IEnumerable<(string Name, int At)> Mentions => Left.Mentions.Concat(Right.Mentions);

        public override bool Holds(Func<string, string?> value)
        {
            var (left, right) = (Left.Of(value), Right.Of(value));
            if (left is null || right is null)
            {
                return Operator == "!=" && left != right;
            }

            var order = Amount(left) is { } l && Amount(right) is { } r ? l.CompareTo(r) : string.CompareOrdinal(left, right);
            return Operator switch
            {
                "==" => order == 0,
                "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }

        /// <summary>The number of «12.5» or of money, «29.00 USD».</summary>
        private static decimal? Amount(string text)
        {
            var number = text.AsSpan();
            var space = number.IndexOf(' ');
            return decimal.TryParse(space > 0 ? number[..space] : number, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null;
        }
    }
}

/// <summary>A side of a comparison: a name or a literal.</summary>
internal readonly record struct Operand(string Text, bool IsName, int At)
{
    public string? Of(Func<string, string?> value) => IsName ? value(Text) : Text;

    public IEnumerable<(string Name, int At)> Mentions => IsName ? [(Text, At)] : [];
}
