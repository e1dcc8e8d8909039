-- Forms on other sites, with all their versions, and what was sent with them. A version is never changed, so that the text somebody agreed to is there word for word.
CREATE TABLE crm_web_form (
    name    TEXT NOT NULL,                     -- in its address
    version INTEGER NOT NULL,                  -- the highest counts
    terms   TEXT NOT NULL,                     -- JSON
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE TABLE crm_web_form_entry (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    form            TEXT NOT NULL,
    form_version    INTEGER NOT NULL,
    key             TEXT NOT NULL,             -- the same key is the same entry
    at              TEXT NOT NULL,
    said            TEXT NOT NULL,             -- JSON: what was entered, by field
    language        TEXT NOT NULL,
    campaign        TEXT NOT NULL,             -- JSON: utm_source and the like
    page            TEXT,                      -- on which it stood
    address         TEXT,                      -- the network address
    purpose         TEXT,                      -- what was asked for; null: nothing
    agreed          INTEGER NOT NULL,          -- whether they did
    consent_version INTEGER,                   -- of the text
    consent_text    TEXT,                      -- the text, word for word
    lead            INTEGER REFERENCES crm_lead (number),
    customer_id     TEXT REFERENCES crm_customer (id),
    UNIQUE (form, key)
);

CREATE INDEX crm_web_form_entry_lead ON crm_web_form_entry (lead);
CREATE INDEX crm_web_form_entry_customer ON crm_web_form_entry (customer_id);
CREATE INDEX crm_web_form_entry_form ON crm_web_form_entry (form, id);
