-- Pipelines with all their versions, opportunities in them, and every state that an opportunity was ever in. A version and a state are never changed.
CREATE TABLE crm_pipeline (
    id      TEXT NOT NULL,
    version INTEGER NOT NULL,
    en      TEXT NOT NULL,
    zh      TEXT NOT NULL,
    stages  TEXT NOT NULL,                     -- JSON, in their order: key, en, zh, probability, kind
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    PRIMARY KEY (id, version)
);

INSERT INTO crm_pipeline (id, version, en, zh, stages, at, who)
VALUES ('01958000-0000-7000-8000-0000000005a1', 1, 'Sales', '销售',
    '[{"key":"new","en":"New","zh":"新建","probability":10,"kind":"open"},{"key":"qualified","en":"Qualified","zh":"已确认需求","probability":30,"kind":"open"},{"key":"proposal","en":"Proposal","zh":"方案报价","probability":50,"kind":"open"},{"key":"negotiation","en":"Negotiation","zh":"商务谈判","probability":80,"kind":"open"},{"key":"won","en":"Won","zh":"赢单","probability":100,"kind":"won"},{"key":"lost","en":"Lost","zh":"输单","probability":0,"kind":"lost"}]',
    '2026-11-22T00:00:00.000000Z', 'system');

CREATE TABLE crm_opportunity (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as O-000123
    title            TEXT NOT NULL,
    customer_id      TEXT NOT NULL REFERENCES crm_customer (id),
    pipeline         TEXT NOT NULL,
    pipeline_version INTEGER NOT NULL,
    stage            TEXT NOT NULL,            -- a key of that version
    state            TEXT NOT NULL,            -- open, won, lost
    amount           TEXT NOT NULL,
    currency         TEXT NOT NULL,
    close_day        TEXT NOT NULL,            -- when it is expected to be decided
    owner            TEXT,
    probability      INTEGER,                   -- in percent, as somebody judges; null: nobody does
    reason           TEXT,                     -- why it was won or lost
    created_at       TEXT NOT NULL,
    entered_at       TEXT NOT NULL,     -- the stage
    closed_at        TEXT,
    version          INTEGER NOT NULL,
    FOREIGN KEY (pipeline, pipeline_version) REFERENCES crm_pipeline (id, version)
);

CREATE INDEX crm_opportunity_stage ON crm_opportunity (pipeline, state, stage, number);
CREATE INDEX crm_opportunity_customer ON crm_opportunity (customer_id);
CREATE INDEX crm_opportunity_owner ON crm_opportunity (owner, number);
CREATE INDEX crm_opportunity_close ON crm_opportunity (state, close_day);
CREATE INDEX crm_opportunity_closed ON crm_opportunity (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE crm_opportunity_line (
    opportunity INTEGER NOT NULL REFERENCES crm_opportunity (number),
    place       INTEGER NOT NULL,
    product     TEXT NOT NULL REFERENCES crm_product (id),
    quantity    TEXT NOT NULL,
    price_each  TEXT NOT NULL,
    PRIMARY KEY (opportunity, place)
);

CREATE TABLE crm_opportunity_change (
    opportunity      INTEGER NOT NULL REFERENCES crm_opportunity (number),
    version          INTEGER NOT NULL,
    at               TEXT NOT NULL,
    who              TEXT NOT NULL,
    pipeline         TEXT NOT NULL,
    pipeline_version INTEGER NOT NULL,
    stage            TEXT NOT NULL,
    state            TEXT NOT NULL,
    entered          INTEGER NOT NULL,         -- whether the stage began with it
    amount           TEXT NOT NULL,
    currency         TEXT NOT NULL,
    close_day        TEXT NOT NULL,
    probability      INTEGER,
    PRIMARY KEY (opportunity, version)
);

-- Of the closed opportunities that were ever in a stage, how many there are and how many were won: counted with each that is closed or opened again.
CREATE TABLE crm_stage_record (
    pipeline TEXT NOT NULL,
    stage    TEXT NOT NULL,
    closed   INTEGER NOT NULL,
    won      INTEGER NOT NULL,
    PRIMARY KEY (pipeline, stage)
);
