using System.Globalization;
using ServiceBot.Outreach.Campaigns;

namespace ServiceBot.Web.Pages.Staff.Outreach;

/// <summary>A plan as its form sends it: the steps are rows that say in which branch they stand.</summary>
public sealed class PlanForm
{
    public string? Name { get; set; }
    public int? Version { get; set; }
    public string? Purpose { get; set; }
    public string? Entry { get; set; }
    public string? Segment { get; set; }
    public string? Signal { get; set; }
    public string? At { get; set; }
    public string? PerDay { get; set; }
    public string? Again { get; set; }
    public string? Goal { get; set; }
    public string? GoalDays { get; set; }
    public string? Holdout { get; set; }
    public string? Except { get; set; }
    public string? Budget { get; set; }
    public bool EndsAtGoal { get; set; }
    public List<string?> Channels { get; set; } = [];
    public List<StepForm> Steps { get; set; } = [];

    /// <summary>The form of a plan.</summary>
    /// <param name="name">What the campaign is called.</param>
    /// <param name="version">The version that was read; null: it is new.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="zone">The zone of the times on the page.</param>
    public static PlanForm Of(string name, int? version, CampaignPlan plan, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var form = new PlanForm
        {
            Name = name,
            Version = version,
            Purpose = plan.Purpose,
            Entry = $"{plan.Entry.Kind}",
            Segment = $"{plan.Entry.Segment}",
            Signal = plan.Entry.Signal,
            At = plan.Entry.At is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) : null,
            PerDay = $"{plan.Entry.PerDay}",
            Again = $"{plan.Entry.AgainAfterDays}",
            Goal = $"{plan.Goal.Kind}",
            GoalDays = $"{plan.Goal.Days}",
            Holdout = (100 * plan.Holdout).ToString("0.##", CultureInfo.InvariantCulture),
            Except = $"{plan.Except}",
            Budget = plan.Budget?.ToString(CultureInfo.InvariantCulture),
            EndsAtGoal = plan.EndsAtGoal,
            Channels = [.. plan.Channels],
        };
        Add(form.Steps, plan.Steps, "");
        return form;
    }

    /// <summary>The plan that it says; what is no number is left to be refused by name.</summary>
    /// <param name="zone">The zone of the times on the page.</param>
    public CampaignPlan Plan(TimeZoneInfo zone) => new()
    {
        Entry = new()
        {
            Kind = Enum.TryParse<EntryKind>(Entry, out var entry) ? entry : EntryKind.Segment,
            Segment = entry == EntryKind.Signal ? null : Number(Segment),
            Signal = entry == EntryKind.Signal ? Signal : null,
            At = entry == EntryKind.Segment && DateTime.TryParseExact(At, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? ServiceBot.Desk.Sla.ZoneTime.InstantOf(zone, at) : null,
            PerDay = string.IsNullOrWhiteSpace(PerDay) ? 20 : Whole(PerDay) ?? 0,
            AgainAfterDays = string.IsNullOrWhiteSpace(Again) ? null : Whole(Again) ?? 0,
        },
        Purpose = Purpose ?? "",
        Goal = new(Enum.TryParse<GoalKind>(Goal, out var goal) ? goal : GoalKind.Order, Whole(GoalDays) ?? 0),
        Channels = [.. Channels.Where(channel => !string.IsNullOrEmpty(channel)).Select(channel => channel!).Distinct()],
        Holdout = double.TryParse(Holdout, CultureInfo.InvariantCulture, out var share) ? share / 100 : double.NaN,
        Except = Number(Except),
        Budget = string.IsNullOrWhiteSpace(Budget) ? null : decimal.TryParse(Budget, NumberStyles.Number, CultureInfo.InvariantCulture, out var budget) ? budget : 0,
        EndsAtGoal = EndsAtGoal,
        Steps = StepsIn(""),
    };

    /// <summary>Changes the rows as a button says: <c>add:send:PLACE</c>, <c>remove:ID</c>, <c>up:ID</c>.</summary>
    /// <param name="what">The button.</param>
    public void Do(string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        switch (what.Split(':'))
        {
            case ["add", var kind, var place]:
                Steps.Add(new() { Id = NewId(), Place = place, Do = kind, Hours = "24" });
                break;
            case ["remove", var id]:
                Remove(id);
                break;
            case ["up", var id] when Steps.FindIndex(step => step.Id == id) is >= 0 and var at && Steps.FindLastIndex(at, step => step.Id != id && step.Place == Steps[at].Place) is >= 0 and var before:
                (Steps[before], Steps[at]) = (Steps[at], Steps[before]);
                break;
        }
    }

    /// <summary>The rows that stand in one place, in order: <c>""</c>, or <c>ID.yes</c> and <c>ID.no</c> of a branch.</summary>
    /// <param name="place">The place.</param>
    public IEnumerable<StepForm> In(string place) => Steps.Where(step => (step.Place ?? "") == place);

    private string NewId() => Enumerable.Range(1, Steps.Count + 1).Select(n => $"s{n}").First(id => Steps.All(step => step.Id != id));

    private void Remove(string id)
    {
        foreach (var inside in Steps.Where(step => step.Place == $"{id}.yes" || step.Place == $"{id}.no").Select(step => step.Id!).ToList())
        {
            Remove(inside);
        }

        Steps.RemoveAll(step => step.Id == id);
    }

    private List<CampaignStep> StepsIn(string place) =>
    [
        .. In(place).Select(step => (CampaignStep)(step.Do switch
        {
            "wait" => new CampaignStep.Wait(Whole(step.Hours) ?? 0),
            "if" => new CampaignStep.Branch(Enum.TryParse<BranchKind>(step.When, out var when) ? when : BranchKind.Answered, when == BranchKind.InSegment ? Number(step.Segment) : null, StepsIn($"{step.Id}.yes"), StepsIn($"{step.Id}.no")),
            "ask" => new CampaignStep.Ask(step.Subject ?? "", string.IsNullOrWhiteSpace(step.Team) ? null : step.Team.Trim()),
            _ => new CampaignStep.Send([.. step.Templates.Where(id => Guid.TryParse(id, out _)).Select(id => Guid.Parse(id!))]),
        }) with { Id = step.Id ?? "" }),
    ];

    private static void Add(List<StepForm> rows, IEnumerable<CampaignStep> steps, string place)
    {
        foreach (var step in steps)
        {
            var row = new StepForm { Id = step.Id, Place = place };
            rows.Add(row);
            switch (step)
            {
                case CampaignStep.Send send:
                    (row.Do, row.Templates) = ("send", [.. send.Templates.Select(id => $"{id}")]);
                    break;
                case CampaignStep.Wait wait:
                    (row.Do, row.Hours) = ("wait", $"{wait.Hours}");
                    break;
                case CampaignStep.Ask ask:
                    (row.Do, row.Subject, row.Team) = ("ask", ask.Subject, ask.Team);
                    break;
                case CampaignStep.Branch branch:
                    (row.Do, row.When, row.Segment) = ("if", $"{branch.When}", $"{branch.Segment}");
                    Add(rows, branch.Yes, $"{step.Id}.yes");
                    Add(rows, branch.No, $"{step.Id}.no");
                    break;
            }
        }
    }

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A step as its row sends it.</summary>
    public sealed class StepForm
    {
        public string? Id { get; set; }
        public string? Place { get; set; }
        public string? Do { get; set; }
        public List<string?> Templates { get; set; } = [];
        public string? Hours { get; set; }
        public string? When { get; set; }
        public string? Segment { get; set; }
        public string? Subject { get; set; }
        public string? Team { get; set; }
    }
}
