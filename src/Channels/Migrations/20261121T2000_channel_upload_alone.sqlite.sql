-- A file may belong to no conversation: one that the desk adds to a request which was opened in none.
CREATE TABLE channel_upload_alone (
    id           TEXT PRIMARY KEY,
    conversation INTEGER REFERENCES channel_conversation (key),     -- null: none
    name         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    bytes        BLOB NOT NULL,
    at           TEXT NOT NULL,
    until        TEXT                                               -- null: it stays
);

INSERT INTO channel_upload_alone (id, conversation, name, content_type, bytes, at, until)
SELECT id, conversation, name, content_type, bytes, at, until FROM channel_upload;

DROP TABLE channel_upload;
ALTER TABLE channel_upload_alone RENAME TO channel_upload;
CREATE INDEX channel_upload_conversation ON channel_upload (conversation);
CREATE INDEX channel_upload_until ON channel_upload (until) WHERE until IS NOT NULL;
