-- A file may belong to no conversation: one that the desk adds to a request which was opened in none.
ALTER TABLE channel_upload ALTER COLUMN conversation DROP NOT NULL;
