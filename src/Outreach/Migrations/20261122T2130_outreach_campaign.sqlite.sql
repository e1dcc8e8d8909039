-- Writing to customers first: the templates of what is said, the campaigns with every version of their plan, who takes part in which, and each thing that was done with them or refused.
CREATE TABLE outreach_template (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    version     INTEGER NOT NULL,
    archived_at TEXT                       -- it is offered no longer; null: it is
);

CREATE UNIQUE INDEX outreach_template_name ON outreach_template (name) WHERE archived_at IS NULL;

CREATE TABLE outreach_template_version (
    template_id TEXT NOT NULL REFERENCES outreach_template (id),
    version     INTEGER NOT NULL,
    at          TEXT NOT NULL,
    made_by     TEXT NOT NULL,              -- staff:…, api:…
    texts       TEXT NOT NULL,              -- JSON: by language, what is said by which channel
    PRIMARY KEY (template_id, version)
);

CREATE TABLE outreach_campaign (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    state         TEXT NOT NULL,            -- draft, live, paused, ended
    version       INTEGER NOT NULL,
    row_version   INTEGER NOT NULL,
    made_by       TEXT NOT NULL,
    made_at       TEXT NOT NULL,
    started_at    TEXT,
    ended_at      TEXT,
    next_at       TEXT,                     -- when customers enter next, of whom there is a list; null: none is gone through
    entered_after TEXT                      -- the last of the list who has entered
);

CREATE UNIQUE INDEX outreach_campaign_name ON outreach_campaign (name) WHERE state <> 'ended';
CREATE INDEX outreach_campaign_next ON outreach_campaign (next_at) WHERE state = 'live' AND next_at IS NOT NULL;

CREATE TABLE outreach_plan (
    campaign_id TEXT NOT NULL REFERENCES outreach_campaign (id),
    version     INTEGER NOT NULL,
    at          TEXT NOT NULL,
    made_by     TEXT NOT NULL,
    plan        TEXT NOT NULL,              -- JSON
    PRIMARY KEY (campaign_id, version)
);

CREATE TABLE outreach_participant (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id  TEXT NOT NULL REFERENCES outreach_campaign (id),
    customer_id  TEXT NOT NULL,
    round        INTEGER NOT NULL,          -- which time it is that the customer takes part, from 1
    version      INTEGER NOT NULL,          -- of the plan
    entered_at   TEXT NOT NULL,
    arm          INTEGER NOT NULL,          -- 0: nothing is done, to compare with; 1 and on: which variant they get
    why          TEXT,                      -- JSON: why they were chosen, where there is more to say than the list
    step         TEXT,                      -- the step that is next; null: there is none
    due_at       TEXT,                      -- when
    left_at      TEXT,
    left_because TEXT,                      -- compared, done, goal, stopped, ended
    contacts     INTEGER NOT NULL DEFAULT 0,
    answered_at  TEXT,
    goal_at      TEXT,
    goal_value   TEXT,
    UNIQUE (campaign_id, customer_id, round)
);

CREATE INDEX outreach_participant_due ON outreach_participant (due_at) WHERE step IS NOT NULL;
CREATE INDEX outreach_participant_customer ON outreach_participant (customer_id);
CREATE INDEX outreach_participant_entered ON outreach_participant (campaign_id, entered_at);

CREATE TABLE outreach_event (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    participant_id   INTEGER NOT NULL REFERENCES outreach_participant (id),
    campaign_id      TEXT NOT NULL,
    customer_id      TEXT NOT NULL,
    step             TEXT NOT NULL,
    at               TEXT NOT NULL,
    what             TEXT NOT NULL,          -- sent, refused, yes, no, opened, waited
    reason           TEXT,                   -- of what was refused: why
    channel          TEXT,                   -- chat, email, sms
    template_id      TEXT,
    template_version INTEGER,
    conversation     INTEGER,
    seq              INTEGER,
    cost             TEXT
);

CREATE INDEX outreach_event_customer ON outreach_event (customer_id, at);
CREATE INDEX outreach_event_conversation ON outreach_event (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX outreach_event_campaign ON outreach_event (campaign_id, step, what);
CREATE INDEX outreach_event_participant ON outreach_event (participant_id);
