-- What reports count: one row for each thing that is counted, made of the signals, and the same by day. A day is that of the desk's time zone, as yyyymmdd.
CREATE TABLE insight_request (
    id                 bigint PRIMARY KEY,    -- the request's number
    opened_at          timestamptz NOT NULL,
    opened_day         integer NOT NULL,
    team               text NOT NULL,
    channel            text NOT NULL,
    category           text NOT NULL,
    agent              text NOT NULL,          -- empty: nobody of the desk
    is_open            boolean NOT NULL,
    answered_day       integer,
    answer_seconds     bigint NOT NULL,       -- work time; 0 until it is answered
    answer_bucket      integer NOT NULL,
    resolved_day       integer,
    resolution_seconds bigint NOT NULL,
    resolution_bucket  integer NOT NULL,
    answer_sla         text NOT NULL,          -- met, missed; empty: not decided
    answer_cause       text NOT NULL,
    resolution_sla     text NOT NULL,
    resolution_cause   text NOT NULL,
    next_due_at        timestamptz                    -- when time itself decides something next
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
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    survey       uuid NOT NULL UNIQUE,
    about        text NOT NULL,
    team         text NOT NULL,
    channel      text NOT NULL,
    category     text NOT NULL,
    agent        text NOT NULL,
    asked_day    integer NOT NULL,
    answered_day integer,
    csat         integer,
    nps          integer,
    ces          integer,
    reason       text NOT NULL,
    has_comment  boolean NOT NULL
);

CREATE INDEX insight_survey_asked ON insight_survey (asked_day, id);
CREATE INDEX insight_survey_answered ON insight_survey (answered_day, id) WHERE answered_day IS NOT NULL;

CREATE TABLE insight_conversation (
    id          bigint PRIMARY KEY,           -- the conversation's number
    day         integer NOT NULL,              -- on which it was opened
    opened_at   timestamptz NOT NULL,
    team        text NOT NULL,
    channel     text NOT NULL,
    category    text NOT NULL,                 -- the article that was quoted last; empty: none
    agent       text NOT NULL,
    contact     text NOT NULL,                 -- whose it is: channel and user
    handed_over boolean NOT NULL,
    requested   boolean NOT NULL,
    rating      integer NOT NULL,              -- 1: it helped, -1: it did not, 0: nobody said
    has_rested  boolean NOT NULL,
    outcome     text NOT NULL,                 -- handed_over, requested, denied, confirmed, assumed; empty: it is not counted yet
    refuted_by  bigint                        -- the same contact's next conversation within seven days
);

CREATE INDEX insight_conversation_day ON insight_conversation (day, id);
CREATE INDEX insight_conversation_contact ON insight_conversation (contact, id);

CREATE TABLE insight_leg (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation    bigint NOT NULL,
    epoch           bigint NOT NULL,
    day             integer NOT NULL,
    taken_at        timestamptz NOT NULL,
    team            text NOT NULL,
    channel         text NOT NULL,
    category        text NOT NULL,
    agent           text NOT NULL,
    waited_seconds  bigint NOT NULL,
    wait_bucket     integer NOT NULL,
    has_waited      boolean NOT NULL,
    handled_seconds bigint NOT NULL,
    is_over         boolean NOT NULL,
    UNIQUE (conversation, epoch)
);

CREATE INDEX insight_leg_day ON insight_leg (day, id);
CREATE INDEX insight_leg_waited ON insight_leg (wait_bucket, day, team, waited_seconds) WHERE has_waited;

-- Since when a conversation waits for a person, until somebody takes it.
CREATE TABLE insight_wait (
    conversation bigint PRIMARY KEY,
    asked_at     timestamptz NOT NULL
);

-- The facts by day: n of them, and the sum of their values. It is always what the rows above add up to. A measure stands there up to four times: by
-- neither channel nor category, by one of them (/c, /k), and by both (/ck); so that a figure reads no more lines than it needs.
CREATE TABLE insight_day (
    measure  text NOT NULL,
    day      integer NOT NULL,
    team     text NOT NULL,
    channel  text NOT NULL,
    category text NOT NULL,
    slot     text NOT NULL,                    -- a score, a cause, an outcome, a stretch of time, an agent; empty: none
    n        bigint NOT NULL,
    total    bigint NOT NULL,
    PRIMARY KEY (measure, day, team, channel, category, slot)
);

-- What was mailed for which period.
CREATE TABLE insight_letter (
    name text PRIMARY KEY,
    day  integer NOT NULL
);
