-- The agent who works on a request; and lists of requests that are read from an index alone, however many there are.
ALTER TABLE desk_request ADD COLUMN agent TEXT;     -- null: nobody yet

DROP INDEX desk_request_status;
DROP INDEX desk_request_team;
CREATE INDEX desk_request_status ON desk_request (status, number, category, priority, agent, team);
CREATE INDEX desk_request_team ON desk_request (team, status, number, category, priority, agent);
CREATE INDEX desk_request_agent ON desk_request (agent, status, number) WHERE agent IS NOT NULL;

-- What was sent from a page or by a program under a key of its own: sent again, it is the same, and is done once.
CREATE TABLE desk_request_act (
    key TEXT PRIMARY KEY,
    at  TEXT NOT NULL
);
