-- Jobs that run at certain times: each run, by whom, how long, and what came of it. When they are due is kept in memory: there is one process.
CREATE TABLE web_job_run (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    job      TEXT NOT NULL,                -- figures, cells, churn, letters
    asked_by TEXT NOT NULL,                -- system: it was time; staff:…, api:…
    began_at TEXT NOT NULL,
    ended_at TEXT,                         -- null: it runs, or its process stopped
    fault    TEXT                          -- null: it was done
);

CREATE INDEX web_job_run_job ON web_job_run (job, id);
