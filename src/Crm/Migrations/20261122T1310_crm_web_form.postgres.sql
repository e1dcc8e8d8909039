-- Forms on other sites, with all their versions, and what was sent with them. A version is never changed, so that the text somebody agreed to is there word for word.
CREATE TABLE crm_web_form (
    name    text NOT NULL,                     -- in its address
    version bigint NOT NULL,                  -- the highest counts
    terms   text NOT NULL,                     -- JSON
    at      timestamptz NOT NULL,
    who     text NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE TABLE crm_web_form_entry (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form            text NOT NULL,
    form_version    bigint NOT NULL,
    key             text NOT NULL,             -- the same key is the same entry
    at              timestamptz NOT NULL,
    said            text NOT NULL,             -- JSON: what was entered, by field
    language        text NOT NULL,
    campaign        text NOT NULL,             -- JSON: utm_source and the like
    page            text,                      -- on which it stood
    address         text,                      -- the network address
    purpose         text,                      -- what was asked for; null: nothing
    agreed          boolean NOT NULL,          -- whether they did
    consent_version bigint,                   -- of the text
    consent_text    text,                      -- the text, word for word
    lead            bigint REFERENCES crm_lead (number),
    customer_id     uuid REFERENCES crm_customer (id),
    UNIQUE (form, key)
);

CREATE INDEX crm_web_form_entry_lead ON crm_web_form_entry (lead);
CREATE INDEX crm_web_form_entry_customer ON crm_web_form_entry (customer_id);
CREATE INDEX crm_web_form_entry_form ON crm_web_form_entry (form, id);
