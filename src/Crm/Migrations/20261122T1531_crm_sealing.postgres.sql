-- Sensitive fields are encrypted. What is there already is, in the background; how far that is stands here.
CREATE TABLE crm_sealing (
    part     text PRIMARY KEY,                 -- identifiers, facts …
    position bigint NOT NULL,                  -- rows up to this number are done
    ended_at timestamptz                       -- null: more may be there
);

ALTER TABLE crm_field ADD COLUMN is_sensitive boolean NOT NULL DEFAULT false;
