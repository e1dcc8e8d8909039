-- Replies that are written once and used often, for a person, a team or the company; with steps they are macros.
CREATE TABLE desk_canned_reply (
    id         uuid PRIMARY KEY,
    place      text NOT NULL,      -- company, team:faults, staff:<id>
    shortcut   text NOT NULL,      -- what is typed behind the slash
    title      text NOT NULL,
    en         text,
    zh         text,
    note       text,
    tags       text NOT NULL,      -- with commas between them
    status     text,
    pass_to    text,
    ending     text,
    used       bigint NOT NULL DEFAULT 0,
    used_at    timestamptz,
    version    bigint NOT NULL,
    changed_by uuid,
    changed_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX desk_canned_reply_shortcut ON desk_canned_reply (place, shortcut);
