-- An agent's requests are read from this index alone; without the other columns SQLite prefers to walk all requests of a status.
DROP INDEX desk_request_agent;
CREATE INDEX desk_request_agent ON desk_request (agent, status, number, team, category, priority) WHERE agent IS NOT NULL;
