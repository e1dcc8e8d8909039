-- Types with the values of their forms, impact and urgency, and when a request was resolved: it closes by itself a while later.
ALTER TABLE desk_request ADD COLUMN type TEXT;            -- null: none
ALTER TABLE desk_request ADD COLUMN fields TEXT;          -- the values of the type's form, as JSON; null: none
ALTER TABLE desk_request ADD COLUMN impact TEXT;          -- low, medium, high; null: not rated
ALTER TABLE desk_request ADD COLUMN urgency TEXT;
ALTER TABLE desk_request ADD COLUMN resolved_at TEXT;

UPDATE desk_request SET resolved_at = changed_at WHERE status = 'resolved';
CREATE INDEX desk_request_resolved ON desk_request (resolved_at) WHERE status = 'resolved';
