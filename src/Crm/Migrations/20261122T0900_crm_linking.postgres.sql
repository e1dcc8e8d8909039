-- Who may be the same person as whom. All of it is computed from facts and identifiers, by who reads the signal log, and can be computed anew.
CREATE TABLE crm_link_record (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL UNIQUE REFERENCES crm_customer (id),
    texts       text NOT NULL,                 -- what is compared, as JSON: a text for each field, or null
    is_claimed  boolean NOT NULL               -- of a channel account, where anybody says of themselves what they like
);

-- Customers that share a key are compared.
CREATE TABLE crm_link_key (
    key    bigint NOT NULL,
    record bigint NOT NULL REFERENCES crm_link_record (id),
    PRIMARY KEY (key, record)
);

-- Pairs that are more likely one person than not, and that nobody has decided about.
CREATE TABLE crm_link_proposal (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),     -- the earlier of the two
    other_id    uuid NOT NULL REFERENCES crm_customer (id),
    weight      double precision NOT NULL,                 -- in bits
    evidence    text NOT NULL,                 -- how the weight comes about, as JSON
    at          timestamptz NOT NULL,
    UNIQUE (customer_id, other_id)
);

CREATE INDEX crm_link_proposal_other ON crm_link_proposal (other_id);
CREATE INDEX crm_link_proposal_weight ON crm_link_proposal (weight, id);

-- What was learned of how much agreeing and differing weigh; the last one counts.
CREATE TABLE crm_link_model (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    records bigint NOT NULL,                  -- customers that there were to learn from
    model   text NOT NULL,                     -- JSON
    at      timestamptz NOT NULL
);
