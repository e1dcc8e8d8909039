-- What is predicted of a request's deadlines, and when time itself does something to it next; what is there already is looked at once.
ALTER TABLE desk_request_clock ADD COLUMN risk text;     -- likely, veryLikely
ALTER TABLE desk_request_clock ADD COLUMN look_at timestamptz;
UPDATE desk_request_clock SET look_at = pressing_at;

CREATE INDEX desk_request_clock_look ON desk_request_clock (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX desk_request_clock_risk ON desk_request_clock (number) WHERE risk IS NOT NULL;
