-- What reports count: one row for each thing that is counted, made of the signals, and the same by day. A day is that of the desk's time zone, as yyyymmdd.
CREATE TABLE insight_request (
    id                 INTEGER PRIMARY KEY,    -- the request's number
    opened_at          TEXT NOT NULL,
    opened_day         INTEGER NOT NULL,
    team               TEXT NOT NULL,
    channel            TEXT NOT NULL,
    category           TEXT NOT NULL,
    agent              TEXT NOT NULL,          -- empty: nobody of the desk
    is_open            INTEGER NOT NULL,
    answered_day       INTEGER,
    answer_seconds     INTEGER NOT NULL,       -- work time; 0 until it is answered
    answer_bucket      INTEGER NOT NULL,
    resolved_day       INTEGER,
    resolution_seconds INTEGER NOT NULL,
    resolution_bucket  INTEGER NOT NULL,
    answer_sla         TEXT NOT NULL,          -- met, missed; empty: not decided
    answer_cause       TEXT NOT NULL,
    resolution_sla     TEXT NOT NULL,
    resolution_cause   TEXT NOT NULL,
    next_due_at        TEXT                    -- when time itself decides something next
);

CREATE INDEX insight_request_opened ON insight_request (opened_day, id);
CREATE INDEX insight_request_answered ON insight_request (answer_bucket, answered_day, team, channel, answer_seconds) WHERE answered_day IS NOT NULL;
CREATE INDEX insight_request_answered_category ON insight_request (category, answered_day, answer_bucket, team, channel, answer_seconds) WHERE answered_day IS NOT NULL;
CREATE INDEX insight_request_answered_day ON insight_request (answered_day, id) WHERE answered_day IS NOT NULL;
CREATE INDEX insight_request_resolved ON insight_request (resolution_bucket, resolved_day, team, channel, resolution_seconds) WHERE resolved_day IS NOT NULL;
CREATE INDEX insight_request_resolved_category ON insight_request (category, resolved_day, resolution_bucket, team, channel, resolution_seconds) WHERE resolved_day IS NOT NULL;
CREATE INDEX insight_request_resolved_day ON insight_request (resolved_day, id) WHERE resolved_day IS NOT NULL;
CREATE INDEX insight_request_open ON insight_request (opened_at, team) WHERE is_open;
CREATE INDEX insight_request_due ON insight_request (next_due_at) WHERE next_due_at IS NOT NULL;

CREATE TABLE insight_survey (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    survey       TEXT NOT NULL UNIQUE,
    about        TEXT NOT NULL,
    team         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    category     TEXT NOT NULL,
    agent        TEXT NOT NULL,
    asked_day    INTEGER NOT NULL,
    answered_day INTEGER,
    csat         INTEGER,
    nps          INTEGER,
    ces          INTEGER,
    reason       TEXT NOT NULL,
    has_comment  INTEGER NOT NULL
);

CREATE INDEX insight_survey_asked ON insight_survey (asked_day, id);
CREATE INDEX insight_survey_answered ON insight_survey (answered_day, id) WHERE answered_day IS NOT NULL;

CREATE TABLE insight_conversation (
    id          INTEGER PRIMARY KEY,           -- the conversation's number
    day         INTEGER NOT NULL,              -- on which it was opened
    opened_at   TEXT NOT NULL,
    team        TEXT NOT NULL,
    channel     TEXT NOT NULL,
    category    TEXT NOT NULL,                 -- the article that was quoted last; empty: none
    agent       TEXT NOT NULL,
    contact     TEXT NOT NULL,                 -- whose it is: channel and user
    handed_over INTEGER NOT NULL,
    requested   INTEGER NOT NULL,
    rating      INTEGER NOT NULL,              -- 1: it helped, -1: it did not, 0: nobody said
    has_rested  INTEGER NOT NULL,
    outcome     TEXT NOT NULL,                 -- handed_over, requested, denied, confirmed, assumed; empty: it is not counted yet
    refuted_by  INTEGER                        -- the same contact's next conversation within seven days
);

CREATE INDEX insight_conversation_day ON insight_conversation (day, id);
CREATE INDEX insight_conversation_contact ON insight_conversation (contact, id);

CREATE TABLE insight_leg (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation    INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    day             INTEGER NOT NULL,
    taken_at        TEXT NOT NULL,
    team            TEXT NOT NULL,
    channel         TEXT NOT NULL,
    category        TEXT NOT NULL,
    agent           TEXT NOT NULL,
    waited_seconds  INTEGER NOT NULL,
    wait_bucket     INTEGER NOT NULL,
    has_waited      INTEGER NOT NULL,
    handled_seconds INTEGER NOT NULL,
    is_over         INTEGER NOT NULL,
    UNIQUE (conversation, epoch)
);

CREATE INDEX insight_leg_day ON insight_leg (day, id);
CREATE INDEX insight_leg_waited ON insight_leg (wait_bucket, day, team, waited_seconds) WHERE has_waited;

-- Since when a conversation waits for a person, until somebody takes it.
CREATE TABLE insight_wait (
    conversation INTEGER PRIMARY KEY,
    asked_at     TEXT NOT NULL
);

-- The facts by day: n of them, and the sum of their values. It is always what the rows above add up to. A measure stands there up to four times: by
-- neither channel nor category, by one of them (/c, /k), and by both (/ck); so that a figure reads no more lines than it needs.
CREATE TABLE insight_day (
    measure  TEXT NOT NULL,
    day      INTEGER NOT NULL,
    team     TEXT NOT NULL,
    channel  TEXT NOT NULL,
    category TEXT NOT NULL,
    slot     TEXT NOT NULL,                    -- a score, a cause, an outcome, a stretch of time, an agent; empty: none
    n        INTEGER NOT NULL,
    total    INTEGER NOT NULL,
    PRIMARY KEY (measure, day, team, channel, category, slot)
) WITHOUT ROWID;

-- What was mailed for which period.
CREATE TABLE insight_letter (
    name TEXT PRIMARY KEY,
    day  INTEGER NOT NULL
);
