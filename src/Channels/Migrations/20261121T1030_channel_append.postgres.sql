-- A turn's activities need no key: the turn is not run twice.
ALTER TABLE channel_outbox ALTER COLUMN key DROP NOT NULL;
ALTER TABLE channel_outbox DROP CONSTRAINT channel_outbox_key_key;
CREATE UNIQUE INDEX channel_outbox_key ON channel_outbox (key) WHERE key IS NOT NULL;
