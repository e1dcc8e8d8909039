-- Types with the values of their forms, impact and urgency, and when a request was resolved: it closes by itself a while later.
ALTER TABLE desk_request ADD COLUMN type text;            -- null: none
ALTER TABLE desk_request ADD COLUMN fields text;          -- the values of the type's form, as JSON; null: none
ALTER TABLE desk_request ADD COLUMN impact text;          -- low, medium, high; null: not rated
ALTER TABLE desk_request ADD COLUMN urgency text;
ALTER TABLE desk_request ADD COLUMN resolved_at timestamptz;

UPDATE desk_request SET resolved_at = changed_at WHERE status = 'resolved';
CREATE INDEX desk_request_resolved ON desk_request (resolved_at) WHERE status = 'resolved';
