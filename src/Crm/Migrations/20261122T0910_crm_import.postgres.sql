-- Files that customers are imported from. A batch is one change set: what it said carries its number, so that exactly that can be taken back, and nothing is deleted for it.
CREATE TABLE crm_import (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_name        text NOT NULL,
    bytes            bigint NOT NULL,
    state            text NOT NULL,            -- uploading, ready, checking, checked, running, done, cancelled, failed, reverting, reverted, restoring
    made_by          text NOT NULL,            -- staff:… or api:…
    at               timestamptz NOT NULL,
    look             text NOT NULL,            -- JSON: encoding, separator, columns, the first rows
    mapping          text,                     -- JSON: what each column is taken for
    position         bigint NOT NULL DEFAULT 0,   -- so many rows of the file are read, or imported
    undone           bigint NOT NULL DEFAULT 0,   -- so many values are taken back
    made             bigint NOT NULL DEFAULT 0,
    changed          bigint NOT NULL DEFAULT 0,
    unchanged        bigint NOT NULL DEFAULT 0,
    rejected         bigint NOT NULL DEFAULT 0,
    row_count        bigint,                  -- null: nobody has read to the end yet
    differences      text NOT NULL DEFAULT '[]',   -- JSON: the first of them, of a dry run
    fault            text,
    ended_at         timestamptz,
    reverted_at      timestamptz,                     -- the instant at which all that it said is withdrawn
    first_fact       bigint,                  -- what it wrote has greater numbers …
    last_fact        bigint,                  -- … up to these
    first_identifier bigint,
    last_identifier  bigint
);

CREATE INDEX crm_import_state ON crm_import (state);

CREATE TABLE crm_import_part (
    import_id bigint NOT NULL REFERENCES crm_import (id),
    number    bigint NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (import_id, number)
);

CREATE TABLE crm_import_reject (
    import_id bigint NOT NULL REFERENCES crm_import (id),
    line      bigint NOT NULL,
    reason    text NOT NULL,
    cells     text NOT NULL,                   -- JSON: the row as it was
    PRIMARY KEY (import_id, line)
);

CREATE TABLE crm_import_profile (
    name    text PRIMARY KEY,
    mapping text NOT NULL,
    made_by text NOT NULL,
    at      timestamptz NOT NULL
);

ALTER TABLE crm_customer ADD COLUMN import_id bigint;        -- the batch that made it
ALTER TABLE crm_customer ADD COLUMN withdrawn_at timestamptz;        -- nothing is known of it any more: its batch was taken back
ALTER TABLE crm_fact ADD COLUMN import_id bigint;
ALTER TABLE crm_identifier ADD COLUMN import_id bigint;
