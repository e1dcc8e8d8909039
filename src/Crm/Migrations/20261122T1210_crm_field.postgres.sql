-- Fields of customers that the company has declared itself. What is said of them stands in crm_fact, as of every other field.
CREATE TABLE crm_field (
    key       text PRIMARY KEY,               -- x_plan
    kind      text NOT NULL,                  -- Text, Number, Day, Choice, YesNo
    en        text NOT NULL,
    zh        text NOT NULL,
    choices   text NOT NULL,                  -- JSON array
    position  integer NOT NULL,
    is_active boolean NOT NULL DEFAULT true
);

-- What lists of customers are filtered and ordered by: what counts of each who has a page, as it is compared; computed from facts and orders by who reads the signal log.
CREATE TABLE crm_facet (
    field       text NOT NULL COLLATE "C",     -- name, country, tag, stage, x_plan …
    value       text NOT NULL COLLATE "C",
    customer_id uuid NOT NULL REFERENCES crm_customer (id),
    PRIMARY KEY (field, value, customer_id)
);

CREATE INDEX crm_facet_customer ON crm_facet (customer_id, field);

-- Whose facets change by time alone, and when.
CREATE TABLE crm_facet_due (
    customer_id uuid PRIMARY KEY REFERENCES crm_customer (id),
    due_at      timestamptz NOT NULL
);

CREATE INDEX crm_facet_due_at ON crm_facet_due (due_at);
