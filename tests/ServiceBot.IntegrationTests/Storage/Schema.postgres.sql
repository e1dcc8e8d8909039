CREATE TABLE channel_activity (
    conversation bigint NOT NULL,
    seq bigint NOT NULL,
    activity_id text NOT NULL,
    inbound boolean NOT NULL,
    shown boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    json text NOT NULL,
    CONSTRAINT channel_activity_conversation_fkey FOREIGN KEY (conversation) REFERENCES channel_conversation(key),
    CONSTRAINT channel_activity_pkey PRIMARY KEY (conversation, seq)
);

CREATE UNIQUE INDEX channel_activity_id ON public.channel_activity USING btree (conversation, activity_id);

CREATE TABLE channel_api_key (
    id uuid NOT NULL,
    name text NOT NULL,
    hash text NOT NULL,
    scopes text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT channel_api_key_hash_key UNIQUE (hash),
    CONSTRAINT channel_api_key_name_key UNIQUE (name),
    CONSTRAINT channel_api_key_pkey PRIMARY KEY (id)
);

CREATE TABLE channel_conversation (
    key bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    channel_id text NOT NULL,
    conversation_id text NOT NULL,
    reference text NOT NULL,
    user_id text NOT NULL,
    owner text NOT NULL DEFAULT 'bot'::text,
    epoch bigint NOT NULL DEFAULT 0,
    state text,
    last_seq bigint NOT NULL DEFAULT 0,
    accepted_seq bigint NOT NULL DEFAULT 0,
    handled_seq bigint NOT NULL DEFAULT 0,
    opened_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT channel_conversation_channel_id_conversation_id_key UNIQUE (channel_id, conversation_id),
    CONSTRAINT channel_conversation_pkey PRIMARY KEY (key)
);

CREATE INDEX channel_conversation_ended ON public.channel_conversation USING btree (key) WHERE (ended_at IS NOT NULL);

CREATE INDEX channel_conversation_pending ON public.channel_conversation USING btree (key) WHERE (accepted_seq > handled_seq);

CREATE INDEX channel_conversation_user ON public.channel_conversation USING btree (channel_id, user_id, key);

CREATE TABLE channel_mail (
    message_id text NOT NULL,
    sender text NOT NULL,
    at timestamp with time zone NOT NULL,
    became text NOT NULL,
    why text,
    conversation bigint,
    seq bigint,
    CONSTRAINT channel_mail_pkey PRIMARY KEY (message_id, sender)
);

CREATE INDEX channel_mail_conversation ON public.channel_mail USING btree (conversation, seq);

CREATE INDEX channel_mail_sender ON public.channel_mail USING btree (sender, at);

CREATE TABLE channel_message (
    name text NOT NULL,
    conversation bigint NOT NULL,
    seq bigint NOT NULL,
    activity_id text,
    CONSTRAINT channel_message_conversation_fkey FOREIGN KEY (conversation) REFERENCES channel_conversation(key),
    CONSTRAINT channel_message_pkey PRIMARY KEY (name)
);

CREATE UNIQUE INDEX channel_message_seq ON public.channel_message USING btree (conversation, seq);

CREATE TABLE channel_outbox (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    key text,
    kind text NOT NULL,
    conversation bigint,
    seq bigint,
    payload text NOT NULL,
    attempts bigint NOT NULL DEFAULT 0,
    next_at timestamp with time zone NOT NULL,
    dead_at timestamp with time zone,
    error text,
    CONSTRAINT channel_outbox_pkey PRIMARY KEY (id)
);

CREATE INDEX channel_outbox_dead ON public.channel_outbox USING btree (conversation) WHERE (dead_at IS NOT NULL);

CREATE INDEX channel_outbox_due ON public.channel_outbox USING btree (next_at) WHERE (dead_at IS NULL);

CREATE UNIQUE INDEX channel_outbox_key ON public.channel_outbox USING btree (key) WHERE (key IS NOT NULL);

CREATE TABLE channel_upload (
    id text NOT NULL,
    conversation bigint,
    name text NOT NULL,
    content_type text NOT NULL,
    bytes bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    CONSTRAINT channel_upload_conversation_fkey FOREIGN KEY (conversation) REFERENCES channel_conversation(key),
    CONSTRAINT channel_upload_pkey PRIMARY KEY (id)
);

CREATE INDEX channel_upload_conversation ON public.channel_upload USING btree (conversation);

CREATE INDEX channel_upload_until ON public.channel_upload USING btree (until) WHERE (until IS NOT NULL);

CREATE TABLE crm_access (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    asked_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    rows_done bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    claimed_until timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT crm_access_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_access_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_access_customer ON public.crm_access USING btree (customer_id);

CREATE INDEX crm_access_waiting ON public.crm_access USING btree (id) WHERE (state = 'waiting'::text);

CREATE TABLE crm_access_part (
    access_id bigint NOT NULL,
    number bigint NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT crm_access_part_access_id_fkey FOREIGN KEY (access_id) REFERENCES crm_access(id),
    CONSTRAINT crm_access_part_pkey PRIMARY KEY (access_id, number)
);

CREATE TABLE crm_cluster (
    customer_id uuid NOT NULL,
    root uuid NOT NULL,
    CONSTRAINT crm_cluster_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_cluster_pkey PRIMARY KEY (customer_id)
);

CREATE INDEX crm_cluster_root ON public.crm_cluster USING btree (root);

CREATE TABLE crm_consent (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    purpose text NOT NULL,
    at timestamp with time zone NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    text_id bigint,
    evidence text,
    said_by text,
    CONSTRAINT crm_consent_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_consent_pkey PRIMARY KEY (id),
    CONSTRAINT crm_consent_text_id_fkey FOREIGN KEY (text_id) REFERENCES crm_consent_text(id)
);

CREATE INDEX crm_consent_customer ON public.crm_consent USING btree (customer_id, id);

CREATE INDEX crm_consent_text_used ON public.crm_consent USING btree (text_id) WHERE (text_id IS NOT NULL);

CREATE TABLE crm_consent_text (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    version bigint NOT NULL,
    language text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    purposes text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by text NOT NULL,
    CONSTRAINT crm_consent_text_name_version_language_key UNIQUE (name, version, language),
    CONSTRAINT crm_consent_text_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_customer (
    id uuid NOT NULL,
    name text,
    language text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    import_id bigint,
    withdrawn_at timestamp with time zone,
    erased_at timestamp with time zone,
    CONSTRAINT crm_customer_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_edge (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    other_id uuid NOT NULL,
    evidence text NOT NULL,
    at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    kind text NOT NULL DEFAULT 'proof'::text,
    is_same boolean NOT NULL DEFAULT true,
    decided_by text,
    revoked_by text,
    CONSTRAINT crm_same_person_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_same_person_pkey PRIMARY KEY (id),
    CONSTRAINT crm_same_person_same_as_fkey FOREIGN KEY (other_id) REFERENCES crm_customer(id)
);

CREATE INDEX crm_edge_customer ON public.crm_edge USING btree (customer_id) WHERE (revoked_at IS NULL);

CREATE INDEX crm_edge_other ON public.crm_edge USING btree (other_id) WHERE (revoked_at IS NULL);

CREATE UNIQUE INDEX crm_edge_proof ON public.crm_edge USING btree (customer_id) WHERE ((kind = 'proof'::text) AND (revoked_at IS NULL));

CREATE TABLE crm_email_code (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    email text NOT NULL,
    hash text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries bigint NOT NULL DEFAULT 0,
    over_at timestamp with time zone,
    CONSTRAINT crm_email_code_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_email_code_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_email_code_customer ON public.crm_email_code USING btree (customer_id, sent_at);

CREATE INDEX crm_email_code_email ON public.crm_email_code USING btree (email, sent_at);

CREATE TABLE crm_erasure (
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    because text NOT NULL,
    asked_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    terms text,
    certificate text,
    hash text,
    claimed_until timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT crm_erasure_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_erasure_pkey PRIMARY KEY (number)
);

CREATE INDEX crm_erasure_customer ON public.crm_erasure USING btree (customer_id);

CREATE INDEX crm_erasure_waiting ON public.crm_erasure USING btree (number) WHERE (state <> 'done'::text);

CREATE TABLE crm_exchange_rate (
    currency text NOT NULL,
    day text NOT NULL,
    rate numeric NOT NULL,
    CONSTRAINT crm_exchange_rate_pkey PRIMARY KEY (currency, day)
);

CREATE TABLE crm_facet (
    field text NOT NULL,
    value text NOT NULL,
    customer_id uuid NOT NULL,
    CONSTRAINT crm_facet_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_facet_pkey PRIMARY KEY (field, value, customer_id)
);

CREATE INDEX crm_facet_customer ON public.crm_facet USING btree (customer_id, field);

CREATE TABLE crm_facet_due (
    customer_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT crm_facet_due_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_facet_due_pkey PRIMARY KEY (customer_id)
);

CREATE INDEX crm_facet_due_at ON public.crm_facet_due USING btree (due_at);

CREATE TABLE crm_fact (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    field text NOT NULL,
    value text,
    source text NOT NULL,
    said_by text,
    at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    import_id bigint,
    CONSTRAINT crm_fact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_fact_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_fact_customer ON public.crm_fact USING btree (customer_id, id);

CREATE TABLE crm_field (
    key text NOT NULL,
    kind text NOT NULL,
    en text NOT NULL,
    zh text NOT NULL,
    choices text NOT NULL,
    position integer NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    is_sensitive boolean NOT NULL DEFAULT false,
    CONSTRAINT crm_field_pkey PRIMARY KEY (key)
);

CREATE TABLE crm_hint (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    value text,
    suggestion text,
    confidence double precision NOT NULL,
    source text,
    CONSTRAINT crm_hint_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_hint_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_hint_customer ON public.crm_hint USING btree (customer_id);

CREATE INDEX crm_hint_kind ON public.crm_hint USING btree (kind, id);

CREATE TABLE crm_hint_dismissal (
    customer_id uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    said_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT crm_hint_dismissal_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_hint_dismissal_pkey PRIMARY KEY (customer_id, kind, value)
);

CREATE TABLE crm_identifier (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    normalised text NOT NULL,
    verified_at timestamp with time zone,
    first_seen_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    source text NOT NULL DEFAULT 'channel'::text,
    withdrawn_at timestamp with time zone,
    import_id bigint,
    CONSTRAINT crm_identifier_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_identifier_customer_id_kind_normalised_key UNIQUE (customer_id, kind, normalised),
    CONSTRAINT crm_identifier_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_identifier_normalised ON public.crm_identifier USING btree (normalised) WHERE (kind <> 'channel'::text);

CREATE UNIQUE INDEX crm_identifier_verified ON public.crm_identifier USING btree (kind, normalised) WHERE (verified_at IS NOT NULL);

CREATE TABLE crm_import (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    file_name text NOT NULL,
    bytes bigint NOT NULL,
    state text NOT NULL,
    made_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    look text NOT NULL,
    mapping text,
    position bigint NOT NULL DEFAULT 0,
    undone bigint NOT NULL DEFAULT 0,
    made bigint NOT NULL DEFAULT 0,
    changed bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    row_count bigint,
    differences text NOT NULL DEFAULT '[]'::text,
    fault text,
    ended_at timestamp with time zone,
    reverted_at timestamp with time zone,
    first_fact bigint,
    last_fact bigint,
    first_identifier bigint,
    last_identifier bigint,
    CONSTRAINT crm_import_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_import_state ON public.crm_import USING btree (state);

CREATE TABLE crm_import_part (
    import_id bigint NOT NULL,
    number bigint NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT crm_import_part_import_id_fkey FOREIGN KEY (import_id) REFERENCES crm_import(id),
    CONSTRAINT crm_import_part_pkey PRIMARY KEY (import_id, number)
);

CREATE TABLE crm_import_profile (
    name text NOT NULL,
    mapping text NOT NULL,
    made_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT crm_import_profile_pkey PRIMARY KEY (name)
);

CREATE TABLE crm_import_reject (
    import_id bigint NOT NULL,
    line bigint NOT NULL,
    reason text NOT NULL,
    cells text NOT NULL,
    CONSTRAINT crm_import_reject_import_id_fkey FOREIGN KEY (import_id) REFERENCES crm_import(id),
    CONSTRAINT crm_import_reject_pkey PRIMARY KEY (import_id, line)
);

CREATE TABLE crm_lead (
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    name text,
    company text,
    job_title text,
    email text,
    phone text,
    country text,
    region text,
    source text,
    language text NOT NULL,
    wish text,
    stage text NOT NULL,
    reached text,
    reason text,
    owner uuid,
    owner_why text,
    customer uuid,
    opportunity bigint,
    said text,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    odds double precision,
    version bigint NOT NULL,
    CONSTRAINT crm_lead_customer_fkey FOREIGN KEY (customer) REFERENCES crm_customer(id),
    CONSTRAINT crm_lead_pkey PRIMARY KEY (number)
);

CREATE INDEX crm_lead_closed ON public.crm_lead USING btree (closed_at) WHERE (odds IS NOT NULL);

CREATE INDEX crm_lead_open ON public.crm_lead USING btree (number) WHERE (closed_at IS NULL);

CREATE INDEX crm_lead_owner ON public.crm_lead USING btree (owner, number);

CREATE INDEX crm_lead_stage ON public.crm_lead USING btree (stage, number);

CREATE TABLE crm_lead_point (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    lead bigint NOT NULL,
    is_engagement boolean NOT NULL,
    rule text NOT NULL,
    points bigint NOT NULL,
    half_life_days bigint,
    at timestamp with time zone NOT NULL,
    key text NOT NULL,
    CONSTRAINT crm_lead_point_lead_fkey FOREIGN KEY (lead) REFERENCES crm_lead(number),
    CONSTRAINT crm_lead_point_lead_key_key UNIQUE (lead, key),
    CONSTRAINT crm_lead_point_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_lead_record (
    field text NOT NULL,
    value text NOT NULL,
    won bigint NOT NULL,
    lost bigint NOT NULL,
    CONSTRAINT crm_lead_record_pkey PRIMARY KEY (field, value)
);

CREATE TABLE crm_link_key (
    key bigint NOT NULL,
    record bigint NOT NULL,
    CONSTRAINT crm_link_key_pkey PRIMARY KEY (key, record),
    CONSTRAINT crm_link_key_record_fkey FOREIGN KEY (record) REFERENCES crm_link_record(id)
);

CREATE TABLE crm_link_model (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    records bigint NOT NULL,
    model text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT crm_link_model_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_link_proposal (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    other_id uuid NOT NULL,
    weight double precision NOT NULL,
    evidence text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT crm_link_proposal_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_link_proposal_customer_id_other_id_key UNIQUE (customer_id, other_id),
    CONSTRAINT crm_link_proposal_other_id_fkey FOREIGN KEY (other_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_link_proposal_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_link_proposal_other ON public.crm_link_proposal USING btree (other_id);

CREATE INDEX crm_link_proposal_weight ON public.crm_link_proposal USING btree (weight, id);

CREATE TABLE crm_link_record (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    texts text NOT NULL,
    is_claimed boolean NOT NULL,
    CONSTRAINT crm_link_record_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_link_record_customer_id_key UNIQUE (customer_id),
    CONSTRAINT crm_link_record_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_opportunity (
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    title text NOT NULL,
    customer_id uuid NOT NULL,
    pipeline uuid NOT NULL,
    pipeline_version bigint NOT NULL,
    stage text NOT NULL,
    state text NOT NULL,
    amount numeric NOT NULL,
    currency text NOT NULL,
    close_day text NOT NULL,
    owner uuid,
    probability bigint,
    reason text,
    created_at timestamp with time zone NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    version bigint NOT NULL,
    CONSTRAINT crm_opportunity_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_opportunity_pipeline_pipeline_version_fkey FOREIGN KEY (pipeline, pipeline_version) REFERENCES crm_pipeline(id, version),
    CONSTRAINT crm_opportunity_pkey PRIMARY KEY (number)
);

CREATE INDEX crm_opportunity_close ON public.crm_opportunity USING btree (state, close_day);

CREATE INDEX crm_opportunity_closed ON public.crm_opportunity USING btree (closed_at) WHERE (closed_at IS NOT NULL);

CREATE INDEX crm_opportunity_customer ON public.crm_opportunity USING btree (customer_id);

CREATE INDEX crm_opportunity_owner ON public.crm_opportunity USING btree (owner, number);

CREATE INDEX crm_opportunity_stage ON public.crm_opportunity USING btree (pipeline, state, stage, number);

CREATE TABLE crm_opportunity_change (
    opportunity bigint NOT NULL,
    version bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    pipeline uuid NOT NULL,
    pipeline_version bigint NOT NULL,
    stage text NOT NULL,
    state text NOT NULL,
    entered boolean NOT NULL,
    amount numeric NOT NULL,
    currency text NOT NULL,
    close_day text NOT NULL,
    probability bigint,
    CONSTRAINT crm_opportunity_change_opportunity_fkey FOREIGN KEY (opportunity) REFERENCES crm_opportunity(number),
    CONSTRAINT crm_opportunity_change_pkey PRIMARY KEY (opportunity, version)
);

CREATE TABLE crm_opportunity_line (
    opportunity bigint NOT NULL,
    place bigint NOT NULL,
    product uuid NOT NULL,
    quantity numeric NOT NULL,
    price_each numeric NOT NULL,
    CONSTRAINT crm_opportunity_line_opportunity_fkey FOREIGN KEY (opportunity) REFERENCES crm_opportunity(number),
    CONSTRAINT crm_opportunity_line_pkey PRIMARY KEY (opportunity, place),
    CONSTRAINT crm_opportunity_line_product_fkey FOREIGN KEY (product) REFERENCES crm_product(id)
);

CREATE TABLE crm_order (
    number text NOT NULL,
    customer_id uuid,
    buyer_email text,
    status text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    promised_on text NOT NULL,
    carrier_day text,
    items text NOT NULL,
    total numeric NOT NULL,
    currency text NOT NULL,
    serial bigint NOT NULL DEFAULT 0,
    discount numeric NOT NULL DEFAULT 0,
    paid numeric NOT NULL DEFAULT 0,
    refunded numeric NOT NULL DEFAULT 0,
    rate numeric,
    rate_day text,
    system text,
    external_number text,
    quote bigint,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT crm_order_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_order_pkey PRIMARY KEY (number)
);

CREATE INDEX crm_order_buyer ON public.crm_order USING btree (buyer_email, placed_at);

CREATE INDEX crm_order_customer ON public.crm_order USING btree (customer_id, placed_at);

CREATE UNIQUE INDEX crm_order_external ON public.crm_order USING btree (system, external_number);

CREATE UNIQUE INDEX crm_order_serial ON public.crm_order USING btree (serial);

CREATE INDEX crm_order_status ON public.crm_order USING btree (status, serial);

CREATE TABLE crm_order_line (
    order_number text NOT NULL,
    place bigint NOT NULL,
    product uuid,
    text text NOT NULL,
    quantity numeric NOT NULL,
    price_each numeric NOT NULL,
    discount numeric NOT NULL,
    tax numeric NOT NULL,
    fulfilled numeric NOT NULL,
    returned numeric NOT NULL,
    CONSTRAINT crm_order_line_order_number_fkey FOREIGN KEY (order_number) REFERENCES crm_order(number),
    CONSTRAINT crm_order_line_pkey PRIMARY KEY (order_number, place)
);

CREATE TABLE crm_order_step (
    order_number text NOT NULL,
    place bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    step text NOT NULL,
    parts text,
    amount numeric,
    day text,
    note text,
    key text,
    CONSTRAINT crm_order_step_order_number_fkey FOREIGN KEY (order_number) REFERENCES crm_order(number),
    CONSTRAINT crm_order_step_order_number_key_key UNIQUE (order_number, key),
    CONSTRAINT crm_order_step_pkey PRIMARY KEY (order_number, place)
);

CREATE TABLE crm_pipeline (
    id uuid NOT NULL,
    version bigint NOT NULL,
    en text NOT NULL,
    zh text NOT NULL,
    stages text NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    CONSTRAINT crm_pipeline_pkey PRIMARY KEY (id, version)
);

CREATE TABLE crm_price (
    book uuid NOT NULL,
    product uuid NOT NULL,
    from_quantity numeric NOT NULL,
    price_each numeric NOT NULL,
    CONSTRAINT crm_price_book_fkey FOREIGN KEY (book) REFERENCES crm_price_book(id),
    CONSTRAINT crm_price_pkey PRIMARY KEY (book, product, from_quantity),
    CONSTRAINT crm_price_product_fkey FOREIGN KEY (product) REFERENCES crm_product(id)
);

CREATE INDEX crm_price_product ON public.crm_price USING btree (product);

CREATE TABLE crm_price_book (
    id uuid NOT NULL,
    name text NOT NULL,
    currency text NOT NULL,
    from_day text,
    until_day text,
    version bigint NOT NULL,
    CONSTRAINT crm_price_book_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_product (
    id uuid NOT NULL,
    code text NOT NULL,
    en text NOT NULL,
    zh text NOT NULL,
    unit text NOT NULL,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT crm_product_code_key UNIQUE (code),
    CONSTRAINT crm_product_pkey PRIMARY KEY (id)
);

CREATE TABLE crm_protection (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    said_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT crm_protection_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_protection_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_protection_customer ON public.crm_protection USING btree (customer_id) WHERE (ended_at IS NULL);

CREATE TABLE crm_quality (
    customer_id uuid NOT NULL,
    score double precision NOT NULL,
    sums text NOT NULL,
    CONSTRAINT crm_quality_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_quality_pkey PRIMARY KEY (customer_id)
);

CREATE TABLE crm_quality_sum (
    name text NOT NULL,
    amount double precision NOT NULL,
    CONSTRAINT crm_quality_sum_pkey PRIMARY KEY (name)
);

CREATE TABLE crm_quote (
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    opportunity bigint,
    order_number text,
    newest bigint NOT NULL,
    state text NOT NULL,
    title text NOT NULL,
    total numeric NOT NULL,
    currency text NOT NULL,
    valid_until text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT crm_quote_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_quote_pkey PRIMARY KEY (number)
);

CREATE INDEX crm_quote_customer ON public.crm_quote USING btree (customer_id);

CREATE INDEX crm_quote_opportunity ON public.crm_quote USING btree (opportunity);

CREATE INDEX crm_quote_state ON public.crm_quote USING btree (state, number);

CREATE TABLE crm_quote_change (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    quote bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    what text NOT NULL,
    version bigint NOT NULL,
    note text,
    CONSTRAINT crm_quote_change_pkey PRIMARY KEY (id),
    CONSTRAINT crm_quote_change_quote_fkey FOREIGN KEY (quote) REFERENCES crm_quote(number)
);

CREATE INDEX crm_quote_change_quote ON public.crm_quote_change USING btree (quote, id);

CREATE TABLE crm_quote_version (
    quote bigint NOT NULL,
    number bigint NOT NULL,
    state text NOT NULL,
    title text NOT NULL,
    currency text NOT NULL,
    book uuid,
    discount numeric NOT NULL,
    valid_until text NOT NULL,
    language text NOT NULL,
    conditions text,
    lines text NOT NULL,
    author text NOT NULL,
    reasons text NOT NULL,
    sent_at timestamp with time zone,
    rate numeric,
    rate_day text,
    answered_by text,
    answered_at timestamp with time zone,
    answer text,
    CONSTRAINT crm_quote_version_pkey PRIMARY KEY (quote, number),
    CONSTRAINT crm_quote_version_quote_fkey FOREIGN KEY (quote) REFERENCES crm_quote(number)
);

CREATE TABLE crm_relation (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id uuid NOT NULL,
    other_id uuid NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    said_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT crm_relation_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_relation_other_id_fkey FOREIGN KEY (other_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_relation_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_relation_customer ON public.crm_relation USING btree (customer_id);

CREATE INDEX crm_relation_other ON public.crm_relation USING btree (other_id);

CREATE TABLE crm_retention_run (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    rule text NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    before_at timestamp with time zone NOT NULL,
    done bigint NOT NULL,
    CONSTRAINT crm_retention_run_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_retention_run_rule ON public.crm_retention_run USING btree (rule, at);

CREATE TABLE crm_sealing (
    part text NOT NULL,
    position bigint NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT crm_sealing_pkey PRIMARY KEY (part)
);

CREATE TABLE crm_stage_record (
    pipeline uuid NOT NULL,
    stage text NOT NULL,
    closed bigint NOT NULL,
    won bigint NOT NULL,
    CONSTRAINT crm_stage_record_pkey PRIMARY KEY (pipeline, stage)
);

CREATE TABLE crm_web_form (
    name text NOT NULL,
    version bigint NOT NULL,
    terms text NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    CONSTRAINT crm_web_form_pkey PRIMARY KEY (name, version)
);

CREATE TABLE crm_web_form_entry (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    form text NOT NULL,
    form_version bigint NOT NULL,
    key text NOT NULL,
    at timestamp with time zone NOT NULL,
    said text NOT NULL,
    language text NOT NULL,
    campaign text NOT NULL,
    page text,
    address text,
    purpose text,
    agreed boolean NOT NULL,
    consent_version bigint,
    consent_text text,
    lead bigint,
    customer_id uuid,
    CONSTRAINT crm_web_form_entry_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm_customer(id),
    CONSTRAINT crm_web_form_entry_form_key_key UNIQUE (form, key),
    CONSTRAINT crm_web_form_entry_lead_fkey FOREIGN KEY (lead) REFERENCES crm_lead(number),
    CONSTRAINT crm_web_form_entry_pkey PRIMARY KEY (id)
);

CREATE INDEX crm_web_form_entry_customer ON public.crm_web_form_entry USING btree (customer_id);

CREATE INDEX crm_web_form_entry_form ON public.crm_web_form_entry USING btree (form, id);

CREATE INDEX crm_web_form_entry_lead ON public.crm_web_form_entry USING btree (lead);

CREATE TABLE desk_account (
    staff_id uuid NOT NULL,
    password_hash text,
    totp_secret text,
    totp_step bigint NOT NULL DEFAULT 0,
    totp_offered text,
    CONSTRAINT desk_account_pkey PRIMARY KEY (staff_id),
    CONSTRAINT desk_account_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE TABLE desk_agent (
    staff uuid NOT NULL,
    availability text NOT NULL,
    capacity double precision,
    skills text NOT NULL,
    languages text NOT NULL,
    given_at timestamp with time zone,
    CONSTRAINT desk_agent_pkey PRIMARY KEY (staff)
);

CREATE TABLE desk_alert (
    staff uuid NOT NULL,
    sounds text NOT NULL,
    notices text NOT NULL,
    CONSTRAINT desk_alert_pkey PRIMARY KEY (staff),
    CONSTRAINT desk_alert_staff_fkey FOREIGN KEY (staff) REFERENCES desk_staff(id)
);

CREATE TABLE desk_attempt (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    account text NOT NULL,
    address text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_attempt_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_attempt_at ON public.desk_attempt USING btree (at);

CREATE TABLE desk_audit (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT desk_audit_pkey PRIMARY KEY (number)
);

CREATE INDEX desk_audit_actor ON public.desk_audit USING btree (actor, number);

CREATE INDEX desk_audit_subject ON public.desk_audit USING btree (subject, number);

CREATE TABLE desk_browser (
    hash text NOT NULL,
    account text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_browser_pkey PRIMARY KEY (hash)
);

CREATE TABLE desk_call (
    caller text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    answer text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_call_pkey PRIMARY KEY (caller, key)
);

CREATE INDEX desk_call_at ON public.desk_call USING btree (at);

CREATE TABLE desk_canned_reply (
    id uuid NOT NULL,
    place text NOT NULL,
    shortcut text NOT NULL,
    title text NOT NULL,
    en text,
    zh text,
    note text,
    tags text NOT NULL,
    status text,
    pass_to text,
    ending text,
    used bigint NOT NULL DEFAULT 0,
    used_at timestamp with time zone,
    version bigint NOT NULL,
    changed_by uuid,
    changed_at timestamp with time zone NOT NULL,
    snooze text,
    CONSTRAINT desk_canned_reply_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX desk_canned_reply_shortcut ON public.desk_canned_reply USING btree (place, shortcut);

CREATE TABLE desk_contract (
    number bigint NOT NULL,
    customer uuid NOT NULL,
    tier text NOT NULL,
    vip boolean NOT NULL,
    covers text NOT NULL,
    requests bigint,
    minutes bigint,
    from_day text NOT NULL,
    until_day text NOT NULL,
    zone text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    owner uuid,
    remind_at timestamp with time zone,
    version bigint NOT NULL,
    value numeric,
    currency text,
    notice_days bigint NOT NULL DEFAULT 0,
    renew_months bigint,
    products text NOT NULL DEFAULT ''::text,
    serials text NOT NULL DEFAULT ''::text,
    order_number text,
    notice_day text NOT NULL DEFAULT ''::text,
    renew_at timestamp with time zone,
    renews bigint,
    renewed_by bigint,
    ending_said text,
    CONSTRAINT desk_contract_pkey PRIMARY KEY (number)
);

CREATE INDEX desk_contract_customer ON public.desk_contract USING btree (customer);

CREATE INDEX desk_contract_notice ON public.desk_contract USING btree (notice_day);

CREATE INDEX desk_contract_remind ON public.desk_contract USING btree (remind_at) WHERE (remind_at IS NOT NULL);

CREATE INDEX desk_contract_renew ON public.desk_contract USING btree (renew_at) WHERE (renew_at IS NOT NULL);

CREATE TABLE desk_contract_change (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    contract bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    what text NOT NULL,
    from_value text,
    to_value text,
    CONSTRAINT desk_contract_change_contract_fkey FOREIGN KEY (contract) REFERENCES desk_contract(number),
    CONSTRAINT desk_contract_change_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_contract_change_contract ON public.desk_contract_change USING btree (contract, id);

CREATE TABLE desk_contract_use (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    contract bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    unit text NOT NULL,
    amount bigint NOT NULL,
    request bigint,
    reverses bigint,
    who text NOT NULL,
    note text,
    CONSTRAINT desk_contract_use_contract_fkey FOREIGN KEY (contract) REFERENCES desk_contract(number),
    CONSTRAINT desk_contract_use_pkey PRIMARY KEY (id),
    CONSTRAINT desk_contract_use_reverses_fkey FOREIGN KEY (reverses) REFERENCES desk_contract_use(id),
    CONSTRAINT desk_contract_use_reverses_key UNIQUE (reverses)
);

CREATE INDEX desk_contract_use_contract ON public.desk_contract_use USING btree (contract, unit, amount);

CREATE UNIQUE INDEX desk_contract_use_request ON public.desk_contract_use USING btree (request) WHERE ((unit = 'request'::text) AND (reverses IS NULL));

CREATE TABLE desk_conversation (
    conversation bigint NOT NULL,
    agent uuid,
    team text,
    offered_to uuid,
    offered_until timestamp with time zone,
    customer uuid,
    language text NOT NULL,
    since timestamp with time zone NOT NULL,
    waits_since timestamp with time zone,
    customer_at timestamp with time zone,
    agent_at timestamp with time zone,
    due_at timestamp with time zone,
    offer_is_routed boolean NOT NULL DEFAULT false,
    last_agent uuid,
    CONSTRAINT desk_conversation_pkey PRIMARY KEY (conversation)
);

CREATE INDEX desk_conversation_agent ON public.desk_conversation USING btree (agent, since, conversation) WHERE (agent IS NOT NULL);

CREATE INDEX desk_conversation_due ON public.desk_conversation USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX desk_conversation_last_agent ON public.desk_conversation USING btree (customer, since) WHERE (last_agent IS NOT NULL);

CREATE TABLE desk_conversation_tag (
    tag text NOT NULL,
    conversation bigint NOT NULL,
    CONSTRAINT desk_conversation_tag_pkey PRIMARY KEY (tag, conversation)
);

CREATE INDEX desk_conversation_tag_conversation ON public.desk_conversation_tag USING btree (conversation);

CREATE TABLE desk_counter (
    name text NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT desk_counter_pkey PRIMARY KEY (name)
);

CREATE TABLE desk_draft (
    staff uuid NOT NULL,
    place text NOT NULL,
    kind text NOT NULL,
    words text NOT NULL,
    version bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_draft_pkey PRIMARY KEY (staff, place),
    CONSTRAINT desk_draft_staff_fkey FOREIGN KEY (staff) REFERENCES desk_staff(id)
);

CREATE TABLE desk_identity (
    provider text NOT NULL,
    subject text NOT NULL,
    staff_id uuid NOT NULL,
    email text NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    CONSTRAINT desk_identity_pkey PRIMARY KEY (provider, subject),
    CONSTRAINT desk_identity_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE INDEX desk_identity_staff ON public.desk_identity USING btree (staff_id);

CREATE TABLE desk_invitation (
    id uuid NOT NULL,
    hash text NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    team text,
    language text NOT NULL,
    invited_by uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT desk_invitation_email_key UNIQUE (email),
    CONSTRAINT desk_invitation_hash_key UNIQUE (hash),
    CONSTRAINT desk_invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES desk_staff(id),
    CONSTRAINT desk_invitation_pkey PRIMARY KEY (id)
);

CREATE TABLE desk_knowledge_gap (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    language text NOT NULL,
    normalised text NOT NULL,
    question text NOT NULL,
    asked bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT desk_knowledge_gap_language_normalised_key UNIQUE (language, normalised),
    CONSTRAINT desk_knowledge_gap_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_knowledge_gap_asked ON public.desk_knowledge_gap USING btree (asked, id);

CREATE TABLE desk_mail_thread (
    conversation bigint NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT desk_mail_thread_pkey PRIMARY KEY (conversation)
);

CREATE INDEX desk_mail_thread_number ON public.desk_mail_thread USING btree (number, conversation);

CREATE TABLE desk_offer (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    item bigint NOT NULL,
    agent uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    because text NOT NULL,
    ended_at timestamp with time zone,
    outcome text,
    reason text,
    CONSTRAINT desk_offer_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_offer_agent ON public.desk_offer USING btree (agent) WHERE (ended_at IS NULL);

CREATE INDEX desk_offer_item ON public.desk_offer USING btree (kind, item, ended_at);

CREATE UNIQUE INDEX desk_offer_open ON public.desk_offer USING btree (kind, item) WHERE (ended_at IS NULL);

CREATE TABLE desk_passkey (
    credential text NOT NULL,
    staff_id uuid NOT NULL,
    name text NOT NULL,
    public_key text NOT NULL,
    sign_count bigint NOT NULL,
    transports text NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT desk_passkey_pkey PRIMARY KEY (credential),
    CONSTRAINT desk_passkey_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE INDEX desk_passkey_staff ON public.desk_passkey USING btree (staff_id);

CREATE TABLE desk_presence (
    staff uuid NOT NULL,
    node text NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT desk_presence_pkey PRIMARY KEY (staff, node)
);

CREATE TABLE desk_queue_entry (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    conversation bigint NOT NULL,
    customer uuid,
    reason text NOT NULL,
    language text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    left_because text,
    CONSTRAINT desk_queue_entry_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_queue_entry_order ON public.desk_queue_entry USING btree (asked_at, id) WHERE (left_at IS NULL);

CREATE UNIQUE INDEX desk_queue_entry_waiting ON public.desk_queue_entry USING btree (conversation) WHERE (left_at IS NULL);

CREATE TABLE desk_recovery_code (
    staff_id uuid NOT NULL,
    hash text NOT NULL,
    CONSTRAINT desk_recovery_code_pkey PRIMARY KEY (staff_id, hash),
    CONSTRAINT desk_recovery_code_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE TABLE desk_request (
    id uuid NOT NULL,
    number bigint NOT NULL,
    subject text NOT NULL,
    details text NOT NULL,
    category text NOT NULL,
    priority text NOT NULL,
    status text NOT NULL,
    team text NOT NULL,
    customer uuid,
    conversation bigint,
    order_number text,
    language text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    version bigint NOT NULL DEFAULT 1,
    dedupe_key text,
    dedupe_hash text,
    agent uuid,
    type text,
    fields text,
    impact text,
    urgency text,
    resolved_at timestamp with time zone,
    CONSTRAINT desk_request_dedupe_key_key UNIQUE (dedupe_key),
    CONSTRAINT desk_request_number_key UNIQUE (number),
    CONSTRAINT desk_request_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_request_agent ON public.desk_request USING btree (agent, status, number, team, category, priority) WHERE (agent IS NOT NULL);

CREATE INDEX desk_request_customer ON public.desk_request USING btree (customer, number);

CREATE INDEX desk_request_resolved ON public.desk_request USING btree (resolved_at) WHERE (status = 'resolved'::text);

CREATE INDEX desk_request_status ON public.desk_request USING btree (status, number, category, priority, agent, team);

CREATE INDEX desk_request_team ON public.desk_request USING btree (team, status, number, category, priority, agent);

CREATE TABLE desk_request_act (
    key text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_request_act_pkey PRIMARY KEY (key)
);

CREATE TABLE desk_request_attachment (
    upload_id text NOT NULL,
    request_id uuid NOT NULL,
    conversation bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_request_attachment_pkey PRIMARY KEY (upload_id),
    CONSTRAINT desk_request_attachment_request_id_fkey FOREIGN KEY (request_id) REFERENCES desk_request(id)
);

CREATE INDEX desk_request_attachment_conversation ON public.desk_request_attachment USING btree (conversation);

CREATE INDEX desk_request_attachment_request ON public.desk_request_attachment USING btree (request_id);

CREATE TABLE desk_request_change (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    request_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    what text NOT NULL,
    from_value text,
    to_value text,
    comment text,
    is_public boolean NOT NULL,
    CONSTRAINT desk_request_change_pkey PRIMARY KEY (id),
    CONSTRAINT desk_request_change_request_id_fkey FOREIGN KEY (request_id) REFERENCES desk_request(id)
);

CREATE INDEX desk_request_change_request ON public.desk_request_change USING btree (request_id, id);

CREATE TABLE desk_request_check (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    number bigint NOT NULL,
    words text NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT desk_request_check_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_check_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_request_check_number ON public.desk_request_check USING btree (number);

CREATE TABLE desk_request_clock (
    number bigint NOT NULL,
    team text NOT NULL,
    language text NOT NULL,
    due_at timestamp with time zone,
    waits_since timestamp with time zone,
    pressing_at timestamp with time zone NOT NULL,
    risk text,
    look_at timestamp with time zone,
    CONSTRAINT desk_request_clock_pkey PRIMARY KEY (number)
);

CREATE INDEX desk_request_clock_look ON public.desk_request_clock USING btree (look_at) WHERE (look_at IS NOT NULL);

CREATE INDEX desk_request_clock_risk ON public.desk_request_clock USING btree (number) WHERE (risk IS NOT NULL);

CREATE INDEX desk_request_clock_waiting ON public.desk_request_clock USING btree (pressing_at, number, team, language) WHERE (waits_since IS NOT NULL);

CREATE TABLE desk_request_conversation (
    number bigint NOT NULL,
    conversation bigint NOT NULL,
    CONSTRAINT desk_request_conversation_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_conversation_pkey PRIMARY KEY (number, conversation)
);

CREATE INDEX desk_request_conversation_conversation ON public.desk_request_conversation USING btree (conversation, number);

CREATE TABLE desk_request_excerpt (
    number bigint NOT NULL,
    change_id bigint NOT NULL,
    CONSTRAINT desk_request_excerpt_change_id_fkey FOREIGN KEY (change_id) REFERENCES desk_request_change(id),
    CONSTRAINT desk_request_excerpt_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_excerpt_pkey PRIMARY KEY (number, change_id)
);

CREATE TABLE desk_request_follower (
    staff_id uuid NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT desk_request_follower_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_follower_pkey PRIMARY KEY (staff_id, number),
    CONSTRAINT desk_request_follower_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE INDEX desk_request_follower_number ON public.desk_request_follower USING btree (number);

CREATE TABLE desk_request_link (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    number bigint NOT NULL,
    other bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT desk_request_link_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_link_other_fkey FOREIGN KEY (other) REFERENCES desk_request(number),
    CONSTRAINT desk_request_link_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX desk_request_link_number ON public.desk_request_link USING btree (number, kind, other) WHERE (ended_at IS NULL);

CREATE INDEX desk_request_link_other ON public.desk_request_link USING btree (other, kind, number) WHERE (ended_at IS NULL);

CREATE TABLE desk_request_mention (
    staff_id uuid NOT NULL,
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT desk_request_mention_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_mention_pkey PRIMARY KEY (staff_id, number),
    CONSTRAINT desk_request_mention_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE TABLE desk_request_tag (
    tag text NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT desk_request_tag_number_fkey FOREIGN KEY (number) REFERENCES desk_request(number),
    CONSTRAINT desk_request_tag_pkey PRIMARY KEY (tag, number)
);

CREATE INDEX desk_request_tag_number ON public.desk_request_tag USING btree (number);

CREATE TABLE desk_rota (
    name text NOT NULL,
    team text NOT NULL,
    zone text NOT NULL,
    layers text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT desk_rota_pkey PRIMARY KEY (name)
);

CREATE TABLE desk_rota_swap (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    rota text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone NOT NULL,
    staff uuid NOT NULL,
    made_by text NOT NULL,
    CONSTRAINT desk_rota_swap_pkey PRIMARY KEY (id),
    CONSTRAINT desk_rota_swap_staff_fkey FOREIGN KEY (staff) REFERENCES desk_staff(id)
);

CREATE INDEX desk_rota_swap_rota ON public.desk_rota_swap USING btree (rota, to_at);

CREATE TABLE desk_said (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    conversation bigint NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    staff uuid,
    words text,
    epoch bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    dedupe_key text,
    CONSTRAINT desk_said_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX desk_said_dedupe ON public.desk_said USING btree (conversation, dedupe_key) WHERE (dedupe_key IS NOT NULL);

CREATE INDEX desk_said_place ON public.desk_said USING btree (conversation, seq, id);

CREATE TABLE desk_search_customer (
    doc bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    customer uuid NOT NULL,
    CONSTRAINT desk_search_customer_customer_key UNIQUE (customer),
    CONSTRAINT desk_search_customer_pkey PRIMARY KEY (doc)
);

CREATE TABLE desk_search_posting (
    kind smallint NOT NULL,
    term text NOT NULL,
    chunk integer NOT NULL,
    docs text NOT NULL,
    CONSTRAINT desk_search_posting_pkey PRIMARY KEY (kind, term, chunk)
);

CREATE TABLE desk_search_spelling (
    form text NOT NULL,
    word text NOT NULL,
    CONSTRAINT desk_search_spelling_pkey PRIMARY KEY (form, word)
);

CREATE TABLE desk_search_word (
    word text NOT NULL,
    CONSTRAINT desk_search_word_pkey PRIMARY KEY (word)
);

CREATE TABLE desk_session (
    id uuid NOT NULL,
    hash text NOT NULL,
    staff_id uuid NOT NULL,
    address text NOT NULL,
    agent text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT desk_session_hash_key UNIQUE (hash),
    CONSTRAINT desk_session_pkey PRIMARY KEY (id),
    CONSTRAINT desk_session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE INDEX desk_session_staff ON public.desk_session USING btree (staff_id);

CREATE TABLE desk_snooze (
    kind text NOT NULL,
    item bigint NOT NULL,
    until_at timestamp with time zone NOT NULL,
    staff_id uuid,
    woken boolean NOT NULL DEFAULT false,
    CONSTRAINT desk_snooze_pkey PRIMARY KEY (kind, item)
);

CREATE INDEX desk_snooze_due ON public.desk_snooze USING btree (until_at) WHERE (NOT woken);

CREATE INDEX desk_snooze_woken ON public.desk_snooze USING btree (staff_id) WHERE woken;

CREATE TABLE desk_staff (
    id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    team text,
    language text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    CONSTRAINT desk_staff_email_key UNIQUE (email),
    CONSTRAINT desk_staff_pkey PRIMARY KEY (id)
);

CREATE TABLE desk_survey (
    id uuid NOT NULL,
    about text NOT NULL,
    kind text NOT NULL,
    request bigint,
    conversation bigint,
    customer uuid,
    agent uuid,
    team text,
    language text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone,
    asked_by text,
    extra text,
    dropped_because text,
    answered_at timestamp with time zone,
    csat integer,
    nps integer,
    ces integer,
    reason text,
    comment text,
    follow_up bigint,
    CONSTRAINT desk_survey_about_key UNIQUE (about),
    CONSTRAINT desk_survey_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_survey_answered ON public.desk_survey USING btree (answered_at) WHERE (csat IS NOT NULL);

CREATE INDEX desk_survey_conversation ON public.desk_survey USING btree (conversation, asked_at);

CREATE INDEX desk_survey_customer ON public.desk_survey USING btree (customer, asked_at);

CREATE INDEX desk_survey_due ON public.desk_survey USING btree (due_at) WHERE ((asked_at IS NULL) AND (dropped_because IS NULL));

CREATE TABLE desk_ticket (
    hash text NOT NULL,
    kind text NOT NULL,
    staff_id uuid,
    expires_at timestamp with time zone,
    CONSTRAINT desk_ticket_pkey PRIMARY KEY (hash),
    CONSTRAINT desk_ticket_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES desk_staff(id)
);

CREATE TABLE desk_view (
    id uuid NOT NULL,
    place text NOT NULL,
    list text NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    position integer NOT NULL,
    CONSTRAINT desk_view_pkey PRIMARY KEY (id)
);

CREATE INDEX desk_view_place ON public.desk_view USING btree (list, place, "position");

CREATE TABLE desk_view_first (
    staff uuid NOT NULL,
    list text NOT NULL,
    query text NOT NULL,
    CONSTRAINT desk_view_first_pkey PRIMARY KEY (staff, list),
    CONSTRAINT desk_view_first_staff_fkey FOREIGN KEY (staff) REFERENCES desk_staff(id)
);

CREATE TABLE desk_webhook (
    name text NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT desk_webhook_pkey PRIMARY KEY (name)
);

CREATE TABLE desk_webhook_delivery (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    webhook text NOT NULL,
    event text NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    tried_at timestamp with time zone,
    status integer,
    error text,
    taken_at timestamp with time zone,
    CONSTRAINT desk_webhook_delivery_pkey PRIMARY KEY (id),
    CONSTRAINT desk_webhook_delivery_webhook_event_key UNIQUE (webhook, event)
);

CREATE INDEX desk_webhook_delivery_created ON public.desk_webhook_delivery USING btree (created_at);

CREATE TABLE dialogs_example (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    intent text NOT NULL,
    text text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by text NOT NULL,
    state text NOT NULL,
    decided_at timestamp with time zone,
    because text,
    CONSTRAINT dialogs_example_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX dialogs_example_text ON public.dialogs_example USING btree (intent, text) WHERE (state = ANY (ARRAY['waiting'::text, 'live'::text]));

CREATE TABLE dialogs_review (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at timestamp with time zone NOT NULL,
    conversation bigint NOT NULL,
    why text NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    intent text,
    probability double precision NOT NULL,
    model text NOT NULL,
    done_at timestamp with time zone,
    done_by text,
    done_as text,
    CONSTRAINT dialogs_review_pkey PRIMARY KEY (id)
);

CREATE INDEX dialogs_review_conversation ON public.dialogs_review USING btree (conversation);

CREATE INDEX dialogs_review_open ON public.dialogs_review USING btree (id) WHERE (done_at IS NULL);

CREATE TABLE insight_cell (
    customer_id uuid NOT NULL,
    from_day integer NOT NULL,
    until_day integer,
    cell text NOT NULL,
    scores text NOT NULL,
    CONSTRAINT insight_cell_pkey PRIMARY KEY (customer_id, from_day)
);

CREATE UNIQUE INDEX insight_cell_now ON public.insight_cell USING btree (customer_id) WHERE (until_day IS NULL);

CREATE INDEX insight_cell_of ON public.insight_cell USING btree (cell, customer_id) WHERE (until_day IS NULL);

CREATE TABLE insight_cluster (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    clustering bigint NOT NULL,
    place integer NOT NULL,
    CONSTRAINT insight_cluster_clustering_fkey FOREIGN KEY (clustering) REFERENCES insight_clustering(id),
    CONSTRAINT insight_cluster_pkey PRIMARY KEY (id)
);

CREATE INDEX insight_cluster_of ON public.insight_cluster USING btree (clustering);

CREATE TABLE insight_clustering (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    made_at timestamp with time zone NOT NULL,
    model text NOT NULL,
    CONSTRAINT insight_clustering_pkey PRIMARY KEY (id)
);

CREATE TABLE insight_conversation (
    id bigint NOT NULL,
    day integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    team text NOT NULL,
    channel text NOT NULL,
    category text NOT NULL,
    agent text NOT NULL,
    contact text NOT NULL,
    handed_over boolean NOT NULL,
    requested boolean NOT NULL,
    rating integer NOT NULL,
    has_rested boolean NOT NULL,
    outcome text NOT NULL,
    refuted_by bigint,
    CONSTRAINT insight_conversation_pkey PRIMARY KEY (id)
);

CREATE INDEX insight_conversation_contact ON public.insight_conversation USING btree (contact, id);

CREATE INDEX insight_conversation_day ON public.insight_conversation USING btree (day, id);

CREATE TABLE insight_day (
    measure text NOT NULL,
    day integer NOT NULL,
    team text NOT NULL,
    channel text NOT NULL,
    category text NOT NULL,
    slot text NOT NULL,
    n bigint NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT insight_day_pkey PRIMARY KEY (measure, day, team, channel, category, slot)
);

CREATE TABLE insight_feature (
    customer_id uuid NOT NULL,
    as_of timestamp with time zone NOT NULL,
    tenure_days double precision,
    recency_days double precision,
    frequency double precision,
    monetary double precision,
    gap_days double precision,
    orders_90 double precision,
    spend_90 double precision,
    spend_change double precision,
    refunded double precision,
    contracts double precision,
    contract_days double precision,
    contracts_over double precision,
    active_days_90 double precision,
    active_days_before double precision,
    silence_days double precision,
    conversations_90 double precision,
    requests_90 double precision,
    open_requests double precision,
    waiting_hours double precision,
    reopenings_180 double precision,
    repeat_contacts_90 double precision,
    satisfaction double precision,
    low_ratings_180 double precision,
    mood double precision,
    CONSTRAINT insight_feature_pkey PRIMARY KEY (customer_id)
);

CREATE INDEX insight_feature_as_of ON public.insight_feature USING btree (as_of);

CREATE TABLE insight_forecast (
    series text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    forecast text NOT NULL,
    CONSTRAINT insight_forecast_pkey PRIMARY KEY (series)
);

CREATE TABLE insight_leg (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    conversation bigint NOT NULL,
    epoch bigint NOT NULL,
    day integer NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    team text NOT NULL,
    channel text NOT NULL,
    category text NOT NULL,
    agent text NOT NULL,
    waited_seconds bigint NOT NULL,
    wait_bucket integer NOT NULL,
    has_waited boolean NOT NULL,
    handled_seconds bigint NOT NULL,
    is_over boolean NOT NULL,
    CONSTRAINT insight_leg_conversation_epoch_key UNIQUE (conversation, epoch),
    CONSTRAINT insight_leg_pkey PRIMARY KEY (id)
);

CREATE INDEX insight_leg_day ON public.insight_leg USING btree (day, id);

CREATE INDEX insight_leg_waited ON public.insight_leg USING btree (wait_bucket, day, waited_seconds, team) WHERE has_waited;

CREATE TABLE insight_letter (
    name text NOT NULL,
    day integer NOT NULL,
    CONSTRAINT insight_letter_pkey PRIMARY KEY (name)
);

CREATE TABLE insight_model (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    purpose text NOT NULL,
    training bigint NOT NULL,
    kind text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    seed bigint NOT NULL,
    quality text NOT NULL,
    model text,
    is_used boolean NOT NULL DEFAULT false,
    used_by text,
    used_at timestamp with time zone,
    scored_at timestamp with time zone,
    parameters text,
    drifted_at timestamp with time zone,
    CONSTRAINT insight_model_pkey PRIMARY KEY (id),
    CONSTRAINT insight_model_training_fkey FOREIGN KEY (training) REFERENCES insight_training(id)
);

CREATE INDEX insight_model_training ON public.insight_model USING btree (training);

CREATE UNIQUE INDEX insight_model_used ON public.insight_model USING btree (purpose) WHERE is_used;

CREATE TABLE insight_mood (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    conversation bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision NOT NULL,
    CONSTRAINT insight_mood_pkey PRIMARY KEY (id)
);

CREATE INDEX insight_mood_conversation ON public.insight_mood USING btree (conversation);

CREATE TABLE insight_outlier (
    customer_id uuid NOT NULL,
    clustering bigint NOT NULL,
    CONSTRAINT insight_outlier_clustering_fkey FOREIGN KEY (clustering) REFERENCES insight_clustering(id),
    CONSTRAINT insight_outlier_pkey PRIMARY KEY (customer_id)
);

CREATE TABLE insight_request (
    id bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_day integer NOT NULL,
    team text NOT NULL,
    channel text NOT NULL,
    category text NOT NULL,
    agent text NOT NULL,
    is_open boolean NOT NULL,
    answered_day integer,
    answer_seconds bigint NOT NULL,
    answer_bucket integer NOT NULL,
    resolved_day integer,
    resolution_seconds bigint NOT NULL,
    resolution_bucket integer NOT NULL,
    answer_sla text NOT NULL,
    answer_cause text NOT NULL,
    resolution_sla text NOT NULL,
    resolution_cause text NOT NULL,
    next_due_at timestamp with time zone,
    ended_day integer NOT NULL DEFAULT 99999999,
    CONSTRAINT insight_request_pkey PRIMARY KEY (id)
);

CREATE INDEX insight_request_answered ON public.insight_request USING btree (answer_bucket, answered_day, answer_seconds, team, channel) WHERE (answered_day IS NOT NULL);

CREATE INDEX insight_request_answered_category ON public.insight_request USING btree (category, answered_day, answer_bucket, team, channel, answer_seconds) WHERE (answered_day IS NOT NULL);

CREATE INDEX insight_request_answered_day ON public.insight_request USING btree (answered_day, id) WHERE (answered_day IS NOT NULL);

CREATE INDEX insight_request_due ON public.insight_request USING btree (next_due_at) WHERE (next_due_at IS NOT NULL);

CREATE INDEX insight_request_ended ON public.insight_request USING btree (ended_day, opened_day, team, channel, category);

CREATE INDEX insight_request_open ON public.insight_request USING btree (opened_at, team) WHERE is_open;

CREATE INDEX insight_request_opened ON public.insight_request USING btree (opened_day, id);

CREATE INDEX insight_request_resolved ON public.insight_request USING btree (resolution_bucket, resolved_day, resolution_seconds, team, channel) WHERE (resolved_day IS NOT NULL);

CREATE INDEX insight_request_resolved_category ON public.insight_request USING btree (category, resolved_day, resolution_bucket, team, channel, resolution_seconds) WHERE (resolved_day IS NOT NULL);

CREATE INDEX insight_request_resolved_day ON public.insight_request USING btree (resolved_day, id) WHERE (resolved_day IS NOT NULL);

CREATE TABLE insight_score (
    purpose text NOT NULL,
    customer_id uuid NOT NULL,
    model bigint NOT NULL,
    as_of timestamp with time zone NOT NULL,
    probability double precision NOT NULL,
    reasons text NOT NULL,
    CONSTRAINT insight_score_pkey PRIMARY KEY (purpose, customer_id)
);

CREATE INDEX insight_score_customer ON public.insight_score USING btree (customer_id);

CREATE INDEX insight_score_order ON public.insight_score USING btree (purpose, probability, customer_id);

CREATE TABLE insight_segment (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    en text NOT NULL,
    zh text NOT NULL,
    rule text NOT NULL,
    is_used boolean NOT NULL,
    holdout double precision NOT NULL,
    version integer NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    filled_version integer NOT NULL,
    tag text,
    filled_tag text,
    CONSTRAINT insight_segment_pkey PRIMARY KEY (id)
);

CREATE TABLE insight_segment_member (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    segment bigint NOT NULL,
    customer_id uuid NOT NULL,
    since_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    CONSTRAINT insight_segment_member_pkey PRIMARY KEY (id),
    CONSTRAINT insight_segment_member_segment_fkey FOREIGN KEY (segment) REFERENCES insight_segment(id)
);

CREATE INDEX insight_segment_member_customer ON public.insight_segment_member USING btree (customer_id);

CREATE UNIQUE INDEX insight_segment_member_now ON public.insight_segment_member USING btree (customer_id, segment) WHERE (until_at IS NULL);

CREATE INDEX insight_segment_member_of ON public.insight_segment_member USING btree (segment, customer_id) WHERE (until_at IS NULL);

CREATE TABLE insight_segment_version (
    segment bigint NOT NULL,
    version integer NOT NULL,
    rule text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT insight_segment_version_pkey PRIMARY KEY (segment, version),
    CONSTRAINT insight_segment_version_segment_fkey FOREIGN KEY (segment) REFERENCES insight_segment(id)
);

CREATE TABLE insight_suggestion (
    customer_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    items text NOT NULL,
    CONSTRAINT insight_suggestion_pkey PRIMARY KEY (customer_id)
);

CREATE TABLE insight_survey (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    survey uuid NOT NULL,
    about text NOT NULL,
    team text NOT NULL,
    channel text NOT NULL,
    category text NOT NULL,
    agent text NOT NULL,
    asked_day integer NOT NULL,
    answered_day integer,
    csat integer,
    nps integer,
    ces integer,
    reason text NOT NULL,
    has_comment boolean NOT NULL,
    CONSTRAINT insight_survey_pkey PRIMARY KEY (id),
    CONSTRAINT insight_survey_survey_key UNIQUE (survey)
);

CREATE INDEX insight_survey_answered ON public.insight_survey USING btree (answered_day, id) WHERE (answered_day IS NOT NULL);

CREATE INDEX insight_survey_asked ON public.insight_survey USING btree (asked_day, id);

CREATE TABLE insight_training (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    purpose text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    ended_at timestamp with time zone,
    step text NOT NULL,
    percent integer NOT NULL,
    data text NOT NULL,
    CONSTRAINT insight_training_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX insight_training_open ON public.insight_training USING btree (purpose) WHERE (ended_at IS NULL);

CREATE TABLE insight_value (
    customer_id uuid NOT NULL,
    as_of timestamp with time zone NOT NULL,
    purchases double precision NOT NULL,
    value double precision NOT NULL,
    CONSTRAINT insight_value_pkey PRIMARY KEY (customer_id)
);

CREATE INDEX insight_value_order ON public.insight_value USING btree (value, customer_id);

CREATE TABLE insight_value_fit (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    made_at timestamp with time zone NOT NULL,
    fit text NOT NULL,
    CONSTRAINT insight_value_fit_pkey PRIMARY KEY (id)
);

CREATE TABLE insight_wait (
    conversation bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT insight_wait_pkey PRIMARY KEY (conversation)
);

CREATE TABLE outreach_campaign (
    id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    row_version integer NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    next_at timestamp with time zone,
    entered_after uuid,
    CONSTRAINT outreach_campaign_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX outreach_campaign_name ON public.outreach_campaign USING btree (name) WHERE (state <> 'ended'::text);

CREATE INDEX outreach_campaign_next ON public.outreach_campaign USING btree (next_at) WHERE ((state = 'live'::text) AND (next_at IS NOT NULL));

CREATE TABLE outreach_event (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    participant_id bigint NOT NULL,
    campaign_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    step text NOT NULL,
    at timestamp with time zone NOT NULL,
    what text NOT NULL,
    reason text,
    channel text,
    template_id uuid,
    template_version integer,
    conversation bigint,
    seq bigint,
    cost numeric,
    CONSTRAINT outreach_event_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES outreach_participant(id),
    CONSTRAINT outreach_event_pkey PRIMARY KEY (id)
);

CREATE INDEX outreach_event_campaign ON public.outreach_event USING btree (campaign_id, step, what);

CREATE INDEX outreach_event_conversation ON public.outreach_event USING btree (conversation) WHERE (conversation IS NOT NULL);

CREATE INDEX outreach_event_customer ON public.outreach_event USING btree (customer_id, at);

CREATE INDEX outreach_event_participant ON public.outreach_event USING btree (participant_id);

CREATE TABLE outreach_participant (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    campaign_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    round integer NOT NULL,
    version integer NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    arm integer NOT NULL,
    why text,
    step text,
    due_at timestamp with time zone,
    left_at timestamp with time zone,
    left_because text,
    contacts integer NOT NULL DEFAULT 0,
    answered_at timestamp with time zone,
    goal_at timestamp with time zone,
    goal_value numeric,
    CONSTRAINT outreach_participant_campaign_id_customer_id_round_key UNIQUE (campaign_id, customer_id, round),
    CONSTRAINT outreach_participant_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES outreach_campaign(id),
    CONSTRAINT outreach_participant_pkey PRIMARY KEY (id)
);

CREATE INDEX outreach_participant_customer ON public.outreach_participant USING btree (customer_id);

CREATE INDEX outreach_participant_due ON public.outreach_participant USING btree (due_at) WHERE (step IS NOT NULL);

CREATE INDEX outreach_participant_entered ON public.outreach_participant USING btree (campaign_id, entered_at);

CREATE TABLE outreach_plan (
    campaign_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    plan text NOT NULL,
    CONSTRAINT outreach_plan_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES outreach_campaign(id),
    CONSTRAINT outreach_plan_pkey PRIMARY KEY (campaign_id, version)
);

CREATE TABLE outreach_template (
    id uuid NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT outreach_template_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX outreach_template_name ON public.outreach_template USING btree (name) WHERE (archived_at IS NULL);

CREATE TABLE outreach_template_version (
    template_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    texts text NOT NULL,
    CONSTRAINT outreach_template_version_pkey PRIMARY KEY (template_id, version),
    CONSTRAINT outreach_template_version_template_id_fkey FOREIGN KEY (template_id) REFERENCES outreach_template(id)
);

CREATE TABLE storage_migration (
    name text NOT NULL,
    applied_at text NOT NULL,
    CONSTRAINT storage_migration_pkey PRIMARY KEY (name)
);

CREATE TABLE storage_secret (
    name text NOT NULL,
    value bytea NOT NULL,
    CONSTRAINT storage_secret_pkey PRIMARY KEY (name)
);

CREATE TABLE storage_signal (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    sequence bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    conversation bigint,
    customer uuid,
    data text NOT NULL,
    CONSTRAINT storage_signal_pkey PRIMARY KEY (transaction, sequence)
);

CREATE TABLE storage_signal_reader (
    name text NOT NULL,
    position_transaction bigint NOT NULL,
    position_sequence bigint NOT NULL,
    CONSTRAINT storage_signal_reader_pkey PRIMARY KEY (name)
);

CREATE TABLE storage_subject (
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    subject uuid NOT NULL,
    is_given_up boolean NOT NULL DEFAULT false,
    is_returned boolean NOT NULL DEFAULT false,
    CONSTRAINT storage_subject_pkey PRIMARY KEY (number),
    CONSTRAINT storage_subject_subject_key UNIQUE (subject)
);

CREATE TABLE web_job_run (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    job text NOT NULL,
    asked_by text NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    fault text,
    CONSTRAINT web_job_run_pkey PRIMARY KEY (id)
);

CREATE INDEX web_job_run_job ON public.web_job_run USING btree (job, id);

CREATE TABLE web_quartz_blob_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    blob_data bytea,
    CONSTRAINT web_quartz_blob_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    CONSTRAINT web_quartz_blob_triggers_sched_name_trigger_name_trigger_g_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES web_quartz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE web_quartz_calendars (
    sched_name text NOT NULL,
    calendar_name text NOT NULL,
    calendar bytea NOT NULL,
    CONSTRAINT web_quartz_calendars_pkey PRIMARY KEY (sched_name, calendar_name)
);

CREATE TABLE web_quartz_cron_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    cron_expression text NOT NULL,
    time_zone_id text,
    CONSTRAINT web_quartz_cron_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    CONSTRAINT web_quartz_cron_triggers_sched_name_trigger_name_trigger_g_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES web_quartz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE web_quartz_execution_history (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    instance_name text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    fired_time bigint NOT NULL,
    run_time bigint NOT NULL,
    succeeded boolean NOT NULL,
    error_message text,
    retry_attempt integer NOT NULL DEFAULT 0,
    retry_scheduled boolean NOT NULL DEFAULT false,
    execution_log text,
    result integer,
    summary text,
    metrics text,
    manual boolean,
    fire_instance_id text,
    job_input text,
    job_input_too_large boolean,
    CONSTRAINT web_quartz_execution_history_pkey PRIMARY KEY (sched_name, entry_id)
);

CREATE INDEX web_quartz_eh_fire_inst ON public.web_quartz_execution_history USING btree (sched_name, fire_instance_id);

CREATE INDEX web_quartz_eh_fired_time ON public.web_quartz_execution_history USING btree (sched_name, fired_time);

CREATE INDEX web_quartz_eh_inst ON public.web_quartz_execution_history USING btree (sched_name, instance_name);

CREATE INDEX web_quartz_eh_job_time ON public.web_quartz_execution_history USING btree (sched_name, job_group, job_name, fired_time);

CREATE INDEX web_quartz_eh_trig_time ON public.web_quartz_execution_history USING btree (sched_name, trigger_group, trigger_name, fired_time);

CREATE TABLE web_quartz_fired_triggers (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    instance_name text NOT NULL,
    fired_time bigint NOT NULL,
    sched_time bigint NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL,
    job_name text,
    job_group text,
    is_nonconcurrent boolean NOT NULL,
    requests_recovery boolean,
    execution_group character varying(200),
    progress integer,
    progress_message character varying(250),
    interrupt_requested_time bigint,
    CONSTRAINT web_quartz_fired_triggers_pkey PRIMARY KEY (sched_name, entry_id)
);

CREATE INDEX web_quartz_ft_inst_job_req_rcvry ON public.web_quartz_fired_triggers USING btree (sched_name, instance_name, requests_recovery);

CREATE INDEX web_quartz_ft_j_g ON public.web_quartz_fired_triggers USING btree (sched_name, job_name, job_group);

CREATE INDEX web_quartz_ft_t_g ON public.web_quartz_fired_triggers USING btree (sched_name, trigger_name, trigger_group);

CREATE TABLE web_quartz_job_details (
    sched_name text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    description text,
    job_class_name text NOT NULL,
    is_durable boolean NOT NULL,
    is_nonconcurrent boolean NOT NULL,
    is_update_data boolean NOT NULL,
    requests_recovery boolean NOT NULL,
    job_data bytea,
    CONSTRAINT web_quartz_job_details_pkey PRIMARY KEY (sched_name, job_name, job_group)
);

CREATE INDEX web_quartz_j_g_n ON public.web_quartz_job_details USING btree (sched_name, job_group, job_name);

CREATE TABLE web_quartz_job_status (
    sched_name text NOT NULL,
    job_group text NOT NULL,
    job_name text NOT NULL,
    first_fired_time bigint NOT NULL,
    last_fired_time bigint NOT NULL,
    last_result integer NOT NULL,
    last_run_time bigint NOT NULL,
    last_instance_name text NOT NULL,
    last_entry_id text,
    last_summary text,
    last_success_time bigint,
    last_failure_time bigint,
    last_failure_message text,
    consecutive_failures integer NOT NULL DEFAULT 0,
    run_count bigint NOT NULL DEFAULT 0,
    failure_count bigint NOT NULL DEFAULT 0,
    CONSTRAINT web_quartz_job_status_pkey PRIMARY KEY (sched_name, job_group, job_name)
);

CREATE TABLE web_quartz_locks (
    sched_name text NOT NULL,
    lock_name text NOT NULL,
    CONSTRAINT web_quartz_locks_pkey PRIMARY KEY (sched_name, lock_name)
);

CREATE TABLE web_quartz_misfire_history (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    instance_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    job_name text,
    job_group text,
    misfire_time bigint NOT NULL,
    sched_time bigint,
    reason integer,
    CONSTRAINT web_quartz_misfire_history_pkey PRIMARY KEY (sched_name, entry_id)
);

CREATE INDEX web_quartz_mh_inst ON public.web_quartz_misfire_history USING btree (sched_name, instance_name);

CREATE INDEX web_quartz_mh_misfire_time ON public.web_quartz_misfire_history USING btree (sched_name, misfire_time);

CREATE TABLE web_quartz_paused_job_grps (
    sched_name text NOT NULL,
    job_group text NOT NULL,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    CONSTRAINT web_quartz_paused_job_grps_pkey PRIMARY KEY (sched_name, job_group)
);

CREATE TABLE web_quartz_paused_trigger_grps (
    sched_name text NOT NULL,
    trigger_group text NOT NULL,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    CONSTRAINT web_quartz_paused_trigger_grps_pkey PRIMARY KEY (sched_name, trigger_group)
);

CREATE TABLE web_quartz_scheduler_state (
    sched_name text NOT NULL,
    instance_name text NOT NULL,
    last_checkin_time bigint NOT NULL,
    checkin_interval bigint NOT NULL,
    quartz_version character varying(20),
    CONSTRAINT web_quartz_scheduler_state_pkey PRIMARY KEY (sched_name, instance_name)
);

CREATE TABLE web_quartz_simple_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    repeat_count bigint NOT NULL,
    repeat_interval bigint NOT NULL,
    times_triggered bigint NOT NULL,
    CONSTRAINT web_quartz_simple_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    CONSTRAINT web_quartz_simple_triggers_sched_name_trigger_name_trigger_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES web_quartz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE web_quartz_simprop_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    str_prop_1 text,
    str_prop_2 text,
    str_prop_3 text,
    int_prop_1 integer,
    int_prop_2 integer,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric,
    dec_prop_2 numeric,
    bool_prop_1 boolean,
    bool_prop_2 boolean,
    time_zone_id text,
    CONSTRAINT web_quartz_simprop_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    CONSTRAINT web_quartz_simprop_triggers_sched_name_trigger_name_trigge_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES web_quartz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE web_quartz_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    description text,
    next_fire_time bigint,
    prev_fire_time bigint,
    priority integer,
    trigger_state text NOT NULL,
    trigger_type text NOT NULL,
    start_time bigint NOT NULL,
    end_time bigint,
    calendar_name text,
    misfire_instr smallint,
    misfire_orig_fire_time bigint,
    execution_group character varying(200),
    preferred_node character varying(200),
    preferred_node_auto boolean NOT NULL DEFAULT false,
    retry_policy character varying(250),
    retry_attempt integer,
    continues_trigger_name text,
    continues_trigger_group text,
    continuation_condition integer,
    overlap_policy integer,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    misfire_threshold bigint,
    fixed_delay boolean,
    job_data bytea,
    CONSTRAINT web_quartz_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    CONSTRAINT web_quartz_triggers_sched_name_job_name_job_group_fkey FOREIGN KEY (sched_name, job_name, job_group) REFERENCES web_quartz_job_details(sched_name, job_name, job_group)
);

CREATE INDEX web_quartz_t_c ON public.web_quartz_triggers USING btree (sched_name, calendar_name);

CREATE INDEX web_quartz_t_g_n ON public.web_quartz_triggers USING btree (sched_name, trigger_group, trigger_name);

CREATE INDEX web_quartz_t_j ON public.web_quartz_triggers USING btree (sched_name, job_name, job_group);

CREATE INDEX web_quartz_t_nft_st ON public.web_quartz_triggers USING btree (sched_name, trigger_state, next_fire_time, priority DESC, misfire_instr);
