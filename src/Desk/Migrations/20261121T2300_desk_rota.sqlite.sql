-- Who is on call: rotas of teams, and swaps. Who it is at an instant is computed from these.
CREATE TABLE desk_rota (
    name    TEXT PRIMARY KEY,     -- a short word
    team    TEXT NOT NULL,
    zone    TEXT NOT NULL,     -- of its hand-overs and hours
    layers  TEXT NOT NULL,     -- JSON, the first first; a later one goes before an earlier one
    version INTEGER NOT NULL
);

CREATE TABLE desk_rota_swap (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    rota    TEXT NOT NULL,
    from_at TEXT NOT NULL,
    to_at   TEXT NOT NULL,
    staff   TEXT NOT NULL REFERENCES desk_staff (id),
    made_by TEXT NOT NULL
);

CREATE INDEX desk_rota_swap_rota ON desk_rota_swap (rota, to_at);
