using System.Text.Json;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Demo;

/// <summary>How the demo company's customers found it: they were asked about requests that were resolved, and most of them answered.</summary>
internal sealed class DemoSurveys(SignalLog signals)
{
    private static readonly (string En, string Zh)[] Good = [("Quick and friendly.", "又快又好。"), ("Solved at the first try.", "一次就解决了。"), ("Clear words, thank you.", "讲得很清楚，谢谢。")];
    private static readonly (string En, string Zh)[] Bad = [("I had to explain it three times.", "同样的话说了三遍。"), ("It took a week.", "等了一个星期。"), ("Nobody called back.", "没有人回电。")];

    /// <summary>Asks about a request, and answers as chance has chosen.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="request">The request.</param>
    /// <param name="chance">0 to 9,999: decides everything.</param>
    /// <param name="resolvedAt">When it was resolved.</param>
    /// <param name="end">What would be later has not happened.</param>
    public async Task AddAsync(UnitOfWork unit, ServiceRequest request, int chance, DateTimeOffset resolvedAt, DateTimeOffset end)
    {
        var (asked, answered) = (resolvedAt.AddMinutes(10), resolvedAt.AddHours(1 + (chance % 40)));
        if (asked >= end)
        {
            return;
        }

        var survey = new Survey
        {
            Id = Guid.CreateVersion7(asked),
            About = $"request:{request.Number.Value}",
            Kind = SurveyKinds.Request,
            Request = request.Number.Value,
            Conversation = request.Conversation,
            Customer = request.Customer,
            Team = request.Team,
            Language = request.Language,
            DueAt = asked,
        };
        await SurveyStore.AddAsync(unit, survey);
        survey = survey with { AskedAt = asked, AskedBy = "letter", Extra = (chance % 3) switch { 0 => SurveyExtras.Nps, 1 => SurveyExtras.Ces, _ => null } };
        var isAnswered = chance % 100 < 62 && answered < end;
        if (isAnswered)
        {
            var csat = (chance / 100) switch { < 44 => 5, < 74 => 4, < 86 => 3, < 94 => 2, _ => 1 };
            var words = (csat >= 4 ? Good : Bad)[chance / 7 % 3];
            survey = survey with
            {
                AnsweredAt = answered,
                Csat = csat,
                Nps = survey.Extra == SurveyExtras.Nps ? Math.Clamp((2 * csat) - (chance % 2), 0, 10) : null,
                Ces = survey.Extra == SurveyExtras.Ces ? Math.Clamp(csat + (chance % 3), 1, 7) : null,
                Reason = SurveyForm.Reasons[chance % SurveyForm.Reasons.Count],
                Comment = chance % 4 == 0 ? request.Language == "zh" ? words.Zh : words.En : null,
            };
        }

        await SurveyStore.SaveAsync(unit, survey);
        await SayAsync("SurveyAsked", asked);
        if (isAnswered)
        {
            await SayAsync("SurveyAnswered", answered);
        }

        Task SayAsync(string type, DateTimeOffset at) => signals.AppendAsync(
            unit, new(type, at, survey.Conversation, survey.Customer, JsonSerializer.Serialize(new { survey = survey.Id, about = survey.About, number = request.Number.ToString(), score = survey.Csat })));
    }
}
