-- Lists as somebody wants to see them again: a name for the filters of an address; and the one that somebody begins with.
CREATE TABLE desk_view (
    id       TEXT PRIMARY KEY,
    place    TEXT NOT NULL,      -- company, team:faults, staff:<id>
    list     TEXT NOT NULL,      -- requests, conversations
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,      -- what stands in the address: view=open&priority=Urgent
    position INTEGER NOT NULL    -- among those of its place and list
);

CREATE INDEX desk_view_place ON desk_view (list, place, position);

CREATE TABLE desk_view_first (
    staff TEXT NOT NULL REFERENCES desk_staff (id),
    list  TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (staff, list)
);
