namespace ServiceBot.Insight.Segments.Rules;

/// <summary>What is wrong with an expression, and where.</summary>
/// <param name="At">The place of the first character that is wrong, from 0.</param>
/// <param name="Length">How many characters; 0: it is the end.</param>
/// <param name="En">What was expected there, what is there, and perhaps what was meant; in English.</param>
/// <param name="Zh">The same in Chinese.</param>
public sealed record RuleFault(int At, int Length, string En, string Zh)
{
    /// <summary>With its place, as programs are told.</summary>
    public override string ToString() => $"At character {At + 1}: {En}";
}
