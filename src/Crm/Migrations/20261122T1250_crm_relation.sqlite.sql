-- How customers stand to each other: who works for whom, lives with whom, is whose parent. Ended, never deleted.
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
