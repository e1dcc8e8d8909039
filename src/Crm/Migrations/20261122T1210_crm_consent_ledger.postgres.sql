-- The consents become a ledger: for which channel, what was said, of which text, and what proves it. Texts are published in versions and never changed.
CREATE TABLE crm_consent_text (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text NOT NULL,                -- a short word: privacy, newsletter
    version      bigint NOT NULL,
    language     text NOT NULL,                -- en, zh
    title        text NOT NULL,
    body         text NOT NULL,
    purposes     text NOT NULL,                -- words, parted by spaces
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    UNIQUE (name, version, language)
);

ALTER TABLE crm_consent
    ADD COLUMN channel text NOT NULL DEFAULT '',    -- email, phone, chat …; empty: every channel
    ADD COLUMN state text NOT NULL DEFAULT '',      -- granted, withdrawn, unknown
    ADD COLUMN text_id bigint REFERENCES crm_consent_text (id),
    ADD COLUMN evidence text,                       -- JSON: what was shown, where, by whom, from which address, by which message
    ADD COLUMN said_by text;                        -- staff:… or api:…; null: the customer
UPDATE crm_consent SET state = CASE WHEN given THEN 'granted' ELSE 'withdrawn' END;
ALTER TABLE crm_consent ALTER COLUMN channel DROP DEFAULT, ALTER COLUMN state DROP DEFAULT, DROP COLUMN given;
DROP INDEX crm_consent_customer;
CREATE INDEX crm_consent_customer ON crm_consent (customer_id, id);
CREATE INDEX crm_consent_text_used ON crm_consent (text_id) WHERE text_id IS NOT NULL;
