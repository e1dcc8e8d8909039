-- Who may be the same person as whom. All of it is computed from facts and identifiers, by who reads the signal log, and can be computed anew.
CREATE TABLE crm_link_record (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL UNIQUE REFERENCES crm_customer (id),
    texts       TEXT NOT NULL,                 -- what is compared, as JSON: a text for each field, or null
    is_claimed  INTEGER NOT NULL               -- of a channel account, where anybody says of themselves what they like
);

-- Customers that share a key are compared.
CREATE TABLE crm_link_key (
    key    INTEGER NOT NULL,
    record INTEGER NOT NULL REFERENCES crm_link_record (id),
    PRIMARY KEY (key, record)
) WITHOUT ROWID;

-- Pairs that are more likely one person than not, and that nobody has decided about.
CREATE TABLE crm_link_proposal (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),     -- the earlier of the two
    other_id    TEXT NOT NULL REFERENCES crm_customer (id),
    weight      REAL NOT NULL,                 -- in bits
    evidence    TEXT NOT NULL,                 -- how the weight comes about, as JSON
    at          TEXT NOT NULL,
    UNIQUE (customer_id, other_id)
);

CREATE INDEX crm_link_proposal_other ON crm_link_proposal (other_id);
CREATE INDEX crm_link_proposal_weight ON crm_link_proposal (weight, id);

-- What was learned of how much agreeing and differing weigh; the last one counts.
CREATE TABLE crm_link_model (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    records INTEGER NOT NULL,                  -- customers that there were to learn from
    model   TEXT NOT NULL,                     -- JSON
    at      TEXT NOT NULL
);
