-- Lists as somebody wants to see them again: a name for the filters of an address; and the one that somebody begins with.
CREATE TABLE desk_view (
    id       uuid PRIMARY KEY,
    place    text NOT NULL,      -- company, team:faults, staff:<id>
    list     text NOT NULL,      -- requests, conversations
    name     text NOT NULL,
    query    text NOT NULL,      -- what stands in the address: view=open&priority=Urgent
    position integer NOT NULL    -- among those of its place and list
);

CREATE INDEX desk_view_place ON desk_view (list, place, position);

CREATE TABLE desk_view_first (
    staff uuid NOT NULL REFERENCES desk_staff (id),
    list  text NOT NULL,
    query text NOT NULL,
    PRIMARY KEY (staff, list)
);
