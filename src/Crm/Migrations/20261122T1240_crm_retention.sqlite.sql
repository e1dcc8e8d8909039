-- What retention rules did, and which of today's was begun.
CREATE TABLE crm_retention_run (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    rule      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    at        TEXT NOT NULL,
    before_at TEXT NOT NULL,                   -- what was from before this instant went
    done      INTEGER NOT NULL                 -- how many
);

CREATE INDEX crm_retention_run_rule ON crm_retention_run (rule, at);
