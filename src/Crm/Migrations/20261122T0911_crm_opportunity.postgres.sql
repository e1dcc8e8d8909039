-- Pipelines with all their versions, opportunities in them, and every state that an opportunity was ever in. A version and a state are never changed.
CREATE TABLE crm_pipeline (
    id      uuid NOT NULL,
    version bigint NOT NULL,
    en      text NOT NULL,
    zh      text NOT NULL,
    stages  text NOT NULL,                     -- JSON, in their order: key, en, zh, probability, kind
    at      timestamptz NOT NULL,
    who     text NOT NULL,
    PRIMARY KEY (id, version)
);

INSERT INTO crm_pipeline (id, version, en, zh, stages, at, who)
VALUES ('01958000-0000-7000-8000-0000000005a1', 1, 'Sales', '销售',
    '[{"key":"new","en":"New","zh":"新建","probability":10,"kind":"open"},{"key":"qualified","en":"Qualified","zh":"已确认需求","probability":30,"kind":"open"},{"key":"proposal","en":"Proposal","zh":"方案报价","probability":50,"kind":"open"},{"key":"negotiation","en":"Negotiation","zh":"商务谈判","probability":80,"kind":"open"},{"key":"won","en":"Won","zh":"赢单","probability":100,"kind":"won"},{"key":"lost","en":"Lost","zh":"输单","probability":0,"kind":"lost"}]',
    '2026-11-22T00:00:00.000000Z', 'system');

CREATE TABLE crm_opportunity (
    number           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,     -- shown as O-000123
    title            text NOT NULL,
    customer_id      uuid NOT NULL REFERENCES crm_customer (id),
    pipeline         uuid NOT NULL,
    pipeline_version bigint NOT NULL,
    stage            text NOT NULL,            -- a key of that version
    state            text NOT NULL,            -- open, won, lost
    amount           numeric NOT NULL,
    currency         text NOT NULL,
    close_day        text NOT NULL,            -- when it is expected to be decided
    owner            uuid,
    probability      bigint,                   -- in percent, as somebody judges; null: nobody does
    reason           text,                     -- why it was won or lost
    created_at       timestamptz NOT NULL,
    entered_at       timestamptz NOT NULL,     -- the stage
    closed_at        timestamptz,
    version          bigint NOT NULL,
    FOREIGN KEY (pipeline, pipeline_version) REFERENCES crm_pipeline (id, version)
);

CREATE INDEX crm_opportunity_stage ON crm_opportunity (pipeline, state, stage, number);
CREATE INDEX crm_opportunity_customer ON crm_opportunity (customer_id);
CREATE INDEX crm_opportunity_owner ON crm_opportunity (owner, number);
CREATE INDEX crm_opportunity_close ON crm_opportunity (state, close_day);
CREATE INDEX crm_opportunity_closed ON crm_opportunity (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE crm_opportunity_line (
    opportunity bigint NOT NULL REFERENCES crm_opportunity (number),
    place       bigint NOT NULL,
    product     uuid NOT NULL REFERENCES crm_product (id),
    quantity    numeric NOT NULL,
    price_each  numeric NOT NULL,
    PRIMARY KEY (opportunity, place)
);

CREATE TABLE crm_opportunity_change (
    opportunity      bigint NOT NULL REFERENCES crm_opportunity (number),
    version          bigint NOT NULL,
    at               timestamptz NOT NULL,
    who              text NOT NULL,
    pipeline         uuid NOT NULL,
    pipeline_version bigint NOT NULL,
    stage            text NOT NULL,
    state            text NOT NULL,
    entered          boolean NOT NULL,         -- whether the stage began with it
    amount           numeric NOT NULL,
    currency         text NOT NULL,
    close_day        text NOT NULL,
    probability      bigint,
    PRIMARY KEY (opportunity, version)
);

-- Of the closed opportunities that were ever in a stage, how many there are and how many were won: counted with each that is closed or opened again.
CREATE TABLE crm_stage_record (
    pipeline uuid NOT NULL,
    stage    text NOT NULL,
    closed   bigint NOT NULL,
    won      bigint NOT NULL,
    PRIMARY KEY (pipeline, stage)
);
