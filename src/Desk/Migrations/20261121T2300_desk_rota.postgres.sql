-- Who is on call: rotas of teams, and swaps. Who it is at an instant is computed from these.
CREATE TABLE desk_rota (
    name    text PRIMARY KEY,     -- a short word
    team    text NOT NULL,
    zone    text NOT NULL,     -- of its hand-overs and hours
    layers  text NOT NULL,     -- JSON, the first first; a later one goes before an earlier one
    version bigint NOT NULL
);

CREATE TABLE desk_rota_swap (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rota    text NOT NULL,
    from_at timestamptz NOT NULL,
    to_at   timestamptz NOT NULL,
    staff   uuid NOT NULL REFERENCES desk_staff (id),
    made_by text NOT NULL
);

CREATE INDEX desk_rota_swap_rota ON desk_rota_swap (rota, to_at);
