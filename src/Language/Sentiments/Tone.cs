namespace ServiceBot.Language.Sentiments;

/// <summary>How a message sounds as a whole.</summary>
public enum Sentiment
{
    /// <summary>Neither, or both alike.</summary>
    Neutral,

    /// <summary>Content, glad, full of praise.</summary>
    Positive,

    /// <summary>Discontent, sad, angry.</summary>
    Negative,
}

/// <summary>What else a message sounds like; several can be true at once.</summary>
[Flags]
public enum ToneMarks
{
    /// <summary>Nothing of the following.</summary>
    None = 0,

    /// <summary>It can't wait: «asap», «right now», 「急」.</summary>
    Urgent = 1,

    /// <summary>Swearing, insults or threats.</summary>
    Abusive = 2,

    /// <summary>Despair, fear, somebody in need: «I am desperate», 「救命」, 「崩溃」.</summary>
    Distressed = 4,

    /// <summary>Thanks.</summary>
    Thankful = 8,
}

/// <summary>How a message sounds.</summary>
/// <param name="Sentiment">As a whole.</param>
/// <param name="Strength">From -1, as bad as can be, over 0 to 1.</param>
/// <param name="Marks">What else is heard in it.</param>
public readonly record struct Tone(Sentiment Sentiment, double Strength, ToneMarks Marks)
{
    /// <summary>Whether something is heard in it.</summary>
    /// <param name="mark">What.</param>
    public bool Is(ToneMarks mark) => (Marks & mark) != 0;
}
