-- What is said of customers, and which of them are the same. Nothing of it is ever moved, changed or deleted: a fact is withdrawn and an edge is revoked, and what follows from the rest is computed
-- anew. So a merge can be undone exactly, however much came after it.
CREATE TABLE crm_fact (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id  uuid NOT NULL REFERENCES crm_customer (id),
    field        text NOT NULL,                -- name, company, birth_date …
    value        text,                         -- null: somebody says that there is none
    source       text NOT NULL,                -- staff, customer, api, import, mail, channel, demo
    said_by      text,                         -- staff:… or api:…; null: nobody of the company
    at           timestamptz NOT NULL,
    withdrawn_at timestamptz
);

CREATE INDEX crm_fact_customer ON crm_fact (customer_id, id);

INSERT INTO crm_fact (customer_id, field, value, source, at) SELECT id, 'name', name, 'channel', created_at FROM crm_customer WHERE name IS NOT NULL;
INSERT INTO crm_fact (customer_id, field, value, source, at) SELECT id, 'language', language, 'channel', created_at FROM crm_customer;

-- Edges between customers: «the same», because an account proved an address (proof) or somebody decided it (decided), and «not the same».
ALTER TABLE crm_same_person RENAME TO crm_edge;
ALTER TABLE crm_edge RENAME COLUMN same_as TO other_id;
ALTER TABLE crm_edge ADD COLUMN kind text NOT NULL DEFAULT 'proof';
ALTER TABLE crm_edge ADD COLUMN is_same boolean NOT NULL DEFAULT true;
ALTER TABLE crm_edge ADD COLUMN decided_by text;
ALTER TABLE crm_edge ADD COLUMN revoked_by text;
DROP INDEX crm_same_person_live;
DROP INDEX crm_same_person_of;
CREATE UNIQUE INDEX crm_edge_proof ON crm_edge (customer_id) WHERE kind = 'proof' AND revoked_at IS NULL;
CREATE INDEX crm_edge_customer ON crm_edge (customer_id) WHERE revoked_at IS NULL;
CREATE INDEX crm_edge_other ON crm_edge (other_id) WHERE revoked_at IS NULL;

-- Who belongs together as the live edges say, for those who are not alone; computed from them whenever one changes.
CREATE TABLE crm_cluster (
    customer_id uuid PRIMARY KEY REFERENCES crm_customer (id),
    root        uuid NOT NULL                  -- the member that was there first, whose page is that of all
);

CREATE INDEX crm_cluster_root ON crm_cluster (root);

WITH RECURSIVE met (a, b) AS (
    SELECT customer_id, other_id FROM crm_edge WHERE revoked_at IS NULL
    UNION SELECT other_id, customer_id FROM crm_edge WHERE revoked_at IS NULL
    UNION SELECT met.a, CASE WHEN e.customer_id = met.b THEN e.other_id ELSE e.customer_id END
    FROM met JOIN crm_edge e ON e.revoked_at IS NULL AND (e.customer_id = met.b OR e.other_id = met.b)
)
INSERT INTO crm_cluster (customer_id, root) SELECT a, CAST(min(CAST(b AS text)) AS uuid) FROM (SELECT a, b FROM met UNION SELECT a, a FROM met) AS pairs GROUP BY a;

ALTER TABLE crm_identifier ADD COLUMN source text NOT NULL DEFAULT 'channel';
ALTER TABLE crm_identifier ADD COLUMN withdrawn_at timestamptz;
CREATE INDEX crm_identifier_normalised ON crm_identifier (normalised) WHERE kind <> 'channel';
UPDATE crm_identifier SET source = 'customer' WHERE kind IN ('email', 'phone');
