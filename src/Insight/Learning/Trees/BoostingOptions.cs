namespace ServiceBot.Insight.Learning.Trees;

/// <summary>How large a tree of gradient boosting may grow.</summary>
/// <param name="Leaves">Leaves at most, 2 or more.</param>
/// <param name="Depth">Questions from the root to a leaf at most.</param>
/// <param name="LeastCurvature">The least curvature of the loss in a leaf; a row has up to 0.25, and less the surer it is.</param>
/// <param name="Shrinkage">How much each leaf is drawn to 0: as by rows of so much curvature, 0 or more.</param>
/// <param name="Columns">The share of columns that each tree may ask about, in (0, 1].</param>
public sealed record TreeShape(int Leaves, int Depth, double LeastCurvature, double Shrinkage, double Columns);

/// <summary>How gradient boosting learns. The defaults serve every table: they were chosen by cross-validation on four of different kinds.</summary>
public sealed record BoostingOptions
{
    /// <summary>The shapes to try: small trees where columns add up, large ones where they act together. Held-out rows choose.</summary>
    public IReadOnlyList<TreeShape> Shapes { get; init; } = [new(7, 4, 2, 2, 0.5), new(48, 16, 0.1, 0.5, 0.7)];

    /// <summary>What part of a step each tree takes, in (0, 1].</summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>Trees of a member at most; how many are kept is decided on held-out rows.</summary>
    public int Trees { get; init; } = 400;

    /// <summary>A member stops when its held-out rows have not become likelier for so many trees.</summary>
    public int Patience { get; init; } = 15;

    /// <summary>How much more the leaves are drawn to 0 where three or more categories are parted; see <see cref="TreeShape.Shrinkage"/>.</summary>
    public double CategoryShrinkage { get; init; } = 5;

    /// <summary>Members, 2 or more: each learns from all parts of the rows but one, which decides on its number of trees; their mean predicts.</summary>
    public int Members { get; init; } = 8;
}
