-- Conversations in which a request is told besides the one that it was opened in, and files of requests that were opened in none.
CREATE TABLE desk_request_conversation (
    number       bigint NOT NULL REFERENCES desk_request (number),
    conversation bigint NOT NULL,
    PRIMARY KEY (number, conversation)
);

CREATE INDEX desk_request_conversation_conversation ON desk_request_conversation (conversation, number);

ALTER TABLE desk_request_attachment ALTER COLUMN conversation DROP NOT NULL;
