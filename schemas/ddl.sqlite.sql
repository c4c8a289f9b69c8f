CREATE TABLE api_key (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    prefix VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    scopes JSON NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME,
    last_used_at DATETIME,
    revoked_at DATETIME,
    CONSTRAINT pk_api_key PRIMARY KEY (id),
    CONSTRAINT uq_api_key_digest UNIQUE (digest),
    CONSTRAINT uq_api_key_prefix UNIQUE (prefix)
);

CREATE TABLE article (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    title VARCHAR,
    text VARCHAR NOT NULL,
    body_start INTEGER NOT NULL,
    language VARCHAR NOT NULL,
    url VARCHAR,
    source_id INTEGER,
    published_on DATE,
    sort_at DATETIME NOT NULL,
    recorded_at DATETIME NOT NULL,
    linked_at DATETIME,
    extractor VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    warnings JSON NOT NULL,
    text_warnings JSON,
    CONSTRAINT pk_article PRIMARY KEY (id),
    CONSTRAINT fk_article_source_id_source FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT uq_article_key UNIQUE ("key")
);

CREATE INDEX ix_article_linked_at ON article (linked_at);

CREATE INDEX ix_article_name_id ON article (name, id);

CREATE INDEX ix_article_recorded_at_id ON article (recorded_at, id);

CREATE INDEX ix_article_sort_at_id ON article (sort_at, id);

CREATE INDEX ix_article_source_id ON article (source_id);

CREATE TABLE "change" (
    id INTEGER NOT NULL,
    entity VARCHAR(13) NOT NULL,
    entity_key VARCHAR NOT NULL,
    kind VARCHAR(10) NOT NULL,
    run_id INTEGER,
    recorded_at DATETIME NOT NULL,
    CONSTRAINT pk_change PRIMARY KEY (id),
    CONSTRAINT fk_change_run_id_import_run FOREIGN KEY(run_id) REFERENCES import_run (id),
    CONSTRAINT ck_change_entity CHECK (entity IN ('article', 'statement', 'contradiction', 'dispute', 'speaker')),
    CONSTRAINT ck_change_kind CHECK (kind IN ('added', 'changed', 'superseded', 'reviewed'))
);

CREATE INDEX ix_change_entity_entity_key ON change (entity, entity_key);

CREATE INDEX ix_change_entity_id ON change (entity, id);

CREATE INDEX ix_change_run_id ON change (run_id);

CREATE TABLE contradiction (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    statement_a_id INTEGER NOT NULL,
    statement_b_id INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    confidence FLOAT NOT NULL,
    reason VARCHAR NOT NULL,
    evidence_a_start INTEGER NOT NULL,
    evidence_a_end INTEGER NOT NULL,
    evidence_b_start INTEGER NOT NULL,
    evidence_b_end INTEGER NOT NULL,
    value_a VARCHAR,
    value_b VARCHAR,
    matter VARCHAR,
    sort_at DATETIME NOT NULL,
    recorded_at DATETIME NOT NULL,
    superseded_at DATETIME,
    type VARCHAR(14) NOT NULL,
    dispute_id INTEGER, status VARCHAR(10) DEFAULT 'unreviewed' NOT NULL CONSTRAINT ck_contradiction_status CHECK (status IN ('unreviewed', 'confirmed', 'rejected')), former_dispute VARCHAR,
    CONSTRAINT pk_contradiction PRIMARY KEY (id),
    CONSTRAINT fk_contradiction_dispute_id_dispute FOREIGN KEY(dispute_id) REFERENCES dispute (id),
    CONSTRAINT fk_contradiction_statement_a_id_statement FOREIGN KEY(statement_a_id) REFERENCES statement (id),
    CONSTRAINT fk_contradiction_statement_b_id_statement FOREIGN KEY(statement_b_id) REFERENCES statement (id),
    CONSTRAINT ck_contradiction_type CHECK (type IN ('denial', 'negation', 'antonym', 'control', 'number', 'time', 'place', 'responsibility'))
);

CREATE INDEX ix_contradiction_confidence_id ON contradiction (confidence, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE INDEX ix_contradiction_detached ON contradiction (dispute_id) WHERE superseded_at IS NOT NULL AND dispute_id IS NOT NULL;

CREATE INDEX ix_contradiction_dispute_id ON contradiction (dispute_id);

CREATE INDEX ix_contradiction_recorded_at_id ON contradiction (recorded_at, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE INDEX ix_contradiction_remembered ON contradiction ("key") WHERE former_dispute IS NOT NULL;

CREATE INDEX ix_contradiction_sort_at_id ON contradiction (sort_at, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE INDEX ix_contradiction_statement_a_id ON contradiction (statement_a_id) WHERE superseded_at IS NULL;

CREATE INDEX ix_contradiction_statement_b_id ON contradiction (statement_b_id) WHERE superseded_at IS NULL;

CREATE INDEX ix_contradiction_type_sort_at_id ON contradiction (type, sort_at, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE INDEX ix_contradiction_unfiled ON contradiction (dispute_id) WHERE superseded_at IS NULL AND status <> 'rejected' AND dispute_id IS NULL;

CREATE UNIQUE INDEX uq_contradiction_key_current ON contradiction ("key") WHERE superseded_at IS NULL;

CREATE TABLE dispute (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    matter VARCHAR,
    first_seen_on DATE,
    last_seen_on DATE,
    statement_count INTEGER NOT NULL,
    contradiction_count INTEGER NOT NULL,
    sort_at DATETIME NOT NULL,
    recorded_at DATETIME NOT NULL,
    merged_into_id INTEGER,
    superseded_at DATETIME, status VARCHAR(10) DEFAULT 'unreviewed' NOT NULL CONSTRAINT ck_dispute_status CHECK (status IN ('unreviewed', 'confirmed', 'rejected')), about_start DATE, about_end DATE, source_count INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_dispute PRIMARY KEY (id),
    CONSTRAINT fk_dispute_merged_into_id_dispute FOREIGN KEY(merged_into_id) REFERENCES dispute (id),
    CONSTRAINT uq_dispute_key UNIQUE ("key")
);

CREATE INDEX ix_dispute_contradiction_count_id ON dispute (contradiction_count, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE INDEX ix_dispute_merged_into_id ON dispute (merged_into_id);

CREATE INDEX ix_dispute_recorded_at_id ON dispute (recorded_at, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE INDEX ix_dispute_sort_at_id ON dispute (sort_at, id) WHERE superseded_at IS NULL AND status <> 'rejected';

CREATE TABLE dispute_location (
    id INTEGER NOT NULL,
    dispute_id INTEGER NOT NULL,
    location_id INTEGER NOT NULL,
    statement_count INTEGER NOT NULL,
    CONSTRAINT pk_dispute_location PRIMARY KEY (id),
    CONSTRAINT fk_dispute_location_dispute_id_dispute FOREIGN KEY(dispute_id) REFERENCES dispute (id),
    CONSTRAINT fk_dispute_location_location_id_location FOREIGN KEY(location_id) REFERENCES location (id)
);

CREATE UNIQUE INDEX ix_dispute_location_dispute_id_location_id ON dispute_location (dispute_id, location_id);

CREATE INDEX ix_dispute_location_location_id ON dispute_location (location_id);

CREATE TABLE dispute_side (
    id INTEGER NOT NULL,
    dispute_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    parties JSON NOT NULL,
    claims JSON NOT NULL,
    statement_count INTEGER NOT NULL,
    source_count INTEGER NOT NULL,
    CONSTRAINT pk_dispute_side PRIMARY KEY (id),
    CONSTRAINT fk_dispute_side_dispute_id_dispute FOREIGN KEY(dispute_id) REFERENCES dispute (id)
);

CREATE UNIQUE INDEX ix_dispute_side_dispute_id_position ON dispute_side (dispute_id, position);

CREATE TABLE dispute_statement (
    id INTEGER NOT NULL,
    dispute_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    side_id INTEGER NOT NULL,
    CONSTRAINT pk_dispute_statement PRIMARY KEY (id),
    CONSTRAINT fk_dispute_statement_dispute_id_dispute FOREIGN KEY(dispute_id) REFERENCES dispute (id),
    CONSTRAINT fk_dispute_statement_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id),
    CONSTRAINT fk_dispute_statement_side_id_dispute_side FOREIGN KEY(side_id) REFERENCES dispute_side (id)
);

CREATE UNIQUE INDEX ix_dispute_statement_dispute_id_statement_id ON dispute_statement (dispute_id, statement_id);

CREATE INDEX ix_dispute_statement_side_id ON dispute_statement (side_id);

CREATE INDEX ix_dispute_statement_statement_id ON dispute_statement (statement_id);

CREATE TABLE import_item (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    outcome VARCHAR(9) NOT NULL,
    code VARCHAR,
    message VARCHAR,
    article_id INTEGER,
    recorded_at DATETIME NOT NULL,
    CONSTRAINT pk_import_item PRIMARY KEY (id),
    CONSTRAINT fk_import_item_article_id_article FOREIGN KEY(article_id) REFERENCES article (id),
    CONSTRAINT fk_import_item_run_id_import_run FOREIGN KEY(run_id) REFERENCES import_run (id),
    CONSTRAINT ck_import_item_outcome CHECK (outcome IN ('imported', 'unchanged', 'replaced', 'rejected'))
);

CREATE INDEX ix_import_item_article_id ON import_item (article_id);

CREATE INDEX ix_import_item_run_id ON import_item (run_id);

CREATE TABLE "import_run" (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    status VARCHAR(11) NOT NULL,
    extractor VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    started_at DATETIME NOT NULL,
    finished_at DATETIME,
    imported INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    process VARCHAR,
    CONSTRAINT pk_import_run PRIMARY KEY (id),
    CONSTRAINT uq_import_run_key UNIQUE ("key"),
    CONSTRAINT ck_import_run_status CHECK (status IN ('running', 'finished', 'failed', 'interrupted'))
);

CREATE TABLE location (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR(7),
    country VARCHAR,
    admin1 VARCHAR,
    latitude FLOAT,
    longitude FLOAT,
    geonameid INTEGER,
    CONSTRAINT pk_location PRIMARY KEY (id),
    CONSTRAINT uq_location_key UNIQUE ("key"),
    CONSTRAINT ck_location_kind CHECK (kind IN ('country', 'region', 'city', 'village', 'river', 'sea', 'area'))
);

CREATE INDEX ix_location_country_admin1_id ON location (country, admin1, id);

CREATE INDEX ix_location_latitude_longitude ON location (latitude, longitude);

CREATE INDEX ix_location_name_id ON location (name, id);

CREATE TRIGGER location_box_delete AFTER DELETE ON location BEGIN
        DELETE FROM location_box WHERE id = old.id;
    END;

CREATE TRIGGER location_box_insert AFTER INSERT ON location
    WHEN new.latitude IS NOT NULL AND new.longitude IS NOT NULL BEGIN
        INSERT INTO location_box VALUES
        (new.id, new.latitude, new.latitude, new.longitude, new.longitude);
    END;

CREATE TRIGGER location_box_update AFTER UPDATE OF latitude, longitude ON location BEGIN
        DELETE FROM location_box WHERE id = old.id;
        INSERT INTO location_box
        SELECT new.id, new.latitude, new.latitude, new.longitude, new.longitude
        WHERE new.latitude IS NOT NULL AND new.longitude IS NOT NULL;
    END;

CREATE TABLE location_alias (
    id INTEGER NOT NULL,
    location_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_location_alias PRIMARY KEY (id),
    CONSTRAINT fk_location_alias_location_id_location FOREIGN KEY(location_id) REFERENCES location (id),
    CONSTRAINT uq_location_alias_location_id_name UNIQUE (location_id, name)
);

CREATE INDEX ix_location_alias_folded ON location_alias (folded);

CREATE INDEX ix_location_alias_location_id ON location_alias (location_id);

CREATE VIRTUAL TABLE location_box USING rtree(
        id, min_latitude, max_latitude, min_longitude, max_longitude
    );

CREATE TABLE near_miss (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    statement_a_id INTEGER NOT NULL,
    statement_b_id INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    confidence FLOAT NOT NULL,
    reason VARCHAR NOT NULL,
    evidence_a_start INTEGER NOT NULL,
    evidence_a_end INTEGER NOT NULL,
    evidence_b_start INTEGER NOT NULL,
    evidence_b_end INTEGER NOT NULL,
    value_a VARCHAR,
    value_b VARCHAR,
    matter VARCHAR,
    sort_at DATETIME NOT NULL,
    recorded_at DATETIME NOT NULL,
    superseded_at DATETIME,
    relation VARCHAR(12) NOT NULL,
    type VARCHAR(14),
    CONSTRAINT pk_near_miss PRIMARY KEY (id),
    CONSTRAINT fk_near_miss_statement_a_id_statement FOREIGN KEY(statement_a_id) REFERENCES statement (id),
    CONSTRAINT fk_near_miss_statement_b_id_statement FOREIGN KEY(statement_b_id) REFERENCES statement (id),
    CONSTRAINT ck_near_miss_relation CHECK (relation IN ('contradicts', 'revises', 'corroborates', 'near_miss')),
    CONSTRAINT ck_near_miss_type CHECK (type IN ('denial', 'negation', 'antonym', 'control', 'number', 'time', 'place', 'responsibility'))
);

CREATE INDEX ix_near_miss_confidence_id ON near_miss (confidence, id) WHERE superseded_at IS NULL;

CREATE INDEX ix_near_miss_recorded_at_id ON near_miss (recorded_at, id) WHERE superseded_at IS NULL;

CREATE INDEX ix_near_miss_sort_at_id ON near_miss (sort_at, id) WHERE superseded_at IS NULL;

CREATE INDEX ix_near_miss_statement_a_id ON near_miss (statement_a_id) WHERE superseded_at IS NULL;

CREATE INDEX ix_near_miss_statement_b_id ON near_miss (statement_b_id) WHERE superseded_at IS NULL;

CREATE UNIQUE INDEX uq_near_miss_key_current ON near_miss ("key") WHERE superseded_at IS NULL;

CREATE TABLE party (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR(13) NOT NULL,
    CONSTRAINT pk_party PRIMARY KEY (id),
    CONSTRAINT uq_party_code UNIQUE (code),
    CONSTRAINT ck_party_kind CHECK (kind IN ('state', 'group', 'international'))
);

CREATE TABLE quantity (
    id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    mention VARCHAR NOT NULL,
    low FLOAT,
    high FLOAT,
    unit VARCHAR NOT NULL,
    counted VARCHAR,
    approx BOOLEAN NOT NULL,
    aspect VARCHAR,
    CONSTRAINT pk_quantity PRIMARY KEY (id),
    CONSTRAINT fk_quantity_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id)
);

CREATE INDEX ix_quantity_counted_low_high ON quantity (counted, low, high);

CREATE UNIQUE INDEX ix_quantity_statement_id_position ON quantity (statement_id, position);

CREATE TABLE "review" (
    id INTEGER NOT NULL,
    entity VARCHAR(13) NOT NULL,
    entity_key VARCHAR NOT NULL,
    verdict VARCHAR(9) NOT NULL,
    field VARCHAR,
    value JSON,
    note VARCHAR,
    reviewer VARCHAR NOT NULL,
    recorded_at DATETIME NOT NULL,
    CONSTRAINT pk_review PRIMARY KEY (id),
    CONSTRAINT ck_review_entity CHECK (entity IN ('article', 'statement', 'contradiction', 'dispute', 'speaker')),
    CONSTRAINT ck_review_verdict CHECK (verdict IN ('confirmed', 'rejected', 'corrected', 'withdrawn', 'merged', 'split'))
);

CREATE INDEX ix_review_entity_entity_key_id ON review (entity, entity_key, id);

CREATE TABLE reviewed_group (
    id INTEGER NOT NULL,
    contradiction_key VARCHAR NOT NULL,
    group_key VARCHAR NOT NULL,
    apart BOOLEAN NOT NULL,
    review_id INTEGER NOT NULL,
    CONSTRAINT pk_reviewed_group PRIMARY KEY (id),
    CONSTRAINT fk_reviewed_group_review_id_review FOREIGN KEY(review_id) REFERENCES review (id),
    CONSTRAINT uq_reviewed_group_contradiction_key UNIQUE (contradiction_key)
);

CREATE INDEX ix_reviewed_group_group_key ON reviewed_group (group_key);

CREATE INDEX ix_reviewed_group_review_id ON reviewed_group (review_id);

CREATE TABLE source (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_key UNIQUE ("key"),
    CONSTRAINT uq_source_name UNIQUE (name)
);

CREATE TABLE speaker (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR(7) NOT NULL,
    role VARCHAR,
    organisation VARCHAR,
    party VARCHAR, merged_into_id INTEGER CONSTRAINT fk_speaker_merged_into_id_speaker REFERENCES speaker (id),
    CONSTRAINT pk_speaker PRIMARY KEY (id),
    CONSTRAINT fk_speaker_party_party FOREIGN KEY(party) REFERENCES party (code),
    CONSTRAINT uq_speaker_key UNIQUE ("key"),
    CONSTRAINT ck_speaker_kind CHECK (kind IN ('person', 'body', 'unnamed'))
);

CREATE INDEX ix_speaker_merged_into_id ON speaker (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE INDEX ix_speaker_name_id ON speaker (name, id);

CREATE INDEX ix_speaker_party_name_id ON speaker (party, name, id);

CREATE TABLE speaker_alias (
    id INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    block VARCHAR NOT NULL, reason VARCHAR, confidence FLOAT,
    CONSTRAINT pk_speaker_alias PRIMARY KEY (id),
    CONSTRAINT fk_speaker_alias_speaker_id_speaker FOREIGN KEY(speaker_id) REFERENCES speaker (id),
    CONSTRAINT uq_speaker_alias_speaker_id_name UNIQUE (speaker_id, name)
);

CREATE INDEX ix_speaker_alias_block ON speaker_alias (block);

CREATE INDEX ix_speaker_alias_folded ON speaker_alias (folded);

CREATE INDEX ix_speaker_alias_speaker_id ON speaker_alias (speaker_id);

CREATE TABLE statement (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    article_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    local_id VARCHAR NOT NULL,
    kind VARCHAR(9) NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    utterance INTEGER,
    cue VARCHAR,
    cue_start INTEGER,
    cue_end INTEGER,
    source_start INTEGER,
    source_end INTEGER,
    speaker_id INTEGER,
    speaker_name VARCHAR,
    speaker_kind VARCHAR(7),
    role VARCHAR,
    organisation VARCHAR,
    party VARCHAR,
    speaker_confidence FLOAT,
    speaker_reason VARCHAR,
    speaker_candidates JSON NOT NULL,
    via JSON NOT NULL,
    parent_id INTEGER,
    stance VARCHAR(7),
    polarity VARCHAR(8) NOT NULL,
    modality VARCHAR(12) NOT NULL,
    claim_type VARCHAR(14) NOT NULL,
    claim_agent VARCHAR,
    claim_target VARCHAR,
    frames JSON NOT NULL,
    said_on DATE,
    about_start DATE,
    about_end DATE,
    published_on DATE,
    sort_at DATETIME NOT NULL,
    recorded_at DATETIME NOT NULL,
    evidence_basis VARCHAR,
    hedges JSON NOT NULL,
    rule VARCHAR NOT NULL,
    confidence FLOAT NOT NULL,
    extractor VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    superseded_at DATETIME, search_places VARCHAR DEFAULT '' NOT NULL, met_speaker_id INTEGER CONSTRAINT fk_statement_met_speaker_id_speaker REFERENCES speaker (id),
    CONSTRAINT pk_statement PRIMARY KEY (id),
    CONSTRAINT ck_statement_span CHECK (span_start <= span_end),
    CONSTRAINT fk_statement_article_id_article FOREIGN KEY(article_id) REFERENCES article (id),
    CONSTRAINT fk_statement_claim_agent_party FOREIGN KEY(claim_agent) REFERENCES party (code),
    CONSTRAINT fk_statement_claim_target_party FOREIGN KEY(claim_target) REFERENCES party (code),
    CONSTRAINT fk_statement_parent_id_statement FOREIGN KEY(parent_id) REFERENCES statement (id),
    CONSTRAINT fk_statement_party_party FOREIGN KEY(party) REFERENCES party (code),
    CONSTRAINT fk_statement_speaker_id_speaker FOREIGN KEY(speaker_id) REFERENCES speaker (id),
    CONSTRAINT ck_statement_kind CHECK (kind IN ('direct', 'indirect', 'mixed', 'narration')),
    CONSTRAINT ck_statement_speaker_kind CHECK (speaker_kind IN ('person', 'body', 'unnamed')),
    CONSTRAINT ck_statement_stance CHECK (stance IN ('denies', 'doubts', 'affirms', 'reports')),
    CONSTRAINT ck_statement_polarity CHECK (polarity IN ('positive', 'negative')),
    CONSTRAINT ck_statement_modality CHECK (modality IN ('asserted', 'possible', 'intended', 'hypothetical')),
    CONSTRAINT ck_statement_claim_type CHECK (claim_type IN ('control', 'advance', 'repel', 'withdraw', 'encircle', 'attack', 'strike', 'casualties', 'losses', 'detain', 'forces', 'supply', 'displacement', 'humanitarian', 'ceasefire', 'situation', 'responsibility', 'other'))
);

CREATE INDEX ix_statement_article_id_position ON statement (article_id, position);

CREATE INDEX ix_statement_claim_type_confidence_id_superseded_at ON statement (claim_type, confidence, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_claim_type_recorded_at_id_superseded_at ON statement (claim_type, recorded_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_claim_type_sort_at_id_superseded_at ON statement (claim_type, sort_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_confidence_id_superseded_at ON statement (confidence, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_met_speaker_id ON statement (met_speaker_id) WHERE met_speaker_id IS NOT NULL;

CREATE INDEX ix_statement_parent_id ON statement (parent_id);

CREATE INDEX ix_statement_party_confidence_id_superseded_at ON statement (party, confidence, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_party_recorded_at_id_superseded_at ON statement (party, recorded_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_party_sort_at_id_superseded_at ON statement (party, sort_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_recorded_at_id_superseded_at ON statement (recorded_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_sort_at_id_superseded_at ON statement (sort_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_speaker_id_confidence_id_superseded_at ON statement (speaker_id, confidence, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_speaker_id_recorded_at_id_superseded_at ON statement (speaker_id, recorded_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE INDEX ix_statement_speaker_id_sort_at_id_superseded_at ON statement (speaker_id, sort_at, id, superseded_at) WHERE superseded_at IS NULL;

CREATE TRIGGER statement_search_delete AFTER DELETE ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, text, search_places)
        VALUES ('delete', ((CAST(strftime('%s',substr(old.sort_at,1,10)) AS INTEGER)/86400+25567)<<32)+old.id, old.text, old.search_places);
    END;

CREATE TRIGGER statement_search_insert AFTER INSERT ON statement BEGIN
        INSERT INTO statement_search (rowid, text, search_places) VALUES (((CAST(strftime('%s',substr(new.sort_at,1,10)) AS INTEGER)/86400+25567)<<32)+new.id, new.text, new.search_places);
    END;

CREATE TRIGGER statement_search_update AFTER UPDATE OF text, search_places, sort_at
    ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, text, search_places)
        VALUES ('delete', ((CAST(strftime('%s',substr(old.sort_at,1,10)) AS INTEGER)/86400+25567)<<32)+old.id, old.text, old.search_places);
        INSERT INTO statement_search (rowid, text, search_places) VALUES (((CAST(strftime('%s',substr(new.sort_at,1,10)) AS INTEGER)/86400+25567)<<32)+new.id, new.text, new.search_places);
    END;

CREATE UNIQUE INDEX uq_statement_key_current ON statement ("key") WHERE superseded_at IS NULL;

CREATE TABLE statement_count (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    level VARCHAR(19) NOT NULL,
    speaker_id INTEGER,
    party VARCHAR,
    claim_type VARCHAR(14),
    month DATE,
    statements INTEGER NOT NULL,
    CONSTRAINT pk_statement_count PRIMARY KEY (id),
    CONSTRAINT uq_statement_count_key UNIQUE ("key"),
    CONSTRAINT fk_statement_count_speaker_id_speaker FOREIGN KEY(speaker_id) REFERENCES speaker (id),
    CONSTRAINT fk_statement_count_party_party FOREIGN KEY(party) REFERENCES party (code),
    CONSTRAINT ck_statement_count_level CHECK (level IN ('speaker', 'speaker_party', 'speaker_month', 'speaker_party_month', 'party_type_month')),
    CONSTRAINT ck_statement_count_claim_type CHECK (claim_type IN ('control', 'advance', 'repel', 'withdraw', 'encircle', 'attack', 'strike', 'casualties', 'losses', 'detain', 'forces', 'supply', 'displacement', 'humanitarian', 'ceasefire', 'situation', 'responsibility', 'other'))
);

CREATE INDEX ix_statement_count_by_count ON statement_count (level, party, statements, speaker_id, month);

CREATE INDEX ix_statement_count_by_month ON statement_count (level, party, month, speaker_id, statements);

CREATE INDEX ix_statement_count_of_all ON statement_count (level, statements, speaker_id, month) WHERE party IS NULL;

CREATE INDEX ix_statement_count_speaker_id_month ON statement_count (speaker_id, month);

CREATE TABLE statement_location (
    id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    location_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    mention VARCHAR NOT NULL,
    implicit BOOLEAN NOT NULL,
    relation VARCHAR,
    confidence FLOAT NOT NULL,
    listed BOOLEAN NOT NULL,
    party VARCHAR,
    claim_type VARCHAR(14) NOT NULL,
    sort_at DATETIME NOT NULL, recorded_at DATETIME DEFAULT '1900-01-01T00:00:00.000000Z' NOT NULL, statement_confidence FLOAT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_statement_location PRIMARY KEY (id),
    CONSTRAINT fk_statement_location_location_id_location FOREIGN KEY(location_id) REFERENCES location (id),
    CONSTRAINT fk_statement_location_party_party FOREIGN KEY(party) REFERENCES party (code),
    CONSTRAINT fk_statement_location_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id),
    CONSTRAINT ck_statement_location_claim_type CHECK (claim_type IN ('control', 'advance', 'repel', 'withdraw', 'encircle', 'attack', 'strike', 'casualties', 'losses', 'detain', 'forces', 'supply', 'displacement', 'humanitarian', 'ceasefire', 'situation', 'responsibility', 'other'))
);

CREATE INDEX ix_statement_location_by_claim_type ON statement_location (location_id, claim_type, sort_at, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_confidence ON statement_location (location_id, statement_confidence, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_party ON statement_location (location_id, party, sort_at, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_recorded ON statement_location (location_id, recorded_at, statement_id) WHERE listed;

CREATE INDEX ix_statement_location_by_time ON statement_location (location_id, sort_at, statement_id) WHERE listed;

CREATE UNIQUE INDEX ix_statement_location_statement_id_position ON statement_location (statement_id, position);

CREATE TABLE statement_partition (
    id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    partition_key VARCHAR NOT NULL,
    CONSTRAINT pk_statement_partition PRIMARY KEY (id),
    CONSTRAINT fk_statement_partition_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id)
);

CREATE UNIQUE INDEX ix_statement_partition_partition_key_statement_id ON statement_partition (partition_key, statement_id);

CREATE INDEX ix_statement_partition_statement_id ON statement_partition (statement_id);

CREATE VIRTUAL TABLE statement_search USING fts5(
        text, search_places, content='statement_searchable', content_rowid='number',
        tokenize='porter unicode61 remove_diacritics 2'
    );

CREATE VIEW statement_searchable AS
    SELECT ((CAST(strftime('%s',substr(sort_at,1,10)) AS INTEGER)/86400+25567)<<32)+id AS number, text, search_places FROM statement;

CREATE TABLE webhook (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    entity VARCHAR(13) NOT NULL,
    filter JSON NOT NULL,
    secret VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    created_by VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    disabled_at DATETIME,
    disabled_reason VARCHAR,
    CONSTRAINT pk_webhook PRIMARY KEY (id),
    CONSTRAINT uq_webhook_key UNIQUE ("key"),
    CONSTRAINT ck_webhook_entity CHECK (entity IN ('article', 'statement', 'contradiction', 'dispute'))
);

CREATE TABLE webhook_attempt (
    id INTEGER NOT NULL,
    delivery_id INTEGER NOT NULL,
    attempted_at DATETIME NOT NULL,
    status INTEGER,
    error VARCHAR,
    milliseconds INTEGER NOT NULL,
    CONSTRAINT pk_webhook_attempt PRIMARY KEY (id),
    CONSTRAINT fk_webhook_attempt_delivery_id_webhook_delivery FOREIGN KEY(delivery_id) REFERENCES webhook_delivery (id)
);

CREATE INDEX ix_webhook_attempt_delivery_id ON webhook_attempt (delivery_id);

CREATE TABLE webhook_delivery (
    id INTEGER NOT NULL,
    webhook_id INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    message_id VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at DATETIME,
    delivered_at DATETIME,
    CONSTRAINT pk_webhook_delivery PRIMARY KEY (id),
    CONSTRAINT uq_webhook_delivery_message_id UNIQUE (message_id),
    CONSTRAINT fk_webhook_delivery_webhook_id_webhook FOREIGN KEY(webhook_id) REFERENCES webhook (id)
);

CREATE INDEX ix_webhook_delivery_waiting ON webhook_delivery (next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;

CREATE UNIQUE INDEX ix_webhook_delivery_webhook_id_change_id ON webhook_delivery (webhook_id, change_id);
