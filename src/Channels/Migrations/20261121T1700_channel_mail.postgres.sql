-- Mails that came, so that one that comes again is known, a sender has a measure, and an answer names what it answers.
CREATE TABLE channel_mail (
    message_id   text NOT NULL,                  -- with its angle brackets; sha256:… of the whole mail if it has none
    sender       text NOT NULL,                  -- as it says, in lower case
    at           timestamptz NOT NULL,
    became       text NOT NULL,                  -- taken, reported, ignored
    why          text,                           -- what says so, if it is not simply taken
    conversation bigint,
    seq          bigint,                        -- the activity's number there
    PRIMARY KEY (message_id, sender)
);

CREATE INDEX channel_mail_sender ON channel_mail (sender, at);
CREATE INDEX channel_mail_conversation ON channel_mail (conversation, seq);

-- What could not be delivered is shown where it was said.
CREATE INDEX channel_outbox_dead ON channel_outbox (conversation) WHERE dead_at IS NOT NULL;
