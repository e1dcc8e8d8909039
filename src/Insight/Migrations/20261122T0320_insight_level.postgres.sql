-- Stretches of time and agents are rolled up by month as well (/m; the month stands as a day 0: 20261100), and stretches by day for all teams together (/a): so that a year costs little more
-- than a month.
INSERT INTO insight_day (measure, day, team, channel, category, slot, n, total)
SELECT measure || '/m', day / 100 * 100, team, '', '', slot, sum(n), sum(total) FROM insight_day
WHERE measure IN ('time.answer', 'time.resolution', 'time.wait', 'agent.resolved', 'agent.csat', 'agent.legs') GROUP BY 1, 2, 3, 6;

INSERT INTO insight_day (measure, day, team, channel, category, slot, n, total)
SELECT measure || '/a', day, '', '', '', slot, sum(n), sum(total) FROM insight_day
WHERE measure IN ('time.answer', 'time.resolution', 'time.wait') GROUP BY 1, 2, 6;

-- The values of a stretch on a day stand in their order, so that those that are the same are counted rather than read.
DROP INDEX insight_request_answered;
DROP INDEX insight_request_resolved;
DROP INDEX insight_leg_waited;
CREATE INDEX insight_request_answered ON insight_request (answer_bucket, answered_day, answer_seconds, team, channel) WHERE answered_day IS NOT NULL;
CREATE INDEX insight_request_resolved ON insight_request (resolution_bucket, resolved_day, resolution_seconds, team, channel) WHERE resolved_day IS NOT NULL;
CREATE INDEX insight_leg_waited ON insight_leg (wait_bucket, day, waited_seconds, team) WHERE has_waited;
