CREATE TABLE "channel_activity" (
    conversation INTEGER NOT NULL REFERENCES channel_conversation (key),
    seq          INTEGER NOT NULL,
    activity_id  TEXT NOT NULL,
    inbound      INTEGER NOT NULL,
    shown        INTEGER NOT NULL,             -- whether clients of the conversation get it
    at           TEXT NOT NULL,
    json         TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
);

CREATE UNIQUE INDEX channel_activity_id ON channel_activity (conversation, activity_id);

CREATE TABLE channel_api_key (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,           -- stands in the history of what is done with it
    hash       TEXT NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,                  -- words, parted by spaces
    created_at TEXT NOT NULL,
    expires_at TEXT,                    -- null: never
    used_at    TEXT,                    -- to the minute
    revoked_at TEXT
);

CREATE TABLE channel_conversation (
    key             INTEGER PRIMARY KEY AUTOINCREMENT,
    channel_id      TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    reference       TEXT NOT NULL,             -- JSON: serviceUrl, bot, user and conversation as the channel names them
    user_id         TEXT NOT NULL,
    owner           TEXT NOT NULL DEFAULT 'bot',
    epoch           INTEGER NOT NULL DEFAULT 0,
    state           TEXT,
    last_seq        INTEGER NOT NULL DEFAULT 0,
    accepted_seq    INTEGER NOT NULL DEFAULT 0,
    handled_seq     INTEGER NOT NULL DEFAULT 0,
    opened_at       TEXT NOT NULL,
    last_at         TEXT NOT NULL,
    ended_at        TEXT,
    UNIQUE (channel_id, conversation_id)
);

CREATE INDEX channel_conversation_ended ON channel_conversation (key) WHERE ended_at IS NOT NULL;

CREATE INDEX channel_conversation_pending ON channel_conversation (key) WHERE accepted_seq > handled_seq;

CREATE INDEX channel_conversation_user ON channel_conversation (channel_id, user_id, key);

CREATE TABLE channel_mail (
    message_id   TEXT NOT NULL,                  -- with its angle brackets; sha256:… of the whole mail if it has none
    sender       TEXT NOT NULL,                  -- as it says, in lower case
    at           TEXT NOT NULL,
    became       TEXT NOT NULL,                  -- taken, reported, ignored
    why          TEXT,                           -- what says so, if it is not simply taken
    conversation INTEGER,
    seq          INTEGER,                        -- the activity's number there
    PRIMARY KEY (message_id, sender)
);

CREATE INDEX channel_mail_conversation ON channel_mail (conversation, seq);

CREATE INDEX channel_mail_sender ON channel_mail (sender, at);

CREATE TABLE channel_message (
    name         TEXT NOT NULL PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES channel_conversation (key),
    seq          INTEGER NOT NULL,
    activity_id  TEXT                          -- as the channel calls it; null until it has said so
);

CREATE UNIQUE INDEX channel_message_seq ON channel_message (conversation, seq);

CREATE TABLE "channel_outbox" (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT,                         -- what is not to leave twice; null for a turn's activities
    kind         TEXT NOT NULL,
    conversation INTEGER,
    seq          INTEGER,                      -- the activity to send; null: the payload is all
    payload      TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      TEXT NOT NULL,
    dead_at      TEXT,
    error        TEXT
);

CREATE INDEX channel_outbox_dead ON channel_outbox (conversation) WHERE dead_at IS NOT NULL;

CREATE INDEX channel_outbox_due ON channel_outbox (next_at) WHERE dead_at IS NULL;

CREATE UNIQUE INDEX channel_outbox_key ON channel_outbox (key) WHERE key IS NOT NULL;

CREATE TABLE "channel_upload" (
    id           TEXT PRIMARY KEY,
    conversation INTEGER REFERENCES channel_conversation (key),     -- null: none
    name         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    bytes        BLOB NOT NULL,
    at           TEXT NOT NULL,
    until        TEXT                                               -- null: it stays
);

CREATE INDEX channel_upload_conversation ON channel_upload (conversation);

CREATE INDEX channel_upload_until ON channel_upload (until) WHERE until IS NOT NULL;

CREATE TABLE crm_access (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id   TEXT NOT NULL REFERENCES crm_customer (id),
    asked_by      TEXT NOT NULL,
    at            TEXT NOT NULL,
    state         TEXT NOT NULL,               -- waiting, ready, gone
    rows_done     INTEGER NOT NULL DEFAULT 0,
    bytes         INTEGER NOT NULL DEFAULT 0,
    claimed_until TEXT,                        -- a node works on it
    ended_at      TEXT
);

CREATE INDEX crm_access_customer ON crm_access (customer_id);

CREATE INDEX crm_access_waiting ON crm_access (id) WHERE state = 'waiting';

CREATE TABLE crm_access_part (
    access_id INTEGER NOT NULL REFERENCES crm_access (id),
    number    INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (access_id, number)
);

CREATE TABLE crm_cluster (
    customer_id TEXT PRIMARY KEY REFERENCES crm_customer (id),
    root        TEXT NOT NULL                  -- the member that was there first, whose page is that of all
);

CREATE INDEX crm_cluster_root ON crm_cluster (root);

CREATE TABLE "crm_consent" (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    purpose     TEXT NOT NULL,
    channel     TEXT NOT NULL,                 -- email, phone, chat …; empty: every channel
    state       TEXT NOT NULL,                 -- granted, withdrawn, unknown
    text_id     INTEGER REFERENCES crm_consent_text (id),
    evidence    TEXT,                          -- JSON: what was shown, where, by whom, from which address, by which message
    source      TEXT NOT NULL,
    said_by     TEXT,                          -- staff:… or api:…; null: the customer
    at          TEXT NOT NULL
);

CREATE INDEX crm_consent_customer ON crm_consent (customer_id, id);

CREATE INDEX crm_consent_text_used ON crm_consent (text_id) WHERE text_id IS NOT NULL;

CREATE TABLE crm_consent_text (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,                -- a short word: privacy, newsletter
    version      INTEGER NOT NULL,
    language     TEXT NOT NULL,                -- en, zh
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    purposes     TEXT NOT NULL,                -- words, parted by spaces
    published_at TEXT NOT NULL,
    published_by TEXT NOT NULL,
    UNIQUE (name, version, language)
);

CREATE TABLE crm_customer (
    id         TEXT PRIMARY KEY,
    name       TEXT,
    language   TEXT NOT NULL,
    created_at TEXT NOT NULL
, import_id INTEGER, withdrawn_at TEXT, erased_at TEXT);

CREATE TABLE "crm_edge" (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),   -- made for a channel account
    other_id     TEXT NOT NULL REFERENCES crm_customer (id),   -- holder of the e-mail that the account proved
    evidence    TEXT NOT NULL,                                -- JSON: what proved it
    at          TEXT NOT NULL,
    revoked_at  TEXT
, kind TEXT NOT NULL DEFAULT 'proof', is_same INTEGER NOT NULL DEFAULT 1, decided_by TEXT, revoked_by TEXT);

CREATE INDEX crm_edge_customer ON crm_edge (customer_id) WHERE revoked_at IS NULL;

CREATE INDEX crm_edge_other ON crm_edge (other_id) WHERE revoked_at IS NULL;

CREATE UNIQUE INDEX crm_edge_proof ON crm_edge (customer_id) WHERE kind = 'proof' AND revoked_at IS NULL;

CREATE TABLE crm_email_code (
    id          TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),   -- the channel account's own customer
    email       TEXT NOT NULL,
    hash        TEXT NOT NULL,                 -- salt:SHA-256, both in hex
    sent_at     TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,
    over_at     TEXT                           -- used, or replaced by a newer one
);

CREATE INDEX crm_email_code_customer ON crm_email_code (customer_id, sent_at);

CREATE INDEX crm_email_code_email ON crm_email_code (email, sent_at);

CREATE TABLE crm_erasure (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as E-000123
    customer_id   TEXT NOT NULL REFERENCES crm_customer (id),
    because       TEXT NOT NULL,               -- asked, retention, mistake
    asked_by      TEXT NOT NULL,
    at            TEXT NOT NULL,
    state         TEXT NOT NULL,               -- waiting, erased, searched, done
    terms         TEXT,                        -- JSON: what is searched for until that is done; then null
    certificate   TEXT,                        -- JSON, as far as it is known
    hash          TEXT,                        -- SHA-256 of the certificate, in hexadecimal
    claimed_until TEXT,
    ended_at      TEXT
);

CREATE INDEX crm_erasure_customer ON crm_erasure (customer_id);

CREATE INDEX crm_erasure_waiting ON crm_erasure (number) WHERE state <> 'done';

CREATE TABLE crm_exchange_rate (
    currency TEXT NOT NULL,
    day      TEXT NOT NULL,                    -- from this day on
    rate     TEXT NOT NULL,                 -- units of the company's own currency
    PRIMARY KEY (currency, day)
);

CREATE TABLE crm_facet (
    field       TEXT NOT NULL,                 -- name, country, tag, stage, x_plan …
    value       TEXT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    PRIMARY KEY (field, value, customer_id)
) WITHOUT ROWID;

CREATE INDEX crm_facet_customer ON crm_facet (customer_id, field);

CREATE TABLE crm_facet_due (
    customer_id TEXT PRIMARY KEY REFERENCES crm_customer (id),
    due_at      TEXT NOT NULL
);

CREATE INDEX crm_facet_due_at ON crm_facet_due (due_at);

CREATE TABLE crm_fact (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id  TEXT NOT NULL REFERENCES crm_customer (id),
    field        TEXT NOT NULL,                -- name, company, birth_date …
    value        TEXT,                         -- null: somebody says that there is none
    source       TEXT NOT NULL,                -- staff, customer, api, import, mail, channel, demo
    said_by      TEXT,                         -- staff:… or api:…; null: nobody of the company
    at           TEXT NOT NULL,
    withdrawn_at TEXT
, import_id INTEGER);

CREATE INDEX crm_fact_customer ON crm_fact (customer_id, id);

CREATE TABLE crm_field (
    key       TEXT PRIMARY KEY,               -- x_plan
    kind      TEXT NOT NULL,                  -- Text, Number, Day, Choice, YesNo
    en        TEXT NOT NULL,
    zh        TEXT NOT NULL,
    choices   TEXT NOT NULL,                  -- JSON array
    position  INTEGER NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1
, is_sensitive INTEGER NOT NULL DEFAULT FALSE);

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

CREATE TABLE crm_hint_dismissal (
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    kind        TEXT NOT NULL,
    value       TEXT NOT NULL,
    said_by     TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (customer_id, kind, value)
);

CREATE TABLE crm_identifier (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id   TEXT NOT NULL REFERENCES crm_customer (id),
    kind          TEXT NOT NULL,               -- channel, email, phone, customer_number
    value         TEXT NOT NULL,               -- as it was given
    normalised    TEXT NOT NULL,               -- as it is compared
    verified_at   TEXT,                        -- a channel account is verified by its channel, an e-mail by a code
    first_seen_at TEXT NOT NULL,
    last_seen_at  TEXT NOT NULL, source TEXT NOT NULL DEFAULT 'channel', withdrawn_at TEXT, import_id INTEGER,
    UNIQUE (customer_id, kind, normalised)
);

CREATE INDEX crm_identifier_normalised ON crm_identifier (normalised) WHERE kind <> 'channel';

CREATE UNIQUE INDEX crm_identifier_verified ON crm_identifier (kind, normalised) WHERE verified_at IS NOT NULL;

CREATE TABLE crm_import (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    file_name        TEXT NOT NULL,
    bytes            INTEGER NOT NULL,
    state            TEXT NOT NULL,            -- uploading, ready, checking, checked, running, done, cancelled, failed, reverting, reverted, restoring
    made_by          TEXT NOT NULL,            -- staff:… or api:…
    at               TEXT NOT NULL,
    look             TEXT NOT NULL,            -- JSON: encoding, separator, columns, the first rows
    mapping          TEXT,                     -- JSON: what each column is taken for
    position         INTEGER NOT NULL DEFAULT 0,   -- so many rows of the file are read, or imported
    undone           INTEGER NOT NULL DEFAULT 0,   -- so many values are taken back
    made             INTEGER NOT NULL DEFAULT 0,
    changed          INTEGER NOT NULL DEFAULT 0,
    unchanged        INTEGER NOT NULL DEFAULT 0,
    rejected         INTEGER NOT NULL DEFAULT 0,
    row_count        INTEGER,                  -- null: nobody has read to the end yet
    differences      TEXT NOT NULL DEFAULT '[]',   -- JSON: the first of them, of a dry run
    fault            TEXT,
    ended_at         TEXT,
    reverted_at      TEXT,                     -- the instant at which all that it said is withdrawn
    first_fact       INTEGER,                  -- what it wrote has greater numbers …
    last_fact        INTEGER,                  -- … up to these
    first_identifier INTEGER,
    last_identifier  INTEGER
);

CREATE INDEX crm_import_state ON crm_import (state);

CREATE TABLE crm_import_part (
    import_id INTEGER NOT NULL REFERENCES crm_import (id),
    number    INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (import_id, number)
);

CREATE TABLE crm_import_profile (
    name    TEXT PRIMARY KEY,
    mapping TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at      TEXT NOT NULL
);

CREATE TABLE crm_import_reject (
    import_id INTEGER NOT NULL REFERENCES crm_import (id),
    line      INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    cells     TEXT NOT NULL,                   -- JSON: the row as it was
    PRIMARY KEY (import_id, line)
);

CREATE TABLE crm_lead (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as L-000123
    name        TEXT,
    company     TEXT,
    job_title   TEXT,
    email       TEXT,
    phone       TEXT,
    country     TEXT,
    region      TEXT,
    source      TEXT,
    language    TEXT NOT NULL,
    wish        TEXT,
    stage       TEXT NOT NULL,                 -- new, contacted, qualified, converted, dropped
    reached     TEXT,                          -- the stage in which it ended
    reason      TEXT,
    owner       TEXT,
    owner_why   TEXT,                          -- language, open leads, sellers; null: somebody chose them
    customer    TEXT REFERENCES crm_customer (id),
    opportunity INTEGER,
    said        TEXT,                          -- JSON: what its conversion said of the customer that it made
    created_at  TEXT NOT NULL,
    closed_at   TEXT,
    odds        REAL,              -- what was said before it ended
    version     INTEGER NOT NULL
);

CREATE INDEX crm_lead_closed ON crm_lead (closed_at) WHERE odds IS NOT NULL;

CREATE INDEX crm_lead_open ON crm_lead (number) WHERE closed_at IS NULL;

CREATE INDEX crm_lead_owner ON crm_lead (owner, number);

CREATE INDEX crm_lead_stage ON crm_lead (stage, number);

CREATE TABLE crm_lead_point (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    lead           INTEGER NOT NULL REFERENCES crm_lead (number),
    is_engagement  INTEGER NOT NULL,           -- what they did; else who they are
    rule           TEXT NOT NULL,
    points         INTEGER NOT NULL,
    half_life_days INTEGER,                     -- null: all stay
    at             TEXT NOT NULL,
    key            TEXT NOT NULL,              -- the same key is the same deed
    UNIQUE (lead, key)
);

CREATE TABLE crm_lead_record (
    field TEXT NOT NULL,                       -- country, region, source, stage, all
    value TEXT NOT NULL,
    won   INTEGER NOT NULL,
    lost  INTEGER NOT NULL,
    PRIMARY KEY (field, value)
);

CREATE TABLE crm_link_key (
    key    INTEGER NOT NULL,
    record INTEGER NOT NULL REFERENCES crm_link_record (id),
    PRIMARY KEY (key, record)
) WITHOUT ROWID;

CREATE TABLE crm_link_model (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    records INTEGER NOT NULL,                  -- customers that there were to learn from
    model   TEXT NOT NULL,                     -- JSON
    at      TEXT NOT NULL
);

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

CREATE TABLE crm_link_record (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL UNIQUE REFERENCES crm_customer (id),
    texts       TEXT NOT NULL,                 -- what is compared, as JSON: a text for each field, or null
    is_claimed  INTEGER NOT NULL               -- of a channel account, where anybody says of themselves what they like
);

CREATE TABLE crm_opportunity (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as O-000123
    title            TEXT NOT NULL,
    customer_id      TEXT NOT NULL REFERENCES crm_customer (id),
    pipeline         TEXT NOT NULL,
    pipeline_version INTEGER NOT NULL,
    stage            TEXT NOT NULL,            -- a key of that version
    state            TEXT NOT NULL,            -- open, won, lost
    amount           TEXT NOT NULL,
    currency         TEXT NOT NULL,
    close_day        TEXT NOT NULL,            -- when it is expected to be decided
    owner            TEXT,
    probability      INTEGER,                   -- in percent, as somebody judges; null: nobody does
    reason           TEXT,                     -- why it was won or lost
    created_at       TEXT NOT NULL,
    entered_at       TEXT NOT NULL,     -- the stage
    closed_at        TEXT,
    version          INTEGER NOT NULL,
    FOREIGN KEY (pipeline, pipeline_version) REFERENCES crm_pipeline (id, version)
);

CREATE INDEX crm_opportunity_close ON crm_opportunity (state, close_day);

CREATE INDEX crm_opportunity_closed ON crm_opportunity (closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX crm_opportunity_customer ON crm_opportunity (customer_id);

CREATE INDEX crm_opportunity_owner ON crm_opportunity (owner, number);

CREATE INDEX crm_opportunity_stage ON crm_opportunity (pipeline, state, stage, number);

CREATE TABLE crm_opportunity_change (
    opportunity      INTEGER NOT NULL REFERENCES crm_opportunity (number),
    version          INTEGER NOT NULL,
    at               TEXT NOT NULL,
    who              TEXT NOT NULL,
    pipeline         TEXT NOT NULL,
    pipeline_version INTEGER NOT NULL,
    stage            TEXT NOT NULL,
    state            TEXT NOT NULL,
    entered          INTEGER NOT NULL,         -- whether the stage began with it
    amount           TEXT NOT NULL,
    currency         TEXT NOT NULL,
    close_day        TEXT NOT NULL,
    probability      INTEGER,
    PRIMARY KEY (opportunity, version)
);

CREATE TABLE crm_opportunity_line (
    opportunity INTEGER NOT NULL REFERENCES crm_opportunity (number),
    place       INTEGER NOT NULL,
    product     TEXT NOT NULL REFERENCES crm_product (id),
    quantity    TEXT NOT NULL,
    price_each  TEXT NOT NULL,
    PRIMARY KEY (opportunity, place)
);

CREATE TABLE crm_order (
    number      TEXT PRIMARY KEY,              -- HL-204817
    customer_id TEXT REFERENCES crm_customer (id),
    buyer_email TEXT,                          -- normalised; a guest's order belongs to whoever proves this address
    status      TEXT NOT NULL,                 -- placed, packed, shipped, delivered, returned, cancelled
    placed_at   TEXT NOT NULL,
    promised_on TEXT NOT NULL,                 -- a day: 2026-11-21
    carrier_day TEXT,                          -- the day of the carrier's last word, or null before it is handed over
    items       TEXT NOT NULL,
    total       TEXT NOT NULL,
    currency    TEXT NOT NULL
, serial INTEGER NOT NULL DEFAULT 0, discount TEXT NOT NULL DEFAULT '0', paid TEXT NOT NULL DEFAULT '0', refunded TEXT NOT NULL DEFAULT '0', rate TEXT, rate_day TEXT, system TEXT, external_number TEXT, quote INTEGER, version INTEGER NOT NULL DEFAULT 1);

CREATE INDEX crm_order_buyer ON crm_order (buyer_email, placed_at);

CREATE INDEX crm_order_customer ON crm_order (customer_id, placed_at);

CREATE UNIQUE INDEX crm_order_external ON crm_order (system, external_number);

CREATE UNIQUE INDEX crm_order_serial ON crm_order (serial);

CREATE INDEX crm_order_status ON crm_order (status, serial);

CREATE TABLE crm_order_line (
    order_number TEXT NOT NULL REFERENCES crm_order (number),
    place        INTEGER NOT NULL,             -- from 1
    product      TEXT,
    text         TEXT NOT NULL,
    quantity     TEXT NOT NULL,
    price_each   TEXT NOT NULL,
    discount     TEXT NOT NULL,
    tax          TEXT NOT NULL,
    fulfilled    TEXT NOT NULL,
    returned     TEXT NOT NULL,
    PRIMARY KEY (order_number, place)
);

CREATE TABLE crm_order_step (
    order_number TEXT NOT NULL REFERENCES crm_order (number),
    place        INTEGER NOT NULL,             -- from 1
    at           TEXT NOT NULL,
    who          TEXT NOT NULL,
    step         TEXT NOT NULL,                -- create, change, confirm, fulfil, ship, deliver, return, cancel, pay, refund
    parts        TEXT,                         -- JSON: line, quantity
    amount       TEXT,
    day          TEXT,                         -- the carrier's
    note         TEXT,
    key          TEXT,                         -- the same key is the same step
    PRIMARY KEY (order_number, place),
    UNIQUE (order_number, key)
);

CREATE TABLE crm_pipeline (
    id      TEXT NOT NULL,
    version INTEGER NOT NULL,
    en      TEXT NOT NULL,
    zh      TEXT NOT NULL,
    stages  TEXT NOT NULL,                     -- JSON, in their order: key, en, zh, probability, kind
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    PRIMARY KEY (id, version)
);

CREATE TABLE crm_price (
    book          TEXT NOT NULL REFERENCES crm_price_book (id),
    product       TEXT NOT NULL REFERENCES crm_product (id),
    from_quantity TEXT NOT NULL,
    price_each    TEXT NOT NULL,
    PRIMARY KEY (book, product, from_quantity)
);

CREATE INDEX crm_price_product ON crm_price (product);

CREATE TABLE crm_price_book (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    currency  TEXT NOT NULL,
    from_day  TEXT,                            -- null: it always held
    until_day TEXT,                            -- the last day; null: until further notice
    version   INTEGER NOT NULL
);

CREATE TABLE crm_product (
    id        TEXT PRIMARY KEY,
    code      TEXT NOT NULL UNIQUE,            -- FIBRE-500
    en        TEXT NOT NULL,
    zh        TEXT NOT NULL,
    unit      TEXT NOT NULL,                   -- piece, month
    is_active INTEGER NOT NULL,
    version   INTEGER NOT NULL
);

CREATE TABLE crm_protection (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    kind        TEXT NOT NULL,                 -- restriction, hold
    reason      TEXT NOT NULL,
    said_by     TEXT NOT NULL,
    at          TEXT NOT NULL,
    ended_at    TEXT,
    ended_by    TEXT
);

CREATE INDEX crm_protection_customer ON crm_protection (customer_id) WHERE ended_at IS NULL;

CREATE TABLE crm_quality (
    customer_id TEXT PRIMARY KEY REFERENCES crm_customer (id),
    score       REAL NOT NULL,                 -- 0 to 1
    sums        TEXT NOT NULL                  -- JSON
);

CREATE TABLE crm_quality_sum (
    name   TEXT PRIMARY KEY,
    amount REAL NOT NULL
);

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

CREATE TABLE crm_relation (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    other_id    TEXT NOT NULL REFERENCES crm_customer (id),
    kind        TEXT NOT NULL,                -- WorksFor, MemberOf …
    note        TEXT NOT NULL,
    said_by     TEXT NOT NULL,
    at          TEXT NOT NULL,
    ended_at    TEXT,
    ended_by    TEXT
);

CREATE INDEX crm_relation_customer ON crm_relation (customer_id);

CREATE INDEX crm_relation_other ON crm_relation (other_id);

CREATE TABLE crm_retention_run (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    rule      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    at        TEXT NOT NULL,
    before_at TEXT NOT NULL,                   -- what was from before this instant went
    done      INTEGER NOT NULL                 -- how many
);

CREATE INDEX crm_retention_run_rule ON crm_retention_run (rule, at);

CREATE TABLE crm_sealing (
    part     TEXT PRIMARY KEY,                 -- identifiers, facts …
    position INTEGER NOT NULL,                 -- rows up to this number are done
    ended_at TEXT                              -- null: more may be there
);

CREATE TABLE crm_stage_record (
    pipeline TEXT NOT NULL,
    stage    TEXT NOT NULL,
    closed   INTEGER NOT NULL,
    won      INTEGER NOT NULL,
    PRIMARY KEY (pipeline, stage)
);

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

CREATE INDEX crm_web_form_entry_customer ON crm_web_form_entry (customer_id);

CREATE INDEX crm_web_form_entry_form ON crm_web_form_entry (form, id);

CREATE INDEX crm_web_form_entry_lead ON crm_web_form_entry (lead);

CREATE TABLE desk_account (
    staff_id      TEXT PRIMARY KEY REFERENCES desk_staff,
    password_hash TEXT,                        -- null: none was chosen; single sign-on alone
    totp_secret   TEXT,                        -- Base32; null: the password alone is enough
    totp_step     INTEGER NOT NULL DEFAULT 0,  -- of the code that was used last: none counts twice
    totp_offered  TEXT                         -- a secret that waits for its first code
);

CREATE TABLE desk_agent (
    staff        TEXT PRIMARY KEY,
    availability TEXT NOT NULL,     -- away, busy, available
    capacity     REAL,     -- how much at once; null: as in the settings
    skills       TEXT NOT NULL,     -- levels: refunds 3, faults 1
    languages    TEXT NOT NULL,     -- en, zh; empty: every one
    given_at     TEXT     -- when they were last offered anything
);

CREATE TABLE desk_alert (
    staff   TEXT PRIMARY KEY REFERENCES desk_staff (id),
    sounds  TEXT NOT NULL,      -- offer,customer,mention
    notices TEXT NOT NULL
);

CREATE TABLE desk_attempt (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL,                     -- sign-in, letter
    account TEXT NOT NULL,                     -- SHA-256 of the address that was typed; empty: it counts no more
    address TEXT NOT NULL,
    at      TEXT NOT NULL
);

CREATE INDEX desk_attempt_at ON desk_attempt (at);

CREATE TABLE desk_audit (
    number   INTEGER PRIMARY KEY,              -- 1, 2, 3 … without a gap
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,                    -- staff:…, api:… or system
    action   TEXT NOT NULL,                    -- read, search, or what the signal log calls it
    subject  TEXT NOT NULL,                    -- customer:…, request:SR-…, conversation:…, or the list
    previous TEXT NOT NULL,                    -- hash of the entry before, in hexadecimal; of the first: zeros
    hash     TEXT NOT NULL
);

CREATE INDEX desk_audit_actor ON desk_audit (actor, number);

CREATE INDEX desk_audit_subject ON desk_audit (subject, number);

CREATE TABLE desk_browser (
    hash    TEXT PRIMARY KEY,                 -- SHA-256 of the browser's token
    account TEXT NOT NULL,                    -- SHA-256 of the address, as tries are counted
    at      TEXT NOT NULL
);

CREATE TABLE desk_call (
    caller      TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,                -- SHA-256 of the address and what was sent
    answer      TEXT NOT NULL,                -- JSON
    at          TEXT NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX desk_call_at ON desk_call (at);

CREATE TABLE desk_canned_reply (
    id         TEXT PRIMARY KEY,
    place      TEXT NOT NULL,      -- company, team:faults, staff:<id>
    shortcut   TEXT NOT NULL,      -- what is typed behind the slash
    title      TEXT NOT NULL,
    en         TEXT,
    zh         TEXT,
    note       TEXT,
    tags       TEXT NOT NULL,      -- with commas between them
    status     TEXT,
    pass_to    TEXT,
    ending     TEXT,
    used       INTEGER NOT NULL DEFAULT 0,
    used_at    TEXT,
    version    INTEGER NOT NULL,
    changed_by TEXT,
    changed_at TEXT NOT NULL
, snooze TEXT);

CREATE UNIQUE INDEX desk_canned_reply_shortcut ON desk_canned_reply (place, shortcut);

CREATE TABLE desk_contract (
    number    INTEGER PRIMARY KEY,     -- shown as C-000123
    customer  TEXT NOT NULL,
    tier      TEXT NOT NULL,     -- gold …
    vip       INTEGER NOT NULL,
    covers    TEXT NOT NULL,     -- categories and types, parted by spaces; empty: all
    requests  INTEGER,     -- how many requests; null: without a limit
    minutes   INTEGER,     -- how many minutes of work; null: without a limit
    from_day  TEXT NOT NULL,
    until_day TEXT NOT NULL,     -- the last day
    zone      TEXT NOT NULL,     -- in which these are days
    starts_at TEXT NOT NULL,
    ends_at   TEXT NOT NULL,     -- the first instant after the last day, or when it was ended before
    owner     TEXT,     -- who sees to its renewal
    remind_at TEXT,     -- when the owner is reminded; null: they were, or it was ended
    version   INTEGER NOT NULL
, value TEXT, currency TEXT, notice_days INTEGER NOT NULL DEFAULT 0, renew_months INTEGER, products TEXT NOT NULL DEFAULT '', serials TEXT NOT NULL DEFAULT '', order_number TEXT, notice_day TEXT NOT NULL DEFAULT '', renew_at TEXT, renews INTEGER, renewed_by INTEGER, ending_said TEXT);

CREATE INDEX desk_contract_customer ON desk_contract (customer);

CREATE INDEX desk_contract_notice ON desk_contract (notice_day);

CREATE INDEX desk_contract_remind ON desk_contract (remind_at) WHERE remind_at IS NOT NULL;

CREATE INDEX desk_contract_renew ON desk_contract (renew_at) WHERE renew_at IS NOT NULL;

CREATE TABLE desk_contract_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    contract   INTEGER NOT NULL REFERENCES desk_contract (number),
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    what       TEXT NOT NULL,     -- created, ended, reminded, or what was changed
    from_value TEXT,
    to_value   TEXT
);

CREATE INDEX desk_contract_change_contract ON desk_contract_change (contract, id);

CREATE TABLE desk_contract_use (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    contract INTEGER NOT NULL REFERENCES desk_contract (number),
    at       TEXT NOT NULL,
    unit     TEXT NOT NULL,     -- request, minute
    amount   INTEGER NOT NULL,     -- less than 0: given back
    request  INTEGER,
    reverses INTEGER UNIQUE REFERENCES desk_contract_use (id),
    who      TEXT NOT NULL,
    note     TEXT
);

CREATE INDEX desk_contract_use_contract ON desk_contract_use (contract, unit, amount);

CREATE UNIQUE INDEX desk_contract_use_request ON desk_contract_use (request) WHERE unit = 'request' AND reverses IS NULL;

CREATE TABLE desk_conversation (
    conversation  INTEGER PRIMARY KEY,
    agent         TEXT,                        -- who holds it; null: the bot, the queue or an outside hub
    team          TEXT,                        -- whom it is meant for; null: whoever is free
    offered_to    TEXT,                        -- for whom it is kept while it waits
    offered_until TEXT,
    customer      TEXT,
    language      TEXT NOT NULL,               -- of what the customer is told: en or zh
    since         TEXT NOT NULL,               -- since when the present owner answers
    waits_since   TEXT,                        -- since when the customer waits for a person's word
    customer_at   TEXT,
    agent_at      TEXT,
    due_at        TEXT                         -- when time itself changes something next
, offer_is_routed INTEGER NOT NULL DEFAULT 0, last_agent TEXT);

CREATE INDEX desk_conversation_agent ON desk_conversation (agent, since, conversation) WHERE agent IS NOT NULL;

CREATE INDEX desk_conversation_due ON desk_conversation (due_at) WHERE due_at IS NOT NULL;

CREATE INDEX desk_conversation_last_agent ON desk_conversation (customer, since) WHERE last_agent IS NOT NULL;

CREATE TABLE desk_conversation_tag (
    tag          TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    PRIMARY KEY (tag, conversation)
);

CREATE INDEX desk_conversation_tag_conversation ON desk_conversation_tag (conversation);

CREATE TABLE desk_counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);

CREATE TABLE desk_draft (
    staff   TEXT NOT NULL REFERENCES desk_staff (id),
    place   TEXT NOT NULL,      -- c:12, r:SR-000012
    kind    TEXT NOT NULL,      -- reply, note, whisper
    words   TEXT NOT NULL,
    version INTEGER NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (staff, place)
);

CREATE TABLE desk_identity (
    provider  TEXT NOT NULL,                 -- its name in the settings
    subject   TEXT NOT NULL,                 -- the provider's id of the person, which stays when their address changes
    staff_id  TEXT NOT NULL REFERENCES desk_staff,
    email     TEXT NOT NULL,                 -- as it was when the two were connected, for people to read
    linked_at TEXT NOT NULL,
    PRIMARY KEY (provider, subject)
);

CREATE INDEX desk_identity_staff ON desk_identity (staff_id);

CREATE TABLE desk_invitation (
    id         TEXT PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    team       TEXT,
    language   TEXT NOT NULL,
    invited_by TEXT NOT NULL REFERENCES desk_staff,
    expires_at TEXT NOT NULL
);

CREATE TABLE desk_knowledge_gap (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    language   TEXT NOT NULL,
    normalised TEXT NOT NULL,
    question   TEXT NOT NULL,                  -- as it was asked last
    asked      INTEGER NOT NULL,
    first_at   TEXT NOT NULL,
    last_at    TEXT NOT NULL,
    UNIQUE (language, normalised)
);

CREATE INDEX desk_knowledge_gap_asked ON desk_knowledge_gap (asked, id);

CREATE TABLE desk_mail_thread (
    conversation INTEGER PRIMARY KEY,
    number       INTEGER NOT NULL                -- of the request
);

CREATE INDEX desk_mail_thread_number ON desk_mail_thread (number, conversation);

CREATE TABLE desk_offer (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,     -- conversation, request
    item     INTEGER NOT NULL,     -- the number of that
    agent    TEXT NOT NULL,
    at       TEXT NOT NULL,
    until    TEXT NOT NULL,
    because  TEXT NOT NULL,     -- JSON: who was considered, and what decided
    ended_at TEXT,
    outcome  TEXT,     -- accepted, declined, lapsed, withdrawn; null: it is open
    reason   TEXT     -- of who declined
);

CREATE INDEX desk_offer_agent ON desk_offer (agent) WHERE ended_at IS NULL;

CREATE INDEX desk_offer_item ON desk_offer (kind, item, ended_at);

CREATE UNIQUE INDEX desk_offer_open ON desk_offer (kind, item) WHERE ended_at IS NULL;

CREATE TABLE desk_passkey (
    credential      TEXT PRIMARY KEY,          -- the credential's id, base64url
    staff_id        TEXT NOT NULL REFERENCES desk_staff,
    name            TEXT NOT NULL,             -- as its owner calls it
    public_key      TEXT NOT NULL,             -- COSE, base64url
    sign_count      INTEGER NOT NULL,
    transports      TEXT NOT NULL,             -- parted by spaces
    backup_eligible INTEGER NOT NULL,
    backed_up       INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    used_at         TEXT
);

CREATE INDEX desk_passkey_staff ON desk_passkey (staff_id);

CREATE TABLE desk_presence (
    staff TEXT NOT NULL,
    node  TEXT NOT NULL,     -- the process that the pages are connected to
    until TEXT NOT NULL,     -- it renews this while they are
    PRIMARY KEY (staff, node)
);

CREATE TABLE desk_queue_entry (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    customer     TEXT,
    reason       TEXT NOT NULL,
    language     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    left_at      TEXT,
    left_because TEXT
);

CREATE INDEX desk_queue_entry_order ON desk_queue_entry (asked_at, id) WHERE left_at IS NULL;

CREATE UNIQUE INDEX desk_queue_entry_waiting ON desk_queue_entry (conversation) WHERE left_at IS NULL;

CREATE TABLE desk_recovery_code (
    staff_id TEXT NOT NULL REFERENCES desk_staff,
    hash     TEXT NOT NULL,
    PRIMARY KEY (staff_id, hash)
);

CREATE TABLE desk_request (
    id           TEXT PRIMARY KEY,
    number       INTEGER NOT NULL UNIQUE,      -- shown as SR-000123
    subject      TEXT NOT NULL,
    details      TEXT NOT NULL,
    category     TEXT NOT NULL,
    priority     TEXT NOT NULL,                -- low, normal, high, urgent
    status       TEXT NOT NULL,                -- new, open, waiting, resolved, closed, withdrawn
    team         TEXT NOT NULL,
    customer     TEXT,
    conversation INTEGER,
    order_number TEXT,
    language     TEXT NOT NULL,
    opened_at    TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    closed_at    TEXT,
    version      INTEGER NOT NULL DEFAULT 1,
    dedupe_key   TEXT UNIQUE,                  -- who asked for it and under which key: asked again, it is the same request
    dedupe_hash  TEXT                          -- what was asked for
, agent TEXT, type TEXT, fields TEXT, impact TEXT, urgency TEXT, resolved_at TEXT);

CREATE INDEX desk_request_agent ON desk_request (agent, status, number, team, category, priority) WHERE agent IS NOT NULL;

CREATE INDEX desk_request_customer ON desk_request (customer, number);

CREATE INDEX desk_request_resolved ON desk_request (resolved_at) WHERE status = 'resolved';

CREATE INDEX desk_request_status ON desk_request (status, number, category, priority, agent, team);

CREATE INDEX desk_request_team ON desk_request (team, status, number, category, priority, agent);

CREATE TABLE desk_request_act (
    key TEXT PRIMARY KEY,
    at  TEXT NOT NULL
);

CREATE TABLE "desk_request_attachment" (
    upload_id    TEXT PRIMARY KEY,
    request_id   TEXT NOT NULL REFERENCES desk_request (id),
    conversation INTEGER,                      -- null: none
    at           TEXT NOT NULL
);

CREATE INDEX desk_request_attachment_conversation ON desk_request_attachment (conversation);

CREATE INDEX desk_request_attachment_request ON desk_request_attachment (request_id);

CREATE TABLE desk_request_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL REFERENCES desk_request (id),
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,                  -- customer, bot, system, api:<key name>
    what       TEXT NOT NULL,                  -- opened, routed, status, comment
    from_value TEXT,
    to_value   TEXT,
    comment    TEXT,
    is_public  INTEGER NOT NULL                -- whether the customer may read it
);

CREATE INDEX desk_request_change_request ON desk_request_change (request_id, id);

CREATE TABLE desk_request_check (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    number  INTEGER NOT NULL REFERENCES desk_request (number),
    words   TEXT NOT NULL,
    done_at TEXT
);

CREATE INDEX desk_request_check_number ON desk_request_check (number);

CREATE TABLE desk_request_clock (
    number      INTEGER PRIMARY KEY,
    team        TEXT NOT NULL,
    language    TEXT NOT NULL,
    due_at      TEXT,     -- when the next of its open targets is due; null: none is open, or its clock stands still
    waits_since TEXT,     -- since when it waits for somebody to work on it; null: it does not
    pressing_at TEXT NOT NULL     -- what its place among waiting work goes by
, risk TEXT, look_at TEXT);

CREATE INDEX desk_request_clock_look ON desk_request_clock (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX desk_request_clock_risk ON desk_request_clock (number) WHERE risk IS NOT NULL;

CREATE INDEX desk_request_clock_waiting ON desk_request_clock (pressing_at, number, team, language) WHERE waits_since IS NOT NULL;

CREATE TABLE desk_request_conversation (
    number       INTEGER NOT NULL REFERENCES desk_request (number),
    conversation INTEGER NOT NULL,
    PRIMARY KEY (number, conversation)
);

CREATE INDEX desk_request_conversation_conversation ON desk_request_conversation (conversation, number);

CREATE TABLE desk_request_excerpt (
    number    INTEGER NOT NULL REFERENCES desk_request (number),
    change_id INTEGER NOT NULL REFERENCES desk_request_change (id),
    PRIMARY KEY (number, change_id)
);

CREATE TABLE desk_request_follower (
    staff_id TEXT NOT NULL REFERENCES desk_staff (id),
    number   INTEGER NOT NULL REFERENCES desk_request (number),
    PRIMARY KEY (staff_id, number)
);

CREATE INDEX desk_request_follower_number ON desk_request_follower (number);

CREATE TABLE desk_request_link (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,                                        -- parent, problem, duplicate, related, merged, split
    number   INTEGER NOT NULL REFERENCES desk_request (number),    -- the child, the incident, the duplicate, what is merged or split off
    other    INTEGER NOT NULL REFERENCES desk_request (number),    -- its parent, problem, original, survivor or source
    at       TEXT NOT NULL,
    ended_at TEXT                                                  -- revoked
);

CREATE UNIQUE INDEX desk_request_link_number ON desk_request_link (number, kind, other) WHERE ended_at IS NULL;

CREATE INDEX desk_request_link_other ON desk_request_link (other, kind, number) WHERE ended_at IS NULL;

CREATE TABLE desk_request_mention (
    staff_id TEXT NOT NULL REFERENCES desk_staff (id),
    number   INTEGER NOT NULL REFERENCES desk_request (number),
    at       TEXT NOT NULL,
    PRIMARY KEY (staff_id, number)     -- gone when it was seen
);

CREATE TABLE desk_request_tag (
    tag    TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES desk_request (number),
    PRIMARY KEY (tag, number)
);

CREATE INDEX desk_request_tag_number ON desk_request_tag (number);

CREATE TABLE desk_rota (
    name    TEXT PRIMARY KEY,     -- a short word
    team    TEXT NOT NULL,
    zone    TEXT NOT NULL,     -- of its hand-overs and hours
    layers  TEXT NOT NULL,     -- JSON, the first first; a later one goes before an earlier one
    version INTEGER NOT NULL
);

CREATE TABLE desk_rota_swap (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    rota    TEXT NOT NULL,
    from_at TEXT NOT NULL,
    to_at   TEXT NOT NULL,
    staff   TEXT NOT NULL REFERENCES desk_staff (id),
    made_by TEXT NOT NULL
);

CREATE INDEX desk_rota_swap_rota ON desk_rota_swap (rota, to_at);

CREATE TABLE desk_said (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    seq          INTEGER NOT NULL,             -- a reply or notice: its number in the conversation; a note: the number that it comes after
    kind         TEXT NOT NULL,                -- reply, notice; for staff alone: note, whisper, transfer
    staff        TEXT,                         -- who; null: the product itself
    words        TEXT,                         -- of a note; a reply's stand in the conversation
    epoch        INTEGER NOT NULL,             -- under which it was said
    at           TEXT NOT NULL,
    dedupe_key   TEXT                          -- said again under the same key, it is the same
);

CREATE UNIQUE INDEX desk_said_dedupe ON desk_said (conversation, dedupe_key) WHERE dedupe_key IS NOT NULL;

CREATE INDEX desk_said_place ON desk_said (conversation, seq, id);

CREATE TABLE desk_search_customer (
    doc      INTEGER PRIMARY KEY AUTOINCREMENT,
    customer TEXT NOT NULL UNIQUE
);

CREATE TABLE desk_search_posting (
    kind  INTEGER NOT NULL,                    -- 0: requests, 1: conversations, 2: customers
    term  TEXT NOT NULL,                       -- a word, a number, one or two ideographs; ~ and three characters of a name, address or number
    chunk INTEGER NOT NULL,
    docs  TEXT NOT NULL,                       -- Base64: the numbers in the chunk, two bytes each; from 256 on a bit for each of 4096
    PRIMARY KEY (kind, term, chunk)
) WITHOUT ROWID;

CREATE TABLE desk_search_spelling (
    form TEXT NOT NULL,                        -- the word without one of its letters, or whole
    word TEXT NOT NULL,
    PRIMARY KEY (form, word)
) WITHOUT ROWID;

CREATE TABLE desk_search_word (
    word TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE desk_session (
    id         TEXT PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    staff_id   TEXT NOT NULL REFERENCES desk_staff,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL,                  -- what the browser calls itself
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL
);

CREATE INDEX desk_session_staff ON desk_session (staff_id);

CREATE TABLE desk_snooze (
    kind     TEXT NOT NULL,      -- conversation, request
    item     INTEGER NOT NULL,
    until_at TEXT NOT NULL,
    staff_id TEXT,               -- who; null: a program
    woken    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, item)
);

CREATE INDEX desk_snooze_due ON desk_snooze (until_at) WHERE NOT woken;

CREATE INDEX desk_snooze_woken ON desk_snooze (staff_id) WHERE woken;

CREATE TABLE desk_staff (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,                 -- as colleagues and customers read it
    email       TEXT NOT NULL UNIQUE,          -- normalised
    role        TEXT NOT NULL,                 -- agent, lead, manager, administrator, auditor
    team        TEXT,                          -- a word, as desk_request.team; null: no team
    language    TEXT NOT NULL,                 -- of the pages: en or zh
    created_at  TEXT NOT NULL,
    disabled_at TEXT                           -- who has left stays in the history
);

CREATE TABLE desk_survey (
    id              TEXT PRIMARY KEY,
    about           TEXT NOT NULL UNIQUE,      -- request:12, agent:7:3, bot:7: asked about once
    kind            TEXT NOT NULL,             -- request, agent, bot
    request         INTEGER,
    conversation    INTEGER,
    customer        TEXT,
    agent           TEXT,
    team            TEXT,
    language        TEXT NOT NULL,
    due_at          TEXT NOT NULL,
    asked_at        TEXT,                      -- null: not yet, or never
    asked_by        TEXT,                      -- chat, letter
    extra           TEXT,                      -- nps, ces
    dropped_because TEXT,
    answered_at     TEXT,
    csat            INTEGER,
    nps             INTEGER,
    ces             INTEGER,
    reason          TEXT,
    comment         TEXT,
    follow_up       INTEGER                    -- number of the request to call back
);

CREATE INDEX desk_survey_answered ON desk_survey (answered_at) WHERE csat IS NOT NULL;

CREATE INDEX desk_survey_conversation ON desk_survey (conversation, asked_at);

CREATE INDEX desk_survey_customer ON desk_survey (customer, asked_at);

CREATE INDEX desk_survey_due ON desk_survey (due_at) WHERE asked_at IS NULL AND dropped_because IS NULL;

CREATE TABLE desk_ticket (
    hash       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,                  -- set-up, password, code
    staff_id   TEXT REFERENCES desk_staff,
    expires_at TEXT                            -- null: it stays until it is used
);

CREATE TABLE desk_view (
    id       TEXT PRIMARY KEY,
    place    TEXT NOT NULL,      -- company, team:faults, staff:<id>
    list     TEXT NOT NULL,      -- requests, conversations
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,      -- what stands in the address: view=open&priority=Urgent
    position INTEGER NOT NULL    -- among those of its place and list
);

CREATE INDEX desk_view_place ON desk_view (list, place, position);

CREATE TABLE desk_view_first (
    staff TEXT NOT NULL REFERENCES desk_staff (id),
    list  TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (staff, list)
);

CREATE TABLE desk_webhook (
    name  TEXT PRIMARY KEY,                    -- as the settings name it
    since TEXT NOT NULL                        -- what happened before is not sent
);

CREATE TABLE desk_webhook_delivery (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook    TEXT NOT NULL,
    event      TEXT NOT NULL,                  -- the receiver tells a repeated delivery by it
    type       TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    tried_at   TEXT,
    status     INTEGER,                        -- HTTP status of the last answer, or null: there was none
    error      TEXT,                           -- why it was not taken, or null
    taken_at   TEXT,
    UNIQUE (webhook, event)
);

CREATE INDEX desk_webhook_delivery_created ON desk_webhook_delivery (created_at);

CREATE TABLE dialogs_example (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    intent     TEXT NOT NULL,
    text       TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    added_by   TEXT NOT NULL,
    state      TEXT NOT NULL,               -- waiting, live, refused, withdrawn
    decided_at TEXT,
    because    TEXT                         -- JSON: why it is live or refused, in figures
);

CREATE UNIQUE INDEX dialogs_example_text ON dialogs_example (intent, text) WHERE state IN ('waiting', 'live');

CREATE TABLE dialogs_review (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    why          TEXT NOT NULL,             -- not_understood, unsure, not_helped, thumb_down
    language     TEXT NOT NULL,             -- en, zh
    text         TEXT NOT NULL,             -- what the customer wrote, with what is personal masked
    intent       TEXT,                      -- what it was taken for; null: nothing
    probability  REAL NOT NULL,
    model        TEXT NOT NULL,             -- which model read it
    done_at      TEXT,                      -- null: nobody has looked at it
    done_by      TEXT,                      -- staff:…, api:…
    done_as      TEXT                       -- the intent that it is an example of; null: it is none
);

CREATE INDEX dialogs_review_conversation ON dialogs_review (conversation);

CREATE INDEX dialogs_review_open ON dialogs_review (id) WHERE done_at IS NULL;

CREATE TABLE insight_cell (
    customer_id TEXT NOT NULL,
    from_day    INTEGER NOT NULL,
    until_day   INTEGER,                   -- the first day on which they were in another, or in none; null: they still are
    cell        TEXT NOT NULL,              -- Champions, AtRisk …
    scores      TEXT NOT NULL,              -- recency, frequency and money, 1 to 5 each: 543; as of the last day
    PRIMARY KEY (customer_id, from_day)
);

CREATE UNIQUE INDEX insight_cell_now ON insight_cell (customer_id) WHERE until_day IS NULL;

CREATE INDEX insight_cell_of ON insight_cell (cell, customer_id) WHERE until_day IS NULL;

CREATE TABLE insight_cluster (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    clustering INTEGER NOT NULL REFERENCES insight_clustering (id),
    place      INTEGER NOT NULL        -- which of its centres
);

CREATE INDEX insight_cluster_of ON insight_cluster (clustering);

CREATE TABLE insight_clustering (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    model   TEXT NOT NULL              -- JSON: figures, scales and centres, sizes and traits, trials, seed
);

CREATE TABLE insight_conversation (
    id          INTEGER PRIMARY KEY,           -- the conversation's number
    day         INTEGER NOT NULL,              -- on which it was opened
    opened_at   TEXT NOT NULL,
    team        TEXT NOT NULL,
    channel     TEXT NOT NULL,
    category    TEXT NOT NULL,                 -- the article that was quoted last; empty: none
    agent       TEXT NOT NULL,
    contact     TEXT NOT NULL,                 -- whose it is: channel and user
    handed_over INTEGER NOT NULL,
    requested   INTEGER NOT NULL,
    rating      INTEGER NOT NULL,              -- 1: it helped, -1: it did not, 0: nobody said
    has_rested  INTEGER NOT NULL,
    outcome     TEXT NOT NULL,                 -- handed_over, requested, denied, confirmed, assumed; empty: it is not counted yet
    refuted_by  INTEGER                        -- the same contact's next conversation within seven days
);

CREATE INDEX insight_conversation_contact ON insight_conversation (contact, id);

CREATE INDEX insight_conversation_day ON insight_conversation (day, id);

CREATE TABLE insight_day (
    measure  TEXT NOT NULL,
    day      INTEGER NOT NULL,
    team     TEXT NOT NULL,
    channel  TEXT NOT NULL,
    category TEXT NOT NULL,
    slot     TEXT NOT NULL,                    -- a score, a cause, an outcome, a stretch of time, an agent; empty: none
    n        INTEGER NOT NULL,
    total    INTEGER NOT NULL,
    PRIMARY KEY (measure, day, team, channel, category, slot)
) WITHOUT ROWID;

CREATE TABLE insight_feature (
    customer_id        TEXT PRIMARY KEY,
    as_of              TEXT NOT NULL,
    tenure_days        REAL,               -- days since the books have them
    recency_days       REAL,               -- days since the last order; what was cancelled is none
    frequency          REAL,               -- orders
    monetary           REAL,               -- what the orders came to, less what was given back, in the company's currency
    gap_days           REAL,               -- days between two orders, the median
    orders_90          REAL,               -- orders in the last 90 days
    spend_90           REAL,               -- what the orders of the last 90 days came to
    spend_change       REAL,               -- what the orders of the last 90 days came to, less those of the 90 days before
    refunded           REAL,               -- what was given back
    contracts          REAL,               -- contracts that run
    contract_days      REAL,               -- days until the last contract that runs is over
    contracts_over     REAL,               -- contracts that were over in the last 365 days
    active_days_90     REAL,               -- days of the last 90 on which they ordered, asked or said anything
    active_days_before REAL,               -- the same in the 90 days before
    silence_days       REAL,               -- days since they last ordered, asked or said anything; of whom nothing was heard, since the books have them
    conversations_90   REAL,               -- conversations in the last 90 days
    requests_90        REAL,               -- requests in the last 90 days
    open_requests      REAL,               -- requests that are not settled
    waiting_hours      REAL,               -- hours until the desk answered a request of the last 180 days, the mean; who waits still has waited until now
    reopenings_180     REAL,               -- how often a request of the last 180 days was opened again
    repeat_contacts_90 REAL,               -- contacts of the last 90 days within 7 days after another
    satisfaction       REAL,               -- how satisfied they said they are in the last 365 days, from 1 to 5, the mean
    low_ratings_180    REAL,               -- how often they said 1 or 2 in the last 180 days
    mood               REAL                -- what they said of answers, from -1 to 1: the mean, each word worth half after 30 days
);

CREATE INDEX insight_feature_as_of ON insight_feature (as_of);

CREATE TABLE insight_forecast (
    series   TEXT PRIMARY KEY,           -- orders.month, revenue.week, requests.day …
    made_at  TEXT NOT NULL,
    forecast TEXT NOT NULL               -- JSON: what came, what is expected with its ranges, and what was expected before
);

CREATE TABLE insight_leg (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation    INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    day             INTEGER NOT NULL,
    taken_at        TEXT NOT NULL,
    team            TEXT NOT NULL,
    channel         TEXT NOT NULL,
    category        TEXT NOT NULL,
    agent           TEXT NOT NULL,
    waited_seconds  INTEGER NOT NULL,
    wait_bucket     INTEGER NOT NULL,
    has_waited      INTEGER NOT NULL,
    handled_seconds INTEGER NOT NULL,
    is_over         INTEGER NOT NULL,
    UNIQUE (conversation, epoch)
);

CREATE INDEX insight_leg_day ON insight_leg (day, id);

CREATE INDEX insight_leg_waited ON insight_leg (wait_bucket, day, waited_seconds, team) WHERE has_waited;

CREATE TABLE insight_letter (
    name TEXT PRIMARY KEY,
    day  INTEGER NOT NULL
);

CREATE TABLE insight_model (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose  TEXT NOT NULL,
    training INTEGER NOT NULL REFERENCES insight_training (id),
    kind     TEXT NOT NULL,                -- base_rate, logistic_regression, boosting …
    made_at  TEXT NOT NULL,
    seed     INTEGER NOT NULL,
    quality  TEXT NOT NULL,                -- JSON: on the rows that it had not seen
    model    TEXT,                         -- JSON; null: there is nothing to predict by
    is_used  INTEGER NOT NULL DEFAULT 0,
    used_by  TEXT,                         -- who put it to use last
    used_at  TEXT,
    scored_at TEXT                        -- since when everybody's score is its; null: not yet
, parameters TEXT, drifted_at TEXT);

CREATE INDEX insight_model_training ON insight_model (training);

CREATE UNIQUE INDEX insight_model_used ON insight_model (purpose) WHERE is_used;

CREATE TABLE insight_mood (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    at           TEXT NOT NULL,
    value        REAL NOT NULL
);

CREATE INDEX insight_mood_conversation ON insight_mood (conversation);

CREATE TABLE insight_outlier (
    customer_id TEXT PRIMARY KEY,
    clustering  INTEGER NOT NULL REFERENCES insight_clustering (id)
);

CREATE TABLE insight_request (
    id                 INTEGER PRIMARY KEY,    -- the request's number
    opened_at          TEXT NOT NULL,
    opened_day         INTEGER NOT NULL,
    team               TEXT NOT NULL,
    channel            TEXT NOT NULL,
    category           TEXT NOT NULL,
    agent              TEXT NOT NULL,          -- empty: nobody of the desk
    is_open            INTEGER NOT NULL,
    answered_day       INTEGER,
    answer_seconds     INTEGER NOT NULL,       -- work time; 0 until it is answered
    answer_bucket      INTEGER NOT NULL,
    resolved_day       INTEGER,
    resolution_seconds INTEGER NOT NULL,
    resolution_bucket  INTEGER NOT NULL,
    answer_sla         TEXT NOT NULL,          -- met, missed; empty: not decided
    answer_cause       TEXT NOT NULL,
    resolution_sla     TEXT NOT NULL,
    resolution_cause   TEXT NOT NULL,
    next_due_at        TEXT                    -- when time itself decides something next
, ended_day INTEGER NOT NULL DEFAULT 99999999);

CREATE INDEX insight_request_answered ON insight_request (answer_bucket, answered_day, answer_seconds, team, channel) WHERE answered_day IS NOT NULL;

CREATE INDEX insight_request_answered_category ON insight_request (category, answered_day, answer_bucket, team, channel, answer_seconds) WHERE answered_day IS NOT NULL;

CREATE INDEX insight_request_answered_day ON insight_request (answered_day, id) WHERE answered_day IS NOT NULL;

CREATE INDEX insight_request_due ON insight_request (next_due_at) WHERE next_due_at IS NOT NULL;

CREATE INDEX insight_request_ended ON insight_request (ended_day, opened_day, team, channel, category);

CREATE INDEX insight_request_open ON insight_request (opened_at, team) WHERE is_open;

CREATE INDEX insight_request_opened ON insight_request (opened_day, id);

CREATE INDEX insight_request_resolved ON insight_request (resolution_bucket, resolved_day, resolution_seconds, team, channel) WHERE resolved_day IS NOT NULL;

CREATE INDEX insight_request_resolved_category ON insight_request (category, resolved_day, resolution_bucket, team, channel, resolution_seconds) WHERE resolved_day IS NOT NULL;

CREATE INDEX insight_request_resolved_day ON insight_request (resolved_day, id) WHERE resolved_day IS NOT NULL;

CREATE TABLE insight_score (
    purpose     TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    model       INTEGER NOT NULL,
    as_of       TEXT NOT NULL,
    probability REAL NOT NULL,
    reasons     TEXT NOT NULL,             -- JSON: figure, value, what is usual, how much it adds
    PRIMARY KEY (purpose, customer_id)
);

CREATE INDEX insight_score_customer ON insight_score (customer_id);

CREATE INDEX insight_score_order ON insight_score (purpose, probability, customer_id);

CREATE TABLE insight_segment (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    en             TEXT NOT NULL,
    zh             TEXT NOT NULL,
    rule           TEXT NOT NULL,              -- an expression
    is_used        INTEGER NOT NULL,           -- whether anybody is in it
    holdout        REAL NOT NULL,              -- which share of those in it nothing is done with
    version        INTEGER NOT NULL,
    changed_by     TEXT NOT NULL,
    changed_at     TEXT NOT NULL,
    filled_version INTEGER NOT NULL            -- up to which version everybody was looked at
, tag TEXT, filled_tag TEXT);

CREATE TABLE insight_segment_member (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    segment     INTEGER NOT NULL REFERENCES insight_segment (id),
    customer_id TEXT NOT NULL,
    since_at    TEXT NOT NULL,
    until_at    TEXT                           -- null: they are in it
);

CREATE INDEX insight_segment_member_customer ON insight_segment_member (customer_id);

CREATE UNIQUE INDEX insight_segment_member_now ON insight_segment_member (customer_id, segment) WHERE until_at IS NULL;

CREATE INDEX insight_segment_member_of ON insight_segment_member (segment, customer_id) WHERE until_at IS NULL;

CREATE TABLE insight_segment_version (
    segment    INTEGER NOT NULL REFERENCES insight_segment (id),
    version    INTEGER NOT NULL,
    rule       TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (segment, version)
);

CREATE TABLE insight_suggestion (
    customer_id TEXT PRIMARY KEY,
    made_at     TEXT NOT NULL,
    items       TEXT NOT NULL              -- JSON: product, because
);

CREATE TABLE insight_survey (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    survey       TEXT NOT NULL UNIQUE,
    about        TEXT NOT NULL,
    team         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    category     TEXT NOT NULL,
    agent        TEXT NOT NULL,
    asked_day    INTEGER NOT NULL,
    answered_day INTEGER,
    csat         INTEGER,
    nps          INTEGER,
    ces          INTEGER,
    reason       TEXT NOT NULL,
    has_comment  INTEGER NOT NULL
);

CREATE INDEX insight_survey_answered ON insight_survey (answered_day, id) WHERE answered_day IS NOT NULL;

CREATE INDEX insight_survey_asked ON insight_survey (asked_day, id);

CREATE TABLE insight_training (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose    TEXT NOT NULL,              -- churn
    asked_by   TEXT NOT NULL,              -- staff:…, api:…, or system: it was due
    asked_at   TEXT NOT NULL,
    seen_at    TEXT,                       -- when whoever works on it last said so; null: nobody does
    ended_at   TEXT,
    step       TEXT NOT NULL,              -- asked, reading, learning, scoring, done, too_few, no_better, failed
    percent    INTEGER NOT NULL,
    data       TEXT NOT NULL               -- JSON: what leaving means, the instants, how many rows, and how many of them left
);

CREATE UNIQUE INDEX insight_training_open ON insight_training (purpose) WHERE ended_at IS NULL;

CREATE TABLE insight_value (
    customer_id TEXT PRIMARY KEY,
    as_of       TEXT NOT NULL,
    purchases   REAL NOT NULL,         -- days with a purchase that are expected in the months of the settings
    value       REAL NOT NULL          -- what they are worth, discounted, in the company's currency
);

CREATE INDEX insight_value_order ON insight_value (value, customer_id);

CREATE TABLE insight_value_fit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    fit     TEXT NOT NULL              -- JSON: parameters, and what was held out
);

CREATE TABLE insight_wait (
    conversation INTEGER PRIMARY KEY,
    asked_at     TEXT NOT NULL
);

CREATE TABLE outreach_campaign (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    state         TEXT NOT NULL,            -- draft, live, paused, ended
    version       INTEGER NOT NULL,
    row_version   INTEGER NOT NULL,
    made_by       TEXT NOT NULL,
    made_at       TEXT NOT NULL,
    started_at    TEXT,
    ended_at      TEXT,
    next_at       TEXT,                     -- when customers enter next, of whom there is a list; null: none is gone through
    entered_after TEXT                      -- the last of the list who has entered
);

CREATE UNIQUE INDEX outreach_campaign_name ON outreach_campaign (name) WHERE state <> 'ended';

CREATE INDEX outreach_campaign_next ON outreach_campaign (next_at) WHERE state = 'live' AND next_at IS NOT NULL;

CREATE TABLE outreach_event (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    participant_id   INTEGER NOT NULL REFERENCES outreach_participant (id),
    campaign_id      TEXT NOT NULL,
    customer_id      TEXT NOT NULL,
    step             TEXT NOT NULL,
    at               TEXT NOT NULL,
    what             TEXT NOT NULL,          -- sent, refused, yes, no, opened, waited
    reason           TEXT,                   -- of what was refused: why
    channel          TEXT,                   -- chat, email, sms
    template_id      TEXT,
    template_version INTEGER,
    conversation     INTEGER,
    seq              INTEGER,
    cost             TEXT
);

CREATE INDEX outreach_event_campaign ON outreach_event (campaign_id, step, what);

CREATE INDEX outreach_event_conversation ON outreach_event (conversation) WHERE conversation IS NOT NULL;

CREATE INDEX outreach_event_customer ON outreach_event (customer_id, at);

CREATE INDEX outreach_event_participant ON outreach_event (participant_id);

CREATE TABLE outreach_participant (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id  TEXT NOT NULL REFERENCES outreach_campaign (id),
    customer_id  TEXT NOT NULL,
    round        INTEGER NOT NULL,          -- which time it is that the customer takes part, from 1
    version      INTEGER NOT NULL,          -- of the plan
    entered_at   TEXT NOT NULL,
    arm          INTEGER NOT NULL,          -- 0: nothing is done, to compare with; 1 and on: which variant they get
    why          TEXT,                      -- JSON: why they were chosen, where there is more to say than the list
    step         TEXT,                      -- the step that is next; null: there is none
    due_at       TEXT,                      -- when
    left_at      TEXT,
    left_because TEXT,                      -- compared, done, goal, stopped, ended
    contacts     INTEGER NOT NULL DEFAULT 0,
    answered_at  TEXT,
    goal_at      TEXT,
    goal_value   TEXT,
    UNIQUE (campaign_id, customer_id, round)
);

CREATE INDEX outreach_participant_customer ON outreach_participant (customer_id);

CREATE INDEX outreach_participant_due ON outreach_participant (due_at) WHERE step IS NOT NULL;

CREATE INDEX outreach_participant_entered ON outreach_participant (campaign_id, entered_at);

CREATE TABLE outreach_plan (
    campaign_id TEXT NOT NULL REFERENCES outreach_campaign (id),
    version     INTEGER NOT NULL,
    at          TEXT NOT NULL,
    made_by     TEXT NOT NULL,
    plan        TEXT NOT NULL,              -- JSON
    PRIMARY KEY (campaign_id, version)
);

CREATE TABLE outreach_template (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    version     INTEGER NOT NULL,
    archived_at TEXT                       -- it is offered no longer; null: it is
);

CREATE UNIQUE INDEX outreach_template_name ON outreach_template (name) WHERE archived_at IS NULL;

CREATE TABLE outreach_template_version (
    template_id TEXT NOT NULL REFERENCES outreach_template (id),
    version     INTEGER NOT NULL,
    at          TEXT NOT NULL,
    made_by     TEXT NOT NULL,              -- staff:…, api:…
    texts       TEXT NOT NULL,              -- JSON: by language, what is said by which channel
    PRIMARY KEY (template_id, version)
);

CREATE TABLE storage_migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL);

CREATE TABLE storage_secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
);

CREATE TABLE storage_signal (
    sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
    type         TEXT NOT NULL,
    at           TEXT NOT NULL,
    conversation INTEGER,
    customer     TEXT,
    data         TEXT NOT NULL
);

CREATE TABLE storage_signal_reader (
    name                 TEXT PRIMARY KEY,
    position_transaction INTEGER NOT NULL,
    position_sequence    INTEGER NOT NULL
);

CREATE TABLE storage_subject (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    subject     TEXT NOT NULL UNIQUE,
    is_given_up INTEGER NOT NULL DEFAULT FALSE,       -- erased: the key is about to be destroyed
    is_returned INTEGER NOT NULL DEFAULT FALSE        -- was erased after a backup that was put back, and has another key now
);

CREATE TABLE web_job_run (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    job      TEXT NOT NULL,                -- figures, cells, churn, letters
    asked_by TEXT NOT NULL,                -- system: it was time; staff:…, api:…
    began_at TEXT NOT NULL,
    ended_at TEXT,                         -- null: it runs, or its process stopped
    fault    TEXT                          -- null: it was done
);

CREATE INDEX web_job_run_job ON web_job_run (job, id);
