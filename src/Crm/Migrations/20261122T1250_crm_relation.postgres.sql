-- How customers stand to each other: who works for whom, lives with whom, is whose parent. Ended, never deleted.
CREATE TABLE crm_relation (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),
    other_id    uuid NOT NULL REFERENCES crm_customer (id),
    kind        text NOT NULL,                -- WorksFor, MemberOf …
    note        text NOT NULL,
    said_by     text NOT NULL,
    at          timestamptz NOT NULL,
    ended_at    timestamptz,
    ended_by    text
);

CREATE INDEX crm_relation_customer ON crm_relation (customer_id);
CREATE INDEX crm_relation_other ON crm_relation (other_id);
