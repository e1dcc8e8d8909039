-- How customers found it: what each was asked about, when, and what they said.
CREATE TABLE desk_survey (
    id              UUID PRIMARY KEY,
    about           TEXT NOT NULL UNIQUE,      -- request:12, agent:7:3, bot:7: asked about once
    kind            TEXT NOT NULL,             -- request, agent, bot
    request         BIGINT,
    conversation    BIGINT,
    customer        UUID,
    agent           UUID,
    team            TEXT,
    language        TEXT NOT NULL,
    due_at          TIMESTAMPTZ NOT NULL,
    asked_at        TIMESTAMPTZ,                      -- null: not yet, or never
    asked_by        TEXT,                      -- chat, letter
    extra           TEXT,                      -- nps, ces
    dropped_because TEXT,
    answered_at     TIMESTAMPTZ,
    csat            INTEGER,
    nps             INTEGER,
    ces             INTEGER,
    reason          TEXT,
    comment         TEXT,
    follow_up       BIGINT                    -- number of the request to call back
);

CREATE INDEX desk_survey_due ON desk_survey (due_at) WHERE asked_at IS NULL AND dropped_because IS NULL;
CREATE INDEX desk_survey_customer ON desk_survey (customer, asked_at);
CREATE INDEX desk_survey_conversation ON desk_survey (conversation, asked_at);
CREATE INDEX desk_survey_answered ON desk_survey (answered_at) WHERE csat IS NOT NULL;
