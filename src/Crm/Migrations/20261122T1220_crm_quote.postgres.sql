-- Quotes with all their versions. What a version says is never changed once the customer has it, and what was done with a quote never is.
CREATE TABLE crm_quote (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,     -- shown as Q-000123
    customer_id uuid NOT NULL REFERENCES crm_customer (id),
    opportunity bigint,
    order_number text,                         -- what it became
    newest      bigint NOT NULL,
    state       text NOT NULL,                 -- of the newest version, as are title, total, currency and valid_until
    title       text NOT NULL,
    total       numeric NOT NULL,
    currency    text NOT NULL,
    valid_until text NOT NULL,
    created_at  timestamptz NOT NULL,
    version     bigint NOT NULL
);

CREATE INDEX crm_quote_customer ON crm_quote (customer_id);
CREATE INDEX crm_quote_opportunity ON crm_quote (opportunity);
CREATE INDEX crm_quote_state ON crm_quote (state, number);

CREATE TABLE crm_quote_version (
    quote       bigint NOT NULL REFERENCES crm_quote (number),
    number      bigint NOT NULL,
    state       text NOT NULL,                 -- draft, waiting, approved, sent, accepted, declined, withdrawn, replaced
    title       text NOT NULL,
    currency    text NOT NULL,
    book        uuid,                          -- the price book of its list prices
    discount    numeric NOT NULL,                 -- percent off every line
    valid_until text NOT NULL,                 -- its last day
    language    text NOT NULL,
    conditions  text,
    lines       text NOT NULL,                 -- JSON, in their order: product, quantity, each, listEach, discount, tax
    author      text NOT NULL,
    reasons     text NOT NULL,                 -- JSON: why somebody else has to approve it
    sent_at     timestamptz,
    rate        numeric,                          -- of its currency in the company's own when it was sent
    rate_day    text,
    answered_by text,                          -- the name that the customer signed with
    answered_at timestamptz,
    answer      text,
    PRIMARY KEY (quote, number)
);

CREATE TABLE crm_quote_change (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    quote   bigint NOT NULL REFERENCES crm_quote (number),
    at      timestamptz NOT NULL,
    who     text NOT NULL,
    what    text NOT NULL,
    version bigint NOT NULL,
    note    text
);

CREATE INDEX crm_quote_change_quote ON crm_quote_change (quote, id);
