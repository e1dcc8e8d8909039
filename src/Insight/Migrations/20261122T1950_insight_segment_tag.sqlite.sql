-- A segment may put a tag on whoever is in it.
ALTER TABLE insight_segment ADD COLUMN tag TEXT;             -- null: none
ALTER TABLE insight_segment ADD COLUMN filled_tag TEXT;      -- what those in it were tagged with when everybody was looked at last
