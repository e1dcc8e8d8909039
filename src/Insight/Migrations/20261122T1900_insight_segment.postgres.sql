-- Segments that follow a rule: what they are called, who is in them, what their rules were, and who is or was in each.
CREATE TABLE insight_segment (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    en             text NOT NULL,
    zh             text NOT NULL,
    rule           text NOT NULL,              -- an expression
    is_used        boolean NOT NULL,           -- whether anybody is in it
    holdout        double precision NOT NULL,              -- which share of those in it nothing is done with
    version        integer NOT NULL,
    changed_by     text NOT NULL,
    changed_at     timestamptz NOT NULL,
    filled_version integer NOT NULL            -- up to which version everybody was looked at
);

CREATE TABLE insight_segment_version (
    segment    bigint NOT NULL REFERENCES insight_segment (id),
    version    integer NOT NULL,
    rule       text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (segment, version)
);

CREATE TABLE insight_segment_member (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    segment     bigint NOT NULL REFERENCES insight_segment (id),
    customer_id uuid NOT NULL,
    since_at    timestamptz NOT NULL,
    until_at    timestamptz                           -- null: they are in it
);

CREATE UNIQUE INDEX insight_segment_member_now ON insight_segment_member (segment, customer_id) WHERE until_at IS NULL;
CREATE INDEX insight_segment_member_customer ON insight_segment_member (customer_id);
