-- What could be written better about customers, computed from facts and identifiers by who reads the signal log.
CREATE TABLE crm_hint (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),     -- whose page it is
    kind        text NOT NULL,                 -- nameForm, emailSlip …
    about       text NOT NULL,                 -- the field, or the kind of identifier
    value       text,                          -- as it is; null: there is none
    suggestion  text,                          -- null: only a person knows
    confidence  double precision NOT NULL,                 -- 0 to 1
    source      text                           -- where the value comes from; null: there is none
);

CREATE INDEX crm_hint_customer ON crm_hint (customer_id);
CREATE INDEX crm_hint_kind ON crm_hint (kind, id);

-- What somebody said to be right as it is.
CREATE TABLE crm_hint_dismissal (
    customer_id uuid NOT NULL REFERENCES crm_customer (id),
    kind        text NOT NULL,
    value       text NOT NULL,
    said_by     text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (customer_id, kind, value)
);

-- How well each customer is known, and what that adds to the sums.
CREATE TABLE crm_quality (
    customer_id uuid PRIMARY KEY REFERENCES crm_customer (id),
    score       double precision NOT NULL,                 -- 0 to 1
    sums        text NOT NULL                  -- JSON
);

-- Sums over all customers: of scores, of values and hints by source, of hints by kind.
CREATE TABLE crm_quality_sum (
    name   text PRIMARY KEY,
    amount double precision NOT NULL
);
