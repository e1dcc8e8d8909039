-- Tags that people of the desk put on conversations, for each other.
CREATE TABLE desk_conversation_tag (
    tag          text NOT NULL,
    conversation bigint NOT NULL,
    PRIMARY KEY (tag, conversation)
);

CREATE INDEX desk_conversation_tag_conversation ON desk_conversation_tag (conversation);
