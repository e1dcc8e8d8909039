-- Writing to customers first: the templates of what is said, the campaigns with every version of their plan, who takes part in which, and each thing that was done with them or refused.
CREATE TABLE outreach_template (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    version     integer NOT NULL,
    archived_at timestamptz                       -- it is offered no longer; null: it is
);

CREATE UNIQUE INDEX outreach_template_name ON outreach_template (name) WHERE archived_at IS NULL;

CREATE TABLE outreach_template_version (
    template_id uuid NOT NULL REFERENCES outreach_template (id),
    version     integer NOT NULL,
    at          timestamptz NOT NULL,
    made_by     text NOT NULL,              -- staff:…, api:…
    texts       text NOT NULL,              -- JSON: by language, what is said by which channel
    PRIMARY KEY (template_id, version)
);

CREATE TABLE outreach_campaign (
    id            uuid PRIMARY KEY,
    name          text NOT NULL,
    state         text NOT NULL,            -- draft, live, paused, ended
    version       integer NOT NULL,
    row_version   integer NOT NULL,
    made_by       text NOT NULL,
    made_at       timestamptz NOT NULL,
    started_at    timestamptz,
    ended_at      timestamptz,
    next_at       timestamptz,               -- when customers enter next, of whom there is a list; null: none is gone through
    entered_after uuid                      -- the last of the list who has entered
);

CREATE UNIQUE INDEX outreach_campaign_name ON outreach_campaign (name) WHERE state <> 'ended';
CREATE INDEX outreach_campaign_next ON outreach_campaign (next_at) WHERE state = 'live' AND next_at IS NOT NULL;

CREATE TABLE outreach_plan (
    campaign_id uuid NOT NULL REFERENCES outreach_campaign (id),
    version     integer NOT NULL,
    at          timestamptz NOT NULL,
    made_by     text NOT NULL,
    plan        text NOT NULL,              -- JSON
    PRIMARY KEY (campaign_id, version)
);

CREATE TABLE outreach_participant (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id  uuid NOT NULL REFERENCES outreach_campaign (id),
    customer_id  uuid NOT NULL,
    round        integer NOT NULL,          -- which time it is that the customer takes part, from 1
    version      integer NOT NULL,          -- of the plan
    entered_at   timestamptz NOT NULL,
    arm          integer NOT NULL,          -- 0: nothing is done, to compare with; 1 and on: which variant they get
    why          text,                      -- JSON: why they were chosen, where there is more to say than the list
    step         text,                      -- the step that is next; null: there is none
    due_at       timestamptz,               -- when
    left_at      timestamptz,
    left_because text,                      -- compared, done, goal, stopped, ended
    contacts     integer NOT NULL DEFAULT 0,
    answered_at  timestamptz,
    goal_at      timestamptz,
    goal_value   numeric,
    UNIQUE (campaign_id, customer_id, round)
);

CREATE INDEX outreach_participant_due ON outreach_participant (due_at) WHERE step IS NOT NULL;
CREATE INDEX outreach_participant_customer ON outreach_participant (customer_id);
CREATE INDEX outreach_participant_entered ON outreach_participant (campaign_id, entered_at);

CREATE TABLE outreach_event (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    participant_id   bigint NOT NULL REFERENCES outreach_participant (id),
    campaign_id      uuid NOT NULL,
    customer_id      uuid NOT NULL,
    step             text NOT NULL,
    at               timestamptz NOT NULL,
    what             text NOT NULL,          -- sent, refused, yes, no, opened, waited
    reason           text,                   -- of what was refused: why
    channel          text,                   -- chat, email, sms
    template_id      uuid,
    template_version integer,
    conversation     bigint,
    seq              bigint,
    cost             numeric
);

CREATE INDEX outreach_event_customer ON outreach_event (customer_id, at);
CREATE INDEX outreach_event_conversation ON outreach_event (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX outreach_event_campaign ON outreach_event (campaign_id, step, what);
CREATE INDEX outreach_event_participant ON outreach_event (participant_id);
