-- The day on which a request stopped being open, so that the backlog of any day, and its age, can be counted.
ALTER TABLE insight_request ADD COLUMN ended_day integer NOT NULL DEFAULT 99999999;     -- 99999999: it is open
UPDATE insight_request SET ended_day = COALESCE(resolved_day, opened_day) WHERE NOT is_open;
UPDATE insight_request SET next_due_at = opened_at WHERE NOT is_open AND resolved_day IS NULL;     -- these ended otherwise, and are computed anew at the next look
CREATE INDEX insight_request_ended ON insight_request (ended_day, opened_day, team, channel, category);
