using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>How many would be in a segment, and some of them.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many customers with figures.</param>
/// <param name="Sample">The first of them, by their ids.</param>
public sealed record RulePreview(long Count, long Of, IReadOnlyList<Guid> Sample);

/// <summary>Counts who would be in a segment, before it is one.</summary>
public sealed class PreviewRule(IDatabase database, KeepSegments keep)
{
    private const int Together = 2_000;
    private const int MostShown = 20;

    /// <summary>Looks at everybody.</summary>
    /// <param name="expression">The rule.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it; or what is wrong with the expression.</returns>
    public async Task<(RulePreview? Preview, RuleFault? Fault)> CountAsync(string expression, CancellationToken cancellationToken)
    {
        var (_, book) = await database.ReadAsync(KeepSegments.BookAsync, cancellationToken);
        var (rule, fault) = RuleParser.Parse(expression, book.Fields);
        if (rule is null)
        {
            return (null, fault);
        }

        var holds = book.Compile(rule);
        var needs = RuleNeeds.Of([rule, .. book.Rules]);
        var (count, all, sample) = (0L, 0L, new List<Guid>());
        for (Guid? place = null; ;)
        {
            var (subjects, some) = await database.ReadAsync(
                async session =>
                {
                    var subjects = await RuleSubject.PageAsync(session, place, Together, needs);
                    Guid[] those = [.. subjects.Where(subject => holds(subject)).Select(subject => subject.Person)];
                    return (subjects, those.Except(await keep.RefusedAsync(session, those)).ToList());
                },
                cancellationToken);
            if (subjects.Count == 0)
            {
                return (new(count, all, sample), null);
            }

            (count, all, place) = (count + some.Count, all + subjects.Count, subjects[^1].Person);
            sample.AddRange(some.Take(MostShown - sample.Count));
        }
    }
}
