-- A segment may put a tag on whoever is in it.
ALTER TABLE insight_segment ADD COLUMN tag text;             -- null: none
ALTER TABLE insight_segment ADD COLUMN filled_tag text;      -- what those in it were tagged with when everybody was looked at last
