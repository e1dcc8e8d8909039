-- Sensitive fields are encrypted. What is there already is, in the background; how far that is stands here.
CREATE TABLE crm_sealing (
    part     TEXT PRIMARY KEY,                 -- identifiers, facts …
    position INTEGER NOT NULL,                 -- rows up to this number are done
    ended_at TEXT                              -- null: more may be there
);

ALTER TABLE crm_field ADD COLUMN is_sensitive INTEGER NOT NULL DEFAULT FALSE;
