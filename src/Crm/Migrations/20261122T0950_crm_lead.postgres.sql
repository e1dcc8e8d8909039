-- Leads, the ledger of their points, and what was learned from those that ended. Nothing in the ledger is ever changed.
CREATE TABLE crm_lead (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,     -- shown as L-000123
    name        text,
    company     text,
    job_title   text,
    email       text,
    phone       text,
    country     text,
    region      text,
    source      text,
    language    text NOT NULL,
    wish        text,
    stage       text NOT NULL,                 -- new, contacted, qualified, converted, dropped
    reached     text,                          -- the stage in which it ended
    reason      text,
    owner       uuid,
    owner_why   text,                          -- language, open leads, sellers; null: somebody chose them
    customer    uuid REFERENCES crm_customer (id),
    opportunity bigint,
    said        text,                          -- JSON: what its conversion said of the customer that it made
    created_at  timestamptz NOT NULL,
    closed_at   timestamptz,
    odds        double precision,              -- what was said before it ended
    version     bigint NOT NULL
);

CREATE INDEX crm_lead_stage ON crm_lead (stage, number);
CREATE INDEX crm_lead_owner ON crm_lead (owner, number);
CREATE INDEX crm_lead_closed ON crm_lead (closed_at) WHERE odds IS NOT NULL;
CREATE INDEX crm_lead_open ON crm_lead (number) WHERE closed_at IS NULL;

CREATE TABLE crm_lead_point (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lead           bigint NOT NULL REFERENCES crm_lead (number),
    is_engagement  boolean NOT NULL,           -- what they did; else who they are
    rule           text NOT NULL,
    points         bigint NOT NULL,
    half_life_days bigint,                     -- null: all stay
    at             timestamptz NOT NULL,
    key            text NOT NULL,              -- the same key is the same deed
    UNIQUE (lead, key)
);

CREATE TABLE crm_lead_record (
    field text NOT NULL,                       -- country, region, source, stage, all
    value text NOT NULL,
    won   bigint NOT NULL,
    lost  bigint NOT NULL,
    PRIMARY KEY (field, value)
);
