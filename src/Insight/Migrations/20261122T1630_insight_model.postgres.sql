-- Learning: each time that it was asked for or due, how far it has come, and what came of it; the models, with what they were learned from and how right they were on what they had not seen; and what the
-- one in use expects of every customer, and why.
CREATE TABLE insight_training (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose    text NOT NULL,              -- churn
    asked_by   text NOT NULL,              -- staff:…, api:…, or system: it was due
    asked_at   timestamptz NOT NULL,
    seen_at    timestamptz,                       -- when whoever works on it last said so; null: nobody does
    ended_at   timestamptz,
    step       text NOT NULL,              -- asked, reading, learning, scoring, done, too_few, no_better, failed
    percent    integer NOT NULL,
    data       text NOT NULL               -- JSON: what leaving means, the instants, how many rows, and how many of them left
);

CREATE UNIQUE INDEX insight_training_open ON insight_training (purpose) WHERE ended_at IS NULL;

CREATE TABLE insight_model (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose  text NOT NULL,
    training bigint NOT NULL REFERENCES insight_training (id),
    kind     text NOT NULL,                -- base_rate, logistic_regression, boosting …
    made_at  timestamptz NOT NULL,
    seed     bigint NOT NULL,
    quality  text NOT NULL,                -- JSON: on the rows that it had not seen
    model    text,                         -- JSON; null: there is nothing to predict by
    is_used  boolean NOT NULL DEFAULT FALSE,
    used_by  text,                         -- who put it to use last
    used_at  timestamptz,
    scored_at timestamptz                        -- since when everybody's score is its; null: not yet
);

CREATE UNIQUE INDEX insight_model_used ON insight_model (purpose) WHERE is_used;
CREATE INDEX insight_model_training ON insight_model (training);

CREATE TABLE insight_score (
    purpose     text NOT NULL,
    customer_id uuid NOT NULL,
    model       bigint NOT NULL,
    as_of       timestamptz NOT NULL,
    probability double precision NOT NULL,
    reasons     text NOT NULL,             -- JSON: figure, value, what is usual, how much it adds
    PRIMARY KEY (purpose, customer_id)
);

CREATE INDEX insight_score_order ON insight_score (purpose, probability, customer_id);
CREATE INDEX insight_score_customer ON insight_score (customer_id);
