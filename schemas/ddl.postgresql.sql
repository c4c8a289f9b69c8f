CREATE OR REPLACE FUNCTION public.search_entries(moment timestamp with time zone, said text, places text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL RESTRICTED COST 1000
AS $function$
    DECLARE month text := (extract(year FROM moment AT TIME ZONE 'UTC') * 12 + extract(month FROM moment AT TIME ZONE 'UTC'))::integer::text;
    BEGIN
        RETURN string_to_array(
            month || ' ' || array_to_string(
                tsvector_to_array(to_tsvector('english', said)), E'\n' || month || ' ')
            || E'\n' || month || '@' || replace(places, ' ', E'\n' || month || '@'),
            E'\n');
    END $function$;

CREATE OR REPLACE FUNCTION public.tell_written()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN PERFORM pg_notify('counterclaim_written', ''); RETURN NULL; END $function$;

CREATE TABLE api_key (
    id bigint NOT NULL DEFAULT nextval('api_key_id_seq'::regclass),
    name character varying COLLATE "C" NOT NULL,
    prefix character varying NOT NULL,
    digest character varying NOT NULL,
    scopes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT pk_api_key PRIMARY KEY (id),
    CONSTRAINT uq_api_key_digest UNIQUE (digest),
    CONSTRAINT uq_api_key_prefix UNIQUE (prefix)
);

CREATE TABLE article (
    id bigint NOT NULL DEFAULT nextval('article_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    title character varying,
    text character varying NOT NULL,
    body_start integer NOT NULL,
    language character varying NOT NULL,
    url character varying,
    source_id bigint,
    published_on date,
    sort_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    linked_at timestamp with time zone,
    extractor character varying NOT NULL,
    extractor_version character varying NOT NULL,
    warnings jsonb NOT NULL,
    text_warnings jsonb,
    CONSTRAINT fk_article_source_id_source FOREIGN KEY (source_id) REFERENCES source(id),
    CONSTRAINT pk_article PRIMARY KEY (id),
    CONSTRAINT uq_article_key UNIQUE (key)
);

CREATE INDEX ix_article_linked_at ON public.article USING btree (linked_at);

CREATE INDEX ix_article_name_id ON public.article USING btree (name, id);

CREATE INDEX ix_article_recorded_at_id ON public.article USING btree (recorded_at, id);

CREATE INDEX ix_article_sort_at_id ON public.article USING btree (sort_at, id);

CREATE INDEX ix_article_source_id ON public.article USING btree (source_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.article FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE change (
    id bigint NOT NULL DEFAULT nextval('change_id_seq'::regclass),
    entity character varying(13) NOT NULL,
    entity_key character varying COLLATE "C" NOT NULL,
    kind character varying(10) NOT NULL,
    run_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_change_entity CHECK (((entity)::text = ANY ((ARRAY['article'::character varying, 'statement'::character varying, 'contradiction'::character varying, 'dispute'::character varying, 'speaker'::character varying])::text[]))),
    CONSTRAINT ck_change_kind CHECK (((kind)::text = ANY ((ARRAY['added'::character varying, 'changed'::character varying, 'superseded'::character varying, 'reviewed'::character varying])::text[]))),
    CONSTRAINT fk_change_run_id_import_run FOREIGN KEY (run_id) REFERENCES import_run(id),
    CONSTRAINT pk_change PRIMARY KEY (id)
);

CREATE INDEX ix_change_entity_entity_key ON public.change USING btree (entity, entity_key);

CREATE INDEX ix_change_entity_id ON public.change USING btree (entity, id);

CREATE INDEX ix_change_run_id ON public.change USING btree (run_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.change FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE contradiction (
    id bigint NOT NULL DEFAULT nextval('contradiction_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    statement_a_id bigint NOT NULL,
    statement_b_id bigint NOT NULL,
    rule character varying NOT NULL,
    confidence double precision NOT NULL,
    reason character varying NOT NULL,
    evidence_a_start integer NOT NULL,
    evidence_a_end integer NOT NULL,
    evidence_b_start integer NOT NULL,
    evidence_b_end integer NOT NULL,
    value_a character varying,
    value_b character varying,
    matter character varying,
    sort_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    type character varying(14) NOT NULL,
    dispute_id bigint,
    status character varying(10) NOT NULL DEFAULT 'unreviewed'::character varying,
    former_dispute character varying,
    CONSTRAINT ck_contradiction_status CHECK (((status)::text = ANY ((ARRAY['unreviewed'::character varying, 'confirmed'::character varying, 'rejected'::character varying])::text[]))),
    CONSTRAINT ck_contradiction_type CHECK (((type)::text = ANY ((ARRAY['denial'::character varying, 'negation'::character varying, 'antonym'::character varying, 'control'::character varying, 'number'::character varying, 'time'::character varying, 'place'::character varying, 'responsibility'::character varying])::text[]))),
    CONSTRAINT fk_contradiction_dispute_id_dispute FOREIGN KEY (dispute_id) REFERENCES dispute(id),
    CONSTRAINT fk_contradiction_statement_a_id_statement FOREIGN KEY (statement_a_id) REFERENCES statement(id),
    CONSTRAINT fk_contradiction_statement_b_id_statement FOREIGN KEY (statement_b_id) REFERENCES statement(id),
    CONSTRAINT pk_contradiction PRIMARY KEY (id)
);

CREATE INDEX ix_contradiction_confidence_id ON public.contradiction USING btree (confidence, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE INDEX ix_contradiction_detached ON public.contradiction USING btree (dispute_id) WHERE ((superseded_at IS NOT NULL) AND (dispute_id IS NOT NULL));

CREATE INDEX ix_contradiction_dispute_id ON public.contradiction USING btree (dispute_id);

CREATE INDEX ix_contradiction_recorded_at_id ON public.contradiction USING btree (recorded_at, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE INDEX ix_contradiction_remembered ON public.contradiction USING btree (key) WHERE (former_dispute IS NOT NULL);

CREATE INDEX ix_contradiction_sort_at_id ON public.contradiction USING btree (sort_at, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE INDEX ix_contradiction_statement_a_id ON public.contradiction USING btree (statement_a_id) WHERE (superseded_at IS NULL);

CREATE INDEX ix_contradiction_statement_b_id ON public.contradiction USING btree (statement_b_id) WHERE (superseded_at IS NULL);

CREATE INDEX ix_contradiction_type_sort_at_id ON public.contradiction USING btree (type, sort_at, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE INDEX ix_contradiction_unfiled ON public.contradiction USING btree (dispute_id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text) AND (dispute_id IS NULL));

CREATE UNIQUE INDEX uq_contradiction_key_current ON public.contradiction USING btree (key) WHERE (superseded_at IS NULL);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.contradiction FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE dispute (
    id bigint NOT NULL DEFAULT nextval('dispute_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    matter character varying,
    first_seen_on date,
    last_seen_on date,
    statement_count integer NOT NULL,
    contradiction_count integer NOT NULL,
    sort_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    merged_into_id bigint,
    superseded_at timestamp with time zone,
    status character varying(10) NOT NULL DEFAULT 'unreviewed'::character varying,
    about_start date,
    about_end date,
    source_count integer NOT NULL DEFAULT 0,
    CONSTRAINT ck_dispute_status CHECK (((status)::text = ANY ((ARRAY['unreviewed'::character varying, 'confirmed'::character varying, 'rejected'::character varying])::text[]))),
    CONSTRAINT fk_dispute_merged_into_id_dispute FOREIGN KEY (merged_into_id) REFERENCES dispute(id),
    CONSTRAINT pk_dispute PRIMARY KEY (id),
    CONSTRAINT uq_dispute_key UNIQUE (key)
);

CREATE INDEX ix_dispute_contradiction_count_id ON public.dispute USING btree (contradiction_count, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE INDEX ix_dispute_merged_into_id ON public.dispute USING btree (merged_into_id);

CREATE INDEX ix_dispute_recorded_at_id ON public.dispute USING btree (recorded_at, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE INDEX ix_dispute_sort_at_id ON public.dispute USING btree (sort_at, id) WHERE ((superseded_at IS NULL) AND ((status)::text <> 'rejected'::text));

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.dispute FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE dispute_location (
    id bigint NOT NULL DEFAULT nextval('dispute_location_id_seq'::regclass),
    dispute_id bigint NOT NULL,
    location_id bigint NOT NULL,
    statement_count integer NOT NULL,
    CONSTRAINT fk_dispute_location_dispute_id_dispute FOREIGN KEY (dispute_id) REFERENCES dispute(id),
    CONSTRAINT fk_dispute_location_location_id_location FOREIGN KEY (location_id) REFERENCES location(id),
    CONSTRAINT pk_dispute_location PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_dispute_location_dispute_id_location_id ON public.dispute_location USING btree (dispute_id, location_id);

CREATE INDEX ix_dispute_location_location_id ON public.dispute_location USING btree (location_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.dispute_location FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE dispute_side (
    id bigint NOT NULL DEFAULT nextval('dispute_side_id_seq'::regclass),
    dispute_id bigint NOT NULL,
    position integer NOT NULL,
    parties jsonb NOT NULL,
    claims jsonb NOT NULL,
    statement_count integer NOT NULL,
    source_count integer NOT NULL,
    CONSTRAINT fk_dispute_side_dispute_id_dispute FOREIGN KEY (dispute_id) REFERENCES dispute(id),
    CONSTRAINT pk_dispute_side PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_dispute_side_dispute_id_position ON public.dispute_side USING btree (dispute_id, "position");

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.dispute_side FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE dispute_statement (
    id bigint NOT NULL DEFAULT nextval('dispute_statement_id_seq'::regclass),
    dispute_id bigint NOT NULL,
    statement_id bigint NOT NULL,
    side_id bigint NOT NULL,
    CONSTRAINT fk_dispute_statement_dispute_id_dispute FOREIGN KEY (dispute_id) REFERENCES dispute(id),
    CONSTRAINT fk_dispute_statement_side_id_dispute_side FOREIGN KEY (side_id) REFERENCES dispute_side(id),
    CONSTRAINT fk_dispute_statement_statement_id_statement FOREIGN KEY (statement_id) REFERENCES statement(id),
    CONSTRAINT pk_dispute_statement PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_dispute_statement_dispute_id_statement_id ON public.dispute_statement USING btree (dispute_id, statement_id);

CREATE INDEX ix_dispute_statement_side_id ON public.dispute_statement USING btree (side_id);

CREATE INDEX ix_dispute_statement_statement_id ON public.dispute_statement USING btree (statement_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.dispute_statement FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE import_item (
    id bigint NOT NULL DEFAULT nextval('import_item_id_seq'::regclass),
    run_id bigint NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    outcome character varying(9) NOT NULL,
    code character varying,
    message character varying,
    article_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_import_item_outcome CHECK (((outcome)::text = ANY ((ARRAY['imported'::character varying, 'unchanged'::character varying, 'replaced'::character varying, 'rejected'::character varying])::text[]))),
    CONSTRAINT fk_import_item_article_id_article FOREIGN KEY (article_id) REFERENCES article(id),
    CONSTRAINT fk_import_item_run_id_import_run FOREIGN KEY (run_id) REFERENCES import_run(id),
    CONSTRAINT pk_import_item PRIMARY KEY (id)
);

CREATE INDEX ix_import_item_article_id ON public.import_item USING btree (article_id);

CREATE INDEX ix_import_item_run_id ON public.import_item USING btree (run_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.import_item FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE import_run (
    id bigint NOT NULL DEFAULT nextval('import_run_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    origin character varying NOT NULL,
    status character varying(11) NOT NULL,
    extractor character varying NOT NULL,
    extractor_version character varying NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    imported integer NOT NULL,
    unchanged integer NOT NULL,
    replaced integer NOT NULL,
    rejected integer NOT NULL,
    process character varying,
    CONSTRAINT ck_import_run_status CHECK (((status)::text = ANY ((ARRAY['running'::character varying, 'finished'::character varying, 'failed'::character varying, 'interrupted'::character varying])::text[]))),
    CONSTRAINT pk_import_run PRIMARY KEY (id),
    CONSTRAINT uq_import_run_key UNIQUE (key)
);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.import_run FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE location (
    id bigint NOT NULL DEFAULT nextval('location_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    kind character varying(7),
    country character varying,
    admin1 character varying,
    latitude double precision,
    longitude double precision,
    geonameid integer,
    CONSTRAINT ck_location_kind CHECK (((kind)::text = ANY ((ARRAY['country'::character varying, 'region'::character varying, 'city'::character varying, 'village'::character varying, 'river'::character varying, 'sea'::character varying, 'area'::character varying])::text[]))),
    CONSTRAINT pk_location PRIMARY KEY (id),
    CONSTRAINT uq_location_key UNIQUE (key)
);

CREATE INDEX ix_location_country_admin1_id ON public.location USING btree (country, admin1, id);

CREATE INDEX ix_location_latitude_longitude ON public.location USING btree (latitude, longitude);

CREATE INDEX ix_location_name_id ON public.location USING btree (name, id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.location FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE location_alias (
    id bigint NOT NULL DEFAULT nextval('location_alias_id_seq'::regclass),
    location_id bigint NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    folded character varying COLLATE "C" NOT NULL,
    CONSTRAINT fk_location_alias_location_id_location FOREIGN KEY (location_id) REFERENCES location(id),
    CONSTRAINT pk_location_alias PRIMARY KEY (id),
    CONSTRAINT uq_location_alias_location_id_name UNIQUE (location_id, name)
);

CREATE INDEX ix_location_alias_folded ON public.location_alias USING btree (folded);

CREATE INDEX ix_location_alias_location_id ON public.location_alias USING btree (location_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.location_alias FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE near_miss (
    id bigint NOT NULL DEFAULT nextval('near_miss_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    statement_a_id bigint NOT NULL,
    statement_b_id bigint NOT NULL,
    rule character varying NOT NULL,
    confidence double precision NOT NULL,
    reason character varying NOT NULL,
    evidence_a_start integer NOT NULL,
    evidence_a_end integer NOT NULL,
    evidence_b_start integer NOT NULL,
    evidence_b_end integer NOT NULL,
    value_a character varying,
    value_b character varying,
    matter character varying,
    sort_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    relation character varying(12) NOT NULL,
    type character varying(14),
    CONSTRAINT ck_near_miss_relation CHECK (((relation)::text = ANY ((ARRAY['contradicts'::character varying, 'revises'::character varying, 'corroborates'::character varying, 'near_miss'::character varying])::text[]))),
    CONSTRAINT ck_near_miss_type CHECK (((type)::text = ANY ((ARRAY['denial'::character varying, 'negation'::character varying, 'antonym'::character varying, 'control'::character varying, 'number'::character varying, 'time'::character varying, 'place'::character varying, 'responsibility'::character varying])::text[]))),
    CONSTRAINT fk_near_miss_statement_a_id_statement FOREIGN KEY (statement_a_id) REFERENCES statement(id),
    CONSTRAINT fk_near_miss_statement_b_id_statement FOREIGN KEY (statement_b_id) REFERENCES statement(id),
    CONSTRAINT pk_near_miss PRIMARY KEY (id)
);

CREATE INDEX ix_near_miss_confidence_id ON public.near_miss USING btree (confidence, id) WHERE (superseded_at IS NULL);

CREATE INDEX ix_near_miss_recorded_at_id ON public.near_miss USING btree (recorded_at, id) WHERE (superseded_at IS NULL);

CREATE INDEX ix_near_miss_sort_at_id ON public.near_miss USING btree (sort_at, id) WHERE (superseded_at IS NULL);

CREATE INDEX ix_near_miss_statement_a_id ON public.near_miss USING btree (statement_a_id) WHERE (superseded_at IS NULL);

CREATE INDEX ix_near_miss_statement_b_id ON public.near_miss USING btree (statement_b_id) WHERE (superseded_at IS NULL);

CREATE UNIQUE INDEX uq_near_miss_key_current ON public.near_miss USING btree (key) WHERE (superseded_at IS NULL);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.near_miss FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE party (
    id bigint NOT NULL DEFAULT nextval('party_id_seq'::regclass),
    code character varying NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    kind character varying(13) NOT NULL,
    CONSTRAINT ck_party_kind CHECK (((kind)::text = ANY ((ARRAY['state'::character varying, 'group'::character varying, 'international'::character varying])::text[]))),
    CONSTRAINT pk_party PRIMARY KEY (id),
    CONSTRAINT uq_party_code UNIQUE (code)
);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.party FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE quantity (
    id bigint NOT NULL DEFAULT nextval('quantity_id_seq'::regclass),
    statement_id bigint NOT NULL,
    position integer NOT NULL,
    span_start integer NOT NULL,
    span_end integer NOT NULL,
    mention character varying NOT NULL,
    low double precision,
    high double precision,
    unit character varying NOT NULL,
    counted character varying,
    approx boolean NOT NULL,
    aspect character varying,
    CONSTRAINT fk_quantity_statement_id_statement FOREIGN KEY (statement_id) REFERENCES statement(id),
    CONSTRAINT pk_quantity PRIMARY KEY (id)
);

CREATE INDEX ix_quantity_counted_low_high ON public.quantity USING btree (counted, low, high);

CREATE UNIQUE INDEX ix_quantity_statement_id_position ON public.quantity USING btree (statement_id, "position");

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.quantity FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE review (
    id bigint NOT NULL DEFAULT nextval('review_id_seq'::regclass),
    entity character varying(13) NOT NULL,
    entity_key character varying COLLATE "C" NOT NULL,
    verdict character varying(9) NOT NULL,
    field character varying,
    value jsonb,
    note character varying,
    reviewer character varying NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_review_entity CHECK (((entity)::text = ANY ((ARRAY['article'::character varying, 'statement'::character varying, 'contradiction'::character varying, 'dispute'::character varying, 'speaker'::character varying])::text[]))),
    CONSTRAINT ck_review_verdict CHECK (((verdict)::text = ANY ((ARRAY['confirmed'::character varying, 'rejected'::character varying, 'corrected'::character varying, 'withdrawn'::character varying, 'merged'::character varying, 'split'::character varying])::text[]))),
    CONSTRAINT pk_review PRIMARY KEY (id)
);

CREATE INDEX ix_review_entity_entity_key_id ON public.review USING btree (entity, entity_key, id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE reviewed_group (
    id bigint NOT NULL DEFAULT nextval('reviewed_group_id_seq'::regclass),
    contradiction_key character varying COLLATE "C" NOT NULL,
    group_key character varying COLLATE "C" NOT NULL,
    apart boolean NOT NULL,
    review_id bigint NOT NULL,
    CONSTRAINT fk_reviewed_group_review_id_review FOREIGN KEY (review_id) REFERENCES review(id),
    CONSTRAINT pk_reviewed_group PRIMARY KEY (id),
    CONSTRAINT uq_reviewed_group_contradiction_key UNIQUE (contradiction_key)
);

CREATE INDEX ix_reviewed_group_group_key ON public.reviewed_group USING btree (group_key);

CREATE INDEX ix_reviewed_group_review_id ON public.reviewed_group USING btree (review_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.reviewed_group FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE source (
    id bigint NOT NULL DEFAULT nextval('source_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_key UNIQUE (key),
    CONSTRAINT uq_source_name UNIQUE (name)
);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.source FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE speaker (
    id bigint NOT NULL DEFAULT nextval('speaker_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    kind character varying(7) NOT NULL,
    role character varying,
    organisation character varying,
    party character varying,
    merged_into_id bigint,
    CONSTRAINT ck_speaker_kind CHECK (((kind)::text = ANY ((ARRAY['person'::character varying, 'body'::character varying, 'unnamed'::character varying])::text[]))),
    CONSTRAINT fk_speaker_merged_into_id_speaker FOREIGN KEY (merged_into_id) REFERENCES speaker(id),
    CONSTRAINT fk_speaker_party_party FOREIGN KEY (party) REFERENCES party(code),
    CONSTRAINT pk_speaker PRIMARY KEY (id),
    CONSTRAINT uq_speaker_key UNIQUE (key)
);

CREATE INDEX ix_speaker_merged_into_id ON public.speaker USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);

CREATE INDEX ix_speaker_name_id ON public.speaker USING btree (name, id);

CREATE INDEX ix_speaker_party_name_id ON public.speaker USING btree (party, name, id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.speaker FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE speaker_alias (
    id bigint NOT NULL DEFAULT nextval('speaker_alias_id_seq'::regclass),
    speaker_id bigint NOT NULL,
    name character varying COLLATE "C" NOT NULL,
    folded character varying COLLATE "C" NOT NULL,
    block character varying COLLATE "C" NOT NULL,
    reason character varying,
    confidence double precision,
    CONSTRAINT fk_speaker_alias_speaker_id_speaker FOREIGN KEY (speaker_id) REFERENCES speaker(id),
    CONSTRAINT pk_speaker_alias PRIMARY KEY (id),
    CONSTRAINT uq_speaker_alias_speaker_id_name UNIQUE (speaker_id, name)
);

CREATE INDEX ix_speaker_alias_block ON public.speaker_alias USING btree (block);

CREATE INDEX ix_speaker_alias_folded ON public.speaker_alias USING btree (folded);

CREATE INDEX ix_speaker_alias_speaker_id ON public.speaker_alias USING btree (speaker_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.speaker_alias FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE statement (
    id bigint NOT NULL DEFAULT nextval('statement_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    article_id bigint NOT NULL,
    position integer NOT NULL,
    local_id character varying NOT NULL,
    kind character varying(9) NOT NULL,
    span_start integer NOT NULL,
    span_end integer NOT NULL,
    text character varying NOT NULL,
    utterance integer,
    cue character varying,
    cue_start integer,
    cue_end integer,
    source_start integer,
    source_end integer,
    speaker_id bigint,
    speaker_name character varying,
    speaker_kind character varying(7),
    role character varying,
    organisation character varying,
    party character varying,
    speaker_confidence double precision,
    speaker_reason character varying,
    speaker_candidates jsonb NOT NULL,
    via jsonb NOT NULL,
    parent_id bigint,
    stance character varying(7),
    polarity character varying(8) NOT NULL,
    modality character varying(12) NOT NULL,
    claim_type character varying(14) NOT NULL,
    claim_agent character varying,
    claim_target character varying,
    frames jsonb NOT NULL,
    said_on date,
    about_start date,
    about_end date,
    published_on date,
    sort_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    evidence_basis character varying,
    hedges jsonb NOT NULL,
    rule character varying NOT NULL,
    confidence double precision NOT NULL,
    extractor character varying NOT NULL,
    extractor_version character varying NOT NULL,
    superseded_at timestamp with time zone,
    search_places character varying NOT NULL DEFAULT ''::character varying,
    met_speaker_id bigint,
    CONSTRAINT ck_statement_claim_type CHECK (((claim_type)::text = ANY ((ARRAY['control'::character varying, 'advance'::character varying, 'repel'::character varying, 'withdraw'::character varying, 'encircle'::character varying, 'attack'::character varying, 'strike'::character varying, 'casualties'::character varying, 'losses'::character varying, 'detain'::character varying, 'forces'::character varying, 'supply'::character varying, 'displacement'::character varying, 'humanitarian'::character varying, 'ceasefire'::character varying, 'situation'::character varying, 'responsibility'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT ck_statement_kind CHECK (((kind)::text = ANY ((ARRAY['direct'::character varying, 'indirect'::character varying, 'mixed'::character varying, 'narration'::character varying])::text[]))),
    CONSTRAINT ck_statement_modality CHECK (((modality)::text = ANY ((ARRAY['asserted'::character varying, 'possible'::character varying, 'intended'::character varying, 'hypothetical'::character varying])::text[]))),
    CONSTRAINT ck_statement_polarity CHECK (((polarity)::text = ANY ((ARRAY['positive'::character varying, 'negative'::character varying])::text[]))),
    CONSTRAINT ck_statement_span CHECK ((span_start <= span_end)),
    CONSTRAINT ck_statement_speaker_kind CHECK (((speaker_kind)::text = ANY ((ARRAY['person'::character varying, 'body'::character varying, 'unnamed'::character varying])::text[]))),
    CONSTRAINT ck_statement_stance CHECK (((stance)::text = ANY ((ARRAY['denies'::character varying, 'doubts'::character varying, 'affirms'::character varying, 'reports'::character varying])::text[]))),
    CONSTRAINT fk_statement_article_id_article FOREIGN KEY (article_id) REFERENCES article(id),
    CONSTRAINT fk_statement_claim_agent_party FOREIGN KEY (claim_agent) REFERENCES party(code),
    CONSTRAINT fk_statement_claim_target_party FOREIGN KEY (claim_target) REFERENCES party(code),
    CONSTRAINT fk_statement_met_speaker_id_speaker FOREIGN KEY (met_speaker_id) REFERENCES speaker(id),
    CONSTRAINT fk_statement_parent_id_statement FOREIGN KEY (parent_id) REFERENCES statement(id),
    CONSTRAINT fk_statement_party_party FOREIGN KEY (party) REFERENCES party(code),
    CONSTRAINT fk_statement_speaker_id_speaker FOREIGN KEY (speaker_id) REFERENCES speaker(id),
    CONSTRAINT pk_statement PRIMARY KEY (id)
);

CREATE INDEX ix_statement_article_id_position ON public.statement USING btree (article_id, "position");

CREATE INDEX ix_statement_claim_type_confidence_id_superseded_at ON public.statement USING btree (claim_type, confidence, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_claim_type_recorded_at_id_superseded_at ON public.statement USING btree (claim_type, recorded_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_claim_type_sort_at_id_superseded_at ON public.statement USING btree (claim_type, sort_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_confidence_id_superseded_at ON public.statement USING btree (confidence, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_met_speaker_id ON public.statement USING btree (met_speaker_id) WHERE (met_speaker_id IS NOT NULL);

CREATE INDEX ix_statement_parent_id ON public.statement USING btree (parent_id);

CREATE INDEX ix_statement_party_confidence_id_superseded_at ON public.statement USING btree (party, confidence, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_party_recorded_at_id_superseded_at ON public.statement USING btree (party, recorded_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_party_sort_at_id_superseded_at ON public.statement USING btree (party, sort_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_recorded_at_id_superseded_at ON public.statement USING btree (recorded_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_search ON public.statement USING gin (((to_tsvector('english'::regconfig, (text)::text) || to_tsvector('simple'::regconfig, (search_places)::text))));

CREATE INDEX ix_statement_search_by_month ON public.statement USING gin (search_entries(sort_at, (text)::text, (search_places)::text)) WITH (fastupdate=off) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_sort_at_id_superseded_at ON public.statement USING btree (sort_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_speaker_id_confidence_id_superseded_at ON public.statement USING btree (speaker_id, confidence, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_speaker_id_recorded_at_id_superseded_at ON public.statement USING btree (speaker_id, recorded_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE INDEX ix_statement_speaker_id_sort_at_id_superseded_at ON public.statement USING btree (speaker_id, sort_at, id, superseded_at) WHERE (superseded_at IS NULL);

CREATE UNIQUE INDEX uq_statement_key_current ON public.statement USING btree (key) WHERE (superseded_at IS NULL);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.statement FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE statement_count (
    id bigint NOT NULL DEFAULT nextval('statement_count_id_seq'::regclass),
    key character varying COLLATE "C" NOT NULL,
    level character varying(19) NOT NULL,
    speaker_id bigint,
    party character varying,
    claim_type character varying(14),
    month date,
    statements integer NOT NULL,
    CONSTRAINT ck_statement_count_claim_type CHECK (((claim_type)::text = ANY ((ARRAY['control'::character varying, 'advance'::character varying, 'repel'::character varying, 'withdraw'::character varying, 'encircle'::character varying, 'attack'::character varying, 'strike'::character varying, 'casualties'::character varying, 'losses'::character varying, 'detain'::character varying, 'forces'::character varying, 'supply'::character varying, 'displacement'::character varying, 'humanitarian'::character varying, 'ceasefire'::character varying, 'situation'::character varying, 'responsibility'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT ck_statement_count_level CHECK (((level)::text = ANY ((ARRAY['speaker'::character varying, 'speaker_party'::character varying, 'speaker_month'::character varying, 'speaker_party_month'::character varying, 'party_type_month'::character varying])::text[]))),
    CONSTRAINT fk_statement_count_party_party FOREIGN KEY (party) REFERENCES party(code),
    CONSTRAINT fk_statement_count_speaker_id_speaker FOREIGN KEY (speaker_id) REFERENCES speaker(id),
    CONSTRAINT pk_statement_count PRIMARY KEY (id),
    CONSTRAINT uq_statement_count_key UNIQUE (key)
);

CREATE INDEX ix_statement_count_by_count ON public.statement_count USING btree (level, party, statements, speaker_id, month);

CREATE INDEX ix_statement_count_by_month ON public.statement_count USING btree (level, party, month, speaker_id, statements);

CREATE INDEX ix_statement_count_of_all ON public.statement_count USING btree (level, statements, speaker_id, month) WHERE (party IS NULL);

CREATE INDEX ix_statement_count_speaker_id_month ON public.statement_count USING btree (speaker_id, month);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.statement_count FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE statement_location (
    id bigint NOT NULL DEFAULT nextval('statement_location_id_seq'::regclass),
    statement_id bigint NOT NULL,
    location_id bigint NOT NULL,
    position integer NOT NULL,
    span_start integer NOT NULL,
    span_end integer NOT NULL,
    mention character varying NOT NULL,
    implicit boolean NOT NULL,
    relation character varying,
    confidence double precision NOT NULL,
    listed boolean NOT NULL,
    party character varying,
    claim_type character varying(14) NOT NULL,
    sort_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL DEFAULT '1900-01-01 00:00:00+00'::timestamp with time zone,
    statement_confidence double precision NOT NULL DEFAULT '1'::double precision,
    CONSTRAINT ck_statement_location_claim_type CHECK (((claim_type)::text = ANY ((ARRAY['control'::character varying, 'advance'::character varying, 'repel'::character varying, 'withdraw'::character varying, 'encircle'::character varying, 'attack'::character varying, 'strike'::character varying, 'casualties'::character varying, 'losses'::character varying, 'detain'::character varying, 'forces'::character varying, 'supply'::character varying, 'displacement'::character varying, 'humanitarian'::character varying, 'ceasefire'::character varying, 'situation'::character varying, 'responsibility'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT fk_statement_location_location_id_location FOREIGN KEY (location_id) REFERENCES location(id),
    CONSTRAINT fk_statement_location_party_party FOREIGN KEY (party) REFERENCES party(code),
    CONSTRAINT fk_statement_location_statement_id_statement FOREIGN KEY (statement_id) REFERENCES statement(id),
    CONSTRAINT pk_statement_location PRIMARY KEY (id)
);

CREATE INDEX ix_statement_location_by_claim_type ON public.statement_location USING btree (location_id, claim_type, sort_at, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_confidence ON public.statement_location USING btree (location_id, statement_confidence, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_party ON public.statement_location USING btree (location_id, party, sort_at, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_recorded ON public.statement_location USING btree (location_id, recorded_at, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_time ON public.statement_location USING btree (location_id, sort_at, statement_id) WHERE listed;

CREATE UNIQUE INDEX ix_statement_location_statement_id_position ON public.statement_location USING btree (statement_id, "position");

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.statement_location FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE statement_partition (
    id bigint NOT NULL DEFAULT nextval('statement_partition_id_seq'::regclass),
    statement_id bigint NOT NULL,
    partition_key character varying COLLATE "C" NOT NULL,
    CONSTRAINT fk_statement_partition_statement_id_statement FOREIGN KEY (statement_id) REFERENCES statement(id),
    CONSTRAINT pk_statement_partition PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_statement_partition_partition_key_statement_id ON public.statement_partition USING btree (partition_key, statement_id);

CREATE INDEX ix_statement_partition_statement_id ON public.statement_partition USING btree (statement_id);

CREATE TRIGGER written AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.statement_partition FOR EACH STATEMENT EXECUTE FUNCTION tell_written();

CREATE TABLE webhook (
    id bigint NOT NULL DEFAULT nextval('webhook_id_seq'::regclass),
    key character varying NOT NULL,
    url character varying NOT NULL,
    entity character varying(13) NOT NULL,
    filter jsonb NOT NULL,
    secret character varying NOT NULL,
    position bigint NOT NULL,
    created_by character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    disabled_reason character varying,
    CONSTRAINT ck_webhook_entity CHECK (((entity)::text = ANY ((ARRAY['article'::character varying, 'statement'::character varying, 'contradiction'::character varying, 'dispute'::character varying])::text[]))),
    CONSTRAINT pk_webhook PRIMARY KEY (id),
    CONSTRAINT uq_webhook_key UNIQUE (key)
);

CREATE TABLE webhook_attempt (
    id bigint NOT NULL DEFAULT nextval('webhook_attempt_id_seq'::regclass),
    delivery_id bigint NOT NULL,
    attempted_at timestamp with time zone NOT NULL,
    status integer,
    error character varying,
    milliseconds integer NOT NULL,
    CONSTRAINT fk_webhook_attempt_delivery_id_webhook_delivery FOREIGN KEY (delivery_id) REFERENCES webhook_delivery(id),
    CONSTRAINT pk_webhook_attempt PRIMARY KEY (id)
);

CREATE INDEX ix_webhook_attempt_delivery_id ON public.webhook_attempt USING btree (delivery_id);

CREATE TABLE webhook_delivery (
    id bigint NOT NULL DEFAULT nextval('webhook_delivery_id_seq'::regclass),
    webhook_id bigint NOT NULL,
    change_id bigint NOT NULL,
    message_id character varying NOT NULL,
    body character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    delivered_at timestamp with time zone,
    CONSTRAINT fk_webhook_delivery_webhook_id_webhook FOREIGN KEY (webhook_id) REFERENCES webhook(id),
    CONSTRAINT pk_webhook_delivery PRIMARY KEY (id),
    CONSTRAINT uq_webhook_delivery_message_id UNIQUE (message_id)
);

CREATE INDEX ix_webhook_delivery_waiting ON public.webhook_delivery USING btree (next_attempt_at, id) WHERE (next_attempt_at IS NOT NULL);

CREATE UNIQUE INDEX ix_webhook_delivery_webhook_id_change_id ON public.webhook_delivery USING btree (webhook_id, change_id);
