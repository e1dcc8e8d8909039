using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Facts;

/// <summary>Keeps the rows of surveys that were asked; the customers' words stay with the surveys.</summary>
internal sealed class SurveyFacts(ReadRequestFigures figures)
{
    private const string Save = """
        INSERT INTO insight_survey (survey, about, team, channel, category, agent, asked_day, answered_day, csat, nps, ces, reason, has_comment)
        VALUES (@Id, @About, @team, @channel, @category, @agent, @asked, @answered, @Csat, @Nps, @Ces, @reason, @hasComment)
        ON CONFLICT (survey) DO UPDATE
        SET answered_day = excluded.answered_day, csat = excluded.csat, nps = excluded.nps, ces = excluded.ces, reason = excluded.reason, has_comment = excluded.has_comment
        RETURNING id
        """;

    /// <summary>Reads some surveys anew.</summary>
    public async Task RefreshAsync(UnitOfWork unit, IReadOnlyCollection<Guid> surveys)
    {
        var before = new List<long>();
        foreach (var survey in surveys)
        {
            before.AddRange(await unit.QueryAsync<long>("SELECT id FROM insight_survey WHERE survey = @survey", new { survey }));
        }

        await FactStore.ChangeAsync(unit, FactTable.Surveys, before, async () =>
        {
            var after = new List<long>();
            foreach (var id in surveys)
            {
                if (await SurveyStore.FindAsync(unit, id) is { AskedAt: not null } survey)
                {
                    after.Add(await SaveAsync(unit, survey));
                }
            }

            return after;
        });
    }

    private async Task<long> SaveAsync(UnitOfWork unit, Survey survey)
    {
        var request = survey.Request is { } number ? await FindRequests.FindAsync(unit, new RequestNumber(number)) : null;
        var conversation = survey.Conversation is { } key ? await ConversationStore.FindAsync(unit, key) : null;
        return await unit.GetAsync<long>(Save, new
        {
            survey.Id,
            survey.About,
            team = survey.Team ?? "",
            channel = conversation?.ChannelId ?? RequestFigures.NoChannel,
            category = request?.Category ?? "",
            agent = $"{survey.Agent}",
            asked = ReportFilter.DayOf(survey.AskedAt!.Value, figures.Zone),
            answered = survey.AnsweredAt is { } answered ? (int?)ReportFilter.DayOf(answered, figures.Zone) : null,
            survey.Csat,
            survey.Nps,
            survey.Ces,
            reason = survey.Reason ?? "",
            hasComment = survey.Comment is not null,
        });
    }
}
