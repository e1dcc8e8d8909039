-- Fields of customers that the company has declared itself. What is said of them stands in crm_fact, as of every other field.
CREATE TABLE crm_field (
    key       TEXT PRIMARY KEY,               -- x_plan
    kind      TEXT NOT NULL,                  -- Text, Number, Day, Choice, YesNo
    en        TEXT NOT NULL,
    zh        TEXT NOT NULL,
    choices   TEXT NOT NULL,                  -- JSON array
    position  INTEGER NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1
);

-- What lists of customers are filtered and ordered by: what counts of each who has a page, as it is compared; computed from facts and orders by who reads the signal log.
CREATE TABLE crm_facet (
    field       TEXT NOT NULL,                 -- name, country, tag, stage, x_plan …
    value       TEXT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    PRIMARY KEY (field, value, customer_id)
) WITHOUT ROWID;

CREATE INDEX crm_facet_customer ON crm_facet (customer_id, field);

-- Whose facets change by time alone, and when.
CREATE TABLE crm_facet_due (
    customer_id TEXT PRIMARY KEY REFERENCES crm_customer (id),
    due_at      TEXT NOT NULL
);

CREATE INDEX crm_facet_due_at ON crm_facet_due (due_at);
