namespace ServiceBot.Dialogs;

/// <summary>What the links between a dialog's steps show: steps that are never reached, and loops that never wait for the customer.</summary>
internal static class PlanGraph
{
    public static void Check(DialogPlan plan, Action<Place, string, string?> error)
    {
        var reached = new bool[plan.Steps.Count];
        Visit(plan.First);
        foreach (var step in plan.Steps.Where((_, index) => !reached[index]).Take(1))
        {
            error(step.Place, "this step is never reached", "the steps before it always go elsewhere");
        }

        var loop = plan.Steps.Where((_, index) => reached[index]).FirstOrDefault(s => s is GotoStep && Returns(s));
        if (loop is not null)
        {
            error(loop.Place, "this loop never waits for the customer", "put an «ask», «confirm» or «call» inside it");
        }

        void Visit(int index)
        {
            if (index != Step.End && !reached[index])
            {
                reached[index] = true;
                foreach (var next in Nexts(plan.Steps[index]))
                {
                    Visit(next);
                }
            }
        }

        // An answer may go on without waiting when nothing is found, so it does not break a loop.
        bool Returns(Step start)
        {
            var seen = new HashSet<int>();
            var open = new Stack<int>(Nexts(start));
            while (open.TryPop(out var index))
            {
                if (index == Step.End || !seen.Add(index))
                {
                    continue;
                }

                var step = plan.Steps[index];
                if (ReferenceEquals(step, start))
                {
                    return true;
                }

                if (step is not (AskStep or ConfirmStep or CallStep))
                {
                    foreach (var next in Nexts(step))
                    {
                        open.Push(next);
                    }
                }
            }

            return false;
        }
    }

    private static IEnumerable<int> Nexts(Step step) => step switch
    {
        IfStep branch => [branch.Then, branch.Else],
        EndStep or HandOverStep => [],
        DoStep or AnswerStep or ConfirmStep or CallStep => step.Branches.Values.Append(step.Next),
        _ => [step.Next],
    };
}
