-- A customer's file is deleted after a day, unless a request needs it. Whether one needs the files of before is not known here, so they stay.
ALTER TABLE channel_upload ADD COLUMN until TEXT;     -- null: it stays
CREATE INDEX channel_upload_until ON channel_upload (until) WHERE until IS NOT NULL;
