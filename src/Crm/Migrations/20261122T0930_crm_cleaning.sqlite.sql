-- What could be written better about customers, computed from facts and identifiers by who reads the signal log.
CREATE TABLE crm_hint (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),     -- whose page it is
    kind        TEXT NOT NULL,                 -- nameForm, emailSlip …
    about       TEXT NOT NULL,                 -- the field, or the kind of identifier
    value       TEXT,                          -- as it is; null: there is none
    suggestion  TEXT,                          -- null: only a person knows
    confidence  REAL NOT NULL,                 -- 0 to 1
    source      TEXT                           -- where the value comes from; null: there is none
);

CREATE INDEX crm_hint_customer ON crm_hint (customer_id);
CREATE INDEX crm_hint_kind ON crm_hint (kind, id);

-- What somebody said to be right as it is.
CREATE TABLE crm_hint_dismissal (
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    kind        TEXT NOT NULL,
    value       TEXT NOT NULL,
    said_by     TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (customer_id, kind, value)
);

-- How well each customer is known, and what that adds to the sums.
CREATE TABLE crm_quality (
    customer_id TEXT PRIMARY KEY REFERENCES crm_customer (id),
    score       REAL NOT NULL,                 -- 0 to 1
    sums        TEXT NOT NULL                  -- JSON
);

-- Sums over all customers: of scores, of values and hints by source, of hints by kind.
CREATE TABLE crm_quality_sum (
    name   TEXT PRIMARY KEY,
    amount REAL NOT NULL
);
