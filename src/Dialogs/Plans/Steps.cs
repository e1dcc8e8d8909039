using System.Collections.Frozen;

namespace ServiceBot.Dialogs;

/// <summary>Where something stands in the files.</summary>
internal sealed record Place(string File, int Line, int Column);

/// <summary>One step of a dialog. <see cref="Next"/> and the branches are indices into the dialog's steps; -1 is its end.</summary>
internal abstract record Step(Place Place)
{
    public const int End = -1;

    /// <summary>Stable name within the dialog (<c>ask:phone</c>), so that a conversation finds its place in a newer version.</summary>
    public string Key { get; set; } = "";

    public int Next { get; set; } = End;

    public FrozenDictionary<string, int> Branches { get; set; } = FrozenDictionary<string, int>.Empty;

    public string? Label { get; set; }

    /// <summary>What the step is about, for its key.</summary>
    public abstract string About { get; }

    /// <summary>True when the turn may end here to wait for the customer.</summary>
    public virtual bool Waits => false;

    /// <summary>The index of what follows an outcome.</summary>
    public int After(string outcome) => Branches.TryGetValue(outcome, out var index) ? index : Next;
}

internal sealed record SayStep(Place Place, Response Response) : Step(Place)
{
    public override string About => "say";
}

internal sealed record AnswerStep(Place Place, IReadOnlyList<string> Tags) : Step(Place)
{
    public static readonly string[] Outcomes = [Helped, NotHelped, NothingFound];
    public const string Helped = "helped";
    public const string NotHelped = "not_helped";
    public const string NothingFound = "nothing_found";

    public override string About => "answer";
    public override bool Waits => true;
}

internal sealed record AskStep(Place Place, string Slot) : Step(Place)
{
    public override string About => $"ask:{Slot}";
    public override bool Waits => true;
}

internal sealed record ConfirmStep(Place Place, IReadOnlyList<string> Slots, Response? Text) : Step(Place)
{
    public static readonly string[] Outcomes = [Yes, No];
    public const string Yes = "yes";
    public const string No = "no";

    public override string About => "confirm";
    public override bool Waits => true;
}

internal sealed record DoStep(Place Place, string Action, IReadOnlyDictionary<string, Argument> With) : Step(Place)
{
    /// <summary>The argument that names a request's type.</summary>
    public const string TypeArgument = "type";

    /// <summary>What the name of an argument begins with that is a field of the type's form.</summary>
    public const string FieldPrefix = "field.";

    /// <summary>The slots of the type's form, which go with the arguments.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    public override string About => $"do:{Action}";
}

internal sealed record IfStep(Place Place, Condition Condition) : Step(Place)
{
    public int Else { get; set; } = End;
    public int Then { get; set; } = End;
    public override string About => "if";
}

internal sealed record SetStep(Place Place, IReadOnlyDictionary<string, Template> Values) : Step(Place)
{
    public override string About => "set";
}

internal sealed record ClearStep(Place Place, IReadOnlyList<string> Slots) : Step(Place)
{
    public override string About => "clear";
}

internal sealed record CallStep(Place Place, string Dialog) : Step(Place)
{
    public override string About => $"call:{Dialog}";
    public override bool Waits => true;
}

internal sealed record GotoStep(Place Place, string Target) : Step(Place)
{
    public override string About => $"goto:{Target}";
}

internal sealed record EndStep(Place Place, string Outcome) : Step(Place)
{
    public const string Done = "done";
    public override string About => "end";
}

internal sealed record HandOverStep(Place Place, Template Reason) : Step(Place)
{
    public override string About => "hand_over";
}
