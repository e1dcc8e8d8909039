-- Conversations in which a request is told besides the one that it was opened in, and files of requests that were opened in none.
CREATE TABLE desk_request_conversation (
    number       INTEGER NOT NULL REFERENCES desk_request (number),
    conversation INTEGER NOT NULL,
    PRIMARY KEY (number, conversation)
);

CREATE INDEX desk_request_conversation_conversation ON desk_request_conversation (conversation, number);

CREATE TABLE desk_request_attachment_alone (
    upload_id    TEXT PRIMARY KEY,
    request_id   TEXT NOT NULL REFERENCES desk_request (id),
    conversation INTEGER,                      -- null: none
    at           TEXT NOT NULL
);

INSERT INTO desk_request_attachment_alone (upload_id, request_id, conversation, at)
SELECT upload_id, request_id, conversation, at FROM desk_request_attachment;

DROP TABLE desk_request_attachment;
ALTER TABLE desk_request_attachment_alone RENAME TO desk_request_attachment;
CREATE INDEX desk_request_attachment_request ON desk_request_attachment (request_id);
CREATE INDEX desk_request_attachment_conversation ON desk_request_attachment (conversation);
