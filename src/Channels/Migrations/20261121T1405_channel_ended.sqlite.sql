-- The desk lists conversations that have ended; most have not.
CREATE INDEX channel_conversation_ended ON channel_conversation (key) WHERE ended_at IS NOT NULL;
