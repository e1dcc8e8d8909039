-- What people of the desk add to requests for each other: tags, followers, mentions that wait to be seen, and lists of what is to be done.
CREATE TABLE desk_request_tag (
    tag    text NOT NULL,
    number bigint NOT NULL REFERENCES desk_request (number),
    PRIMARY KEY (tag, number)
);

CREATE INDEX desk_request_tag_number ON desk_request_tag (number);

CREATE TABLE desk_request_follower (
    staff_id uuid NOT NULL REFERENCES desk_staff (id),
    number   bigint NOT NULL REFERENCES desk_request (number),
    PRIMARY KEY (staff_id, number)
);

CREATE INDEX desk_request_follower_number ON desk_request_follower (number);

CREATE TABLE desk_request_mention (
    staff_id uuid NOT NULL REFERENCES desk_staff (id),
    number   bigint NOT NULL REFERENCES desk_request (number),
    at       timestamptz NOT NULL,
    PRIMARY KEY (staff_id, number)     -- gone when it was seen
);

CREATE TABLE desk_request_check (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number  bigint NOT NULL REFERENCES desk_request (number),
    words   text NOT NULL,
    done_at timestamptz
);

CREATE INDEX desk_request_check_number ON desk_request_check (number);
