-- Clusters of customers: each time that they were looked for, by what, and how stable they are; and those who lie far from all others. A clustering stays as long as a rule names a cluster of it.
CREATE TABLE insight_clustering (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    model   TEXT NOT NULL              -- JSON: figures, scales and centres, sizes and traits, trials, seed
);

CREATE TABLE insight_cluster (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    clustering INTEGER NOT NULL REFERENCES insight_clustering (id),
    place      INTEGER NOT NULL        -- which of its centres
);

CREATE INDEX insight_cluster_of ON insight_cluster (clustering);

CREATE TABLE insight_outlier (
    customer_id TEXT PRIMARY KEY,
    clustering  INTEGER NOT NULL REFERENCES insight_clustering (id)
);
