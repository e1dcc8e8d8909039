-- Learning: each time that it was asked for or due, how far it has come, and what came of it; the models, with what they were learned from and how right they were on what they had not seen; and what the
-- one in use expects of every customer, and why.
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
);

CREATE UNIQUE INDEX insight_model_used ON insight_model (purpose) WHERE is_used;
CREATE INDEX insight_model_training ON insight_model (training);

CREATE TABLE insight_score (
    purpose     TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    model       INTEGER NOT NULL,
    as_of       TEXT NOT NULL,
    probability REAL NOT NULL,
    reasons     TEXT NOT NULL,             -- JSON: figure, value, what is usual, how much it adds
    PRIMARY KEY (purpose, customer_id)
);

CREATE INDEX insight_score_order ON insight_score (purpose, probability, customer_id);
CREATE INDEX insight_score_customer ON insight_score (customer_id);
