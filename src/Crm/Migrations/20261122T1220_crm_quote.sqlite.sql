-- Quotes with all their versions. What a version says is never changed once the customer has it, and what was done with a quote never is.
CREATE TABLE crm_quote (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as Q-000123
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    opportunity INTEGER,
    order_number TEXT,                         -- what it became
    newest      INTEGER NOT NULL,
    state       TEXT NOT NULL,                 -- of the newest version, as are title, total, currency and valid_until
    title       TEXT NOT NULL,
    total       TEXT NOT NULL,
    currency    TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    version     INTEGER NOT NULL
);

CREATE INDEX crm_quote_customer ON crm_quote (customer_id);
CREATE INDEX crm_quote_opportunity ON crm_quote (opportunity);
CREATE INDEX crm_quote_state ON crm_quote (state, number);

CREATE TABLE crm_quote_version (
    quote       INTEGER NOT NULL REFERENCES crm_quote (number),
    number      INTEGER NOT NULL,
    state       TEXT NOT NULL,                 -- draft, waiting, approved, sent, accepted, declined, withdrawn, replaced
    title       TEXT NOT NULL,
    currency    TEXT NOT NULL,
    book        TEXT,                          -- the price book of its list prices
    discount    TEXT NOT NULL,                 -- percent off every line
    valid_until TEXT NOT NULL,                 -- its last day
    language    TEXT NOT NULL,
    conditions  TEXT,
    lines       TEXT NOT NULL,                 -- JSON, in their order: product, quantity, each, listEach, discount, tax
    author      TEXT NOT NULL,
    reasons     TEXT NOT NULL,                 -- JSON: why somebody else has to approve it
    sent_at     TEXT,
    rate        TEXT,                          -- of its currency in the company's own when it was sent
    rate_day    TEXT,
    answered_by TEXT,                          -- the name that the customer signed with
    answered_at TEXT,
    answer      TEXT,
    PRIMARY KEY (quote, number)
);

CREATE TABLE crm_quote_change (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    quote   INTEGER NOT NULL REFERENCES crm_quote (number),
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    version INTEGER NOT NULL,
    note    TEXT
);

CREATE INDEX crm_quote_change_quote ON crm_quote_change (quote, id);
