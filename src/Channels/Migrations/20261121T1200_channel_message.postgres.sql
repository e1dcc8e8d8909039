-- Messages that may be replaced later, by a name that their owner knows them by.
CREATE TABLE channel_message (
    name         text NOT NULL PRIMARY KEY,
    conversation bigint NOT NULL REFERENCES channel_conversation (key),
    seq          bigint NOT NULL,
    activity_id  text                          -- as the channel calls it; null until it has said so
);

CREATE UNIQUE INDEX channel_message_seq ON channel_message (conversation, seq);
