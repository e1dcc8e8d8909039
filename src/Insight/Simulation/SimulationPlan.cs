namespace ServiceBot.Insight.Simulation;

/// <summary>What is true in a simulated company: all that chance is drawn from. Whatever is learned of the company can be held against it.</summary>
public sealed record SimulationPlan
{
    /// <summary>How many customers there are; some have a second record in the books.</summary>
    public required int Customers { get; init; }

    /// <summary>How many months of history, before <see cref="End"/>.</summary>
    public required int Months { get; init; }

    /// <summary>Makes chance repeatable.</summary>
    public required int Seed { get; init; }

    /// <summary>The end of the history.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How often customers buy a week after their first purchase: gamma of this shape …</summary>
    public double RateShape { get; init; } = 1.2;

    /// <summary>… and this rate, in weeks. The mean is shape / rate.</summary>
    public double RateScaleWeeks { get; init; } = 9;

    /// <summary>The chance that a customer stops after each purchase but the first: beta of this first shape …</summary>
    public double StopA { get; init; } = 0.9;

    /// <summary>… and this second.</summary>
    public double StopB { get; init; } = 7;

    /// <summary>What a purchase comes to: gamma of this shape, whose scale is …</summary>
    public double SpendShape { get; init; } = 6;

    /// <summary>… one by a gamma of this shape …</summary>
    public double SpendScaleShape { get; init; } = 4;

    /// <summary>… and this rate, in money. The mean is shape · rate / (scale shape - 1).</summary>
    public double SpendScale { get; init; } = 60;

    /// <summary>How much is bought in each month of the year, January first; the mean is 1.</summary>
    public IReadOnlyList<double> MonthSeason { get; init; } = [0.8, 0.8, 0.9, 0.95, 1, 0.95, 0.9, 0.9, 1, 1.1, 1.35, 1.35];

    /// <summary>How much is bought on each day of the week, Sunday first; the mean is 1.</summary>
    public IReadOnlyList<double> DaySeason { get; init; } = [0.6, 1.25, 1.15, 1.1, 1.05, 1.2, 0.65];

    /// <summary>By how much buying grows a year: 0.1 is a tenth.</summary>
    public double TrendAYear { get; init; } = 0.1;

    /// <summary>The share of customers who are there from the first month; the others come evenly.</summary>
    public double AtFirst { get; init; } = 0.5;

    /// <summary>Requests of a customer a month, the mean; customers differ by a gamma of shape 0.8.</summary>
    public double RequestsAMonth { get; init; } = 0.2;

    /// <summary>Conversations with the bot of a customer who chats, a month.</summary>
    public double TalksAMonth { get; init; } = 0.2;

    /// <summary>The share of customers who have been in the web chat.</summary>
    public double Chats { get; init; } = 0.4;

    /// <summary>Hours until the desk answers: the median, of a log-normal with deviation <see cref="WaitingDeviation"/> in ln.</summary>
    public double WaitingHours { get; init; } = 5;

    /// <summary>See <see cref="WaitingHours"/>.</summary>
    public double WaitingDeviation { get; init; } = 1.3;

    /// <summary>The share of requests that are opened again.</summary>
    public double Reopened { get; init; } = 0.15;

    /// <summary>The share of requests that are rated.</summary>
    public double Rated { get; init; } = 0.55;

    /// <summary>Log-odds that a customer leaves once a request is settled for good, who was answered at once, and is content.</summary>
    public double LeaveBase { get; init; } = -4;

    /// <summary>What is added for waiting: this times ln (1 + hours / 8).</summary>
    public double LeaveWaiting { get; init; } = 0.9;

    /// <summary>What is added if it was opened again.</summary>
    public double LeaveReopened { get; init; } = 1.2;

    /// <summary>What is added if they said 1 or 2.</summary>
    public double LeaveLowRating { get; init; } = 1.6;

    /// <summary>The share of customers who have a contract, of half a year each.</summary>
    public double Contracts { get; init; } = 0.4;

    /// <summary>The chance that a customer leaves when a contract is over.</summary>
    public double LeaveAtContractEnd { get; init; } = 0.3;

    /// <summary>The share of customers who are cared for, by lot, <see cref="CareDays"/> before the end; 0: nobody is, and what care would do is told as of the end.</summary>
    public double Cared { get; init; }

    /// <summary>See <see cref="Cared"/>.</summary>
    public int CareDays { get; init; } = 90;

    /// <summary>The chance that care makes a customer order within 30 days, and come back if they had left, to whom something bad had happened in the last 180 days.</summary>
    public double CareForHurt { get; init; } = 0.4;

    /// <summary>The same chance of all others.</summary>
    public double CareForOthers { get; init; } = 0.02;

    /// <summary>The chance that care drives somebody away who had bought within the last 14 days.</summary>
    public double CareAnnoys { get; init; } = 0.15;

    /// <summary>The share of customers who have a second record, with slips of the keyboard.</summary>
    public double Duplicated { get; init; } = 0.05;

    /// <summary>The share of orders that go under the second record once there is one.</summary>
    public double UnderDuplicate { get; init; } = 0.3;

    /// <summary>The share of customers who write Chinese.</summary>
    public double Chinese { get; init; } = 0.3;

    /// <summary>The share of orders that come back.</summary>
    public double Returned { get; init; } = 0.04;

    /// <summary>The chance that what is bought is of the kind that a customer likes; else it is of any.</summary>
    public double Affinity { get; init; } = 0.75;

    /// <summary>The chance that with the first product of a kind its second is bought.</summary>
    public double BoughtTogether { get; init; } = 0.5;

    /// <summary>The begin of the history.</summary>
    public DateTimeOffset Begin => End.AddMonths(-Months);

    /// <summary>As of when care acts, or would.</summary>
    public DateTimeOffset CareAt => Cared > 0 ? End.AddDays(-CareDays) : End;

    /// <summary>How much is bought at an instant, by the season and the trend; 1 is the mean of the first year.</summary>
    public double Level(DateTimeOffset at) => MonthSeason[at.Month - 1] * DaySeason[(int)at.DayOfWeek] * (1 + (TrendAYear * (at - Begin).TotalDays / 365));

    /// <summary>The highest level there can be.</summary>
    internal double MostLevel => MonthSeason.Max() * DaySeason.Max() * (1 + (TrendAYear * Months / 12.0));
}
