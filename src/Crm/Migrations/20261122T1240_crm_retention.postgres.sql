-- What retention rules did, and which of today's was begun.
CREATE TABLE crm_retention_run (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule      text NOT NULL,
    kind      text NOT NULL,
    at        timestamptz NOT NULL,
    before_at timestamptz NOT NULL,            -- what was from before this instant went
    done      bigint NOT NULL                   -- how many
);

CREATE INDEX crm_retention_run_rule ON crm_retention_run (rule, at);
