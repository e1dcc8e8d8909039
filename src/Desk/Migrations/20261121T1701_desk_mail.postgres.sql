-- Which request a mail conversation is about.
CREATE TABLE desk_mail_thread (
    conversation bigint PRIMARY KEY,
    number       bigint NOT NULL                -- of the request
);

CREATE INDEX desk_mail_thread_number ON desk_mail_thread (number, conversation);
