-- Below a minute each second is a stretch of its own, 0 to 59: half of all answers may be there, and their values are known without reading them. Longer ones follow from 60 on.
UPDATE insight_request SET
    answer_bucket = CASE WHEN answer_seconds < 60 THEN answer_seconds ELSE answer_bucket + 59 END,
    resolution_bucket = CASE WHEN resolution_seconds < 60 THEN resolution_seconds ELSE resolution_bucket + 59 END;
UPDATE insight_leg SET wait_bucket = CASE WHEN waited_seconds < 60 THEN waited_seconds ELSE wait_bucket + 59 END;

DELETE FROM insight_day WHERE measure IN ('time.answer', 'time.answer/m', 'time.answer/a', 'time.resolution', 'time.resolution/m', 'time.resolution/a', 'time.wait', 'time.wait/m', 'time.wait/a');

INSERT INTO insight_day (measure, day, team, channel, category, slot, n, total)
SELECT 'time.answer', answered_day, team, '', '', CAST(answer_bucket AS TEXT), count(*), CAST(sum(answer_seconds) AS BIGINT) FROM insight_request WHERE answered_day IS NOT NULL GROUP BY 2, 3, 6
UNION ALL
SELECT 'time.resolution', resolved_day, team, '', '', CAST(resolution_bucket AS TEXT), count(*), CAST(sum(resolution_seconds) AS BIGINT) FROM insight_request WHERE resolved_day IS NOT NULL GROUP BY 2, 3, 6
UNION ALL
SELECT 'time.wait', day, team, '', '', CAST(wait_bucket AS TEXT), count(*), CAST(sum(waited_seconds) AS BIGINT) FROM insight_leg WHERE has_waited GROUP BY 2, 3, 6;

INSERT INTO insight_day (measure, day, team, channel, category, slot, n, total)
SELECT measure || '/a', day, '', '', '', slot, CAST(sum(n) AS BIGINT), CAST(sum(total) AS BIGINT) FROM insight_day
WHERE measure IN ('time.answer', 'time.resolution', 'time.wait') GROUP BY 1, 2, 6;
