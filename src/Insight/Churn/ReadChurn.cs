using System.Globalization;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Churn;

/// <summary>What pages and programs read of models and trainings.</summary>
public static class ReadChurn
{
    /// <summary>Trainings, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Training>> TrainingsAsync(Session session, int take) => ChurnStore.TrainingsAsync(session, take);

    /// <summary>The models of the latest training that came to an end, the best first and the yardstick last, and the one in use if it comes from another.</summary>
    /// <param name="session">Where to read.</param>
    public static async Task<IReadOnlyList<ModelRow>> ModelsAsync(Session session)
    {
        var used = await ChurnStore.ModelsAsync(session, training: null);
        var last = await ChurnStore.LastLearnedAsync(session);
        var models = last is null ? [] : await ChurnStore.ModelsAsync(session, last);
        return [.. models.OrderByDescending(model => model.CanBeUsed).ThenBy(model => model.Read().Score.LogLoss).Concat(used).DistinctBy(model => model.Id)];
    }

    /// <summary>A model with the training that it comes from, and the figures that it looks at with what is usual; null: there is none. The yardstick looks at none.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="model">Its number.</param>
    public static async Task<(ModelRow Model, Training Training, IReadOnlyList<(string Name, string? Usual)> Figures)?> ModelAsync(Session session, long model)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await ChurnStore.FindAsync(session, model) is not { } row || await ChurnStore.FindTrainingAsync(session, row.Training) is not { } training)
        {
            return null;
        }

        var figures = row.CanBeUsed ? (await ChurnStore.ReadAsync(session, model)).Features.Select(feature => (feature.Name, feature.Usual)) : [];
        return (row, training, [.. figures]);
    }

    /// <summary>The number of the model that was in use before the one that is; null: there is none.</summary>
    /// <param name="session">Where to read.</param>
    public static Task<long?> BeforeAsync(Session session) => ChurnStore.BeforeAsync(session);

    /// <summary>From which drift on it is called a great change.</summary>
    public const double MuchDrift = 0.25;

    /// <summary>How much scores are spread otherwise than where the model was measured.</summary>
    /// <param name="spread">How many scores lie in each of some parts.</param>
    /// <param name="shares">What share of the rows lay in each of them where the model was measured.</param>
    /// <returns>The population stability index, 0 or more: Σ (a − e) ln (a / e) over the parts, a share of none as half a row. Above 0.25 it is usually called a great change.</returns>
    public static double Drift(IReadOnlyList<long> spread, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(spread);
        ArgumentNullException.ThrowIfNull(shares);
        var all = spread.Sum();
        return all == 0 ? 0 : spread.Zip(shares, (count, share) => (Actual: Math.Max(count, 0.5) / all, Expected: Math.Max(share, 0.5 / all)))
            .Sum(part => (part.Actual - part.Expected) * Math.Log(part.Actual / part.Expected));
    }
}

/// <summary>A place in the list of scores, as it stands in addresses.</summary>
public static class ScoreCursor
{
    /// <summary>The place of a score.</summary>
    public static string Of(ChurnScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return string.Create(CultureInfo.InvariantCulture, $"{score.Probability:R}_{score.Customer}");
    }

    /// <summary>Reads it; null: it is none.</summary>
    public static (double Probability, Guid Customer)? Read(string? text) =>
        text?.Split('_') is [var probability, var customer] && double.TryParse(probability, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && Guid.TryParseExact(customer, "D", out var id)
            ? (value, id)
            : null;
}
