-- What a unit owes in a round, its draft, its frozen versions, and what happened to it.
CREATE TABLE submission (
    id {{id}},
    round_id BIGINT NOT NULL REFERENCES round (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    receiver_id BIGINT NOT NULL REFERENCES unit (id),
    duty TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT NOT NULL,
    extended_to TEXT,
    closes TEXT NOT NULL,
    author_id BIGINT REFERENCES officer (id),
    signer_id BIGINT REFERENCES officer (id),
    on_behalf_id BIGINT REFERENCES officer (id),
    waiver TEXT NOT NULL,
    late BIGINT NOT NULL,
    versions BIGINT NOT NULL,
    accepted_version BIGINT,
    accepted_version_id BIGINT,
    filed_at TEXT,
    accepted_at TEXT,
    document_number TEXT NOT NULL,
    document_date TEXT,
    document_signer TEXT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (round_id, unit_id)
);
CREATE INDEX submission_by_receiver ON submission (round_id, receiver_id, state);
CREATE TABLE draft_cell (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    amount BIGINT,
    text TEXT,
    status TEXT NOT NULL,
    revision BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, cell_id)
);
CREATE TABLE draft_text (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    form TEXT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    answer TEXT NOT NULL,
    revision BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, form, heading)
);
CREATE TABLE explanation (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    finding TEXT NOT NULL,
    sentence TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, finding)
);
-- A change to a figure filled from below: total = sum of parts + sum of adjustments.
CREATE TABLE adjustment (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, cell_id)
);
CREATE TABLE submission_version (
    id {{id}},
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    number BIGINT NOT NULL,
    at TEXT NOT NULL,
    author_id BIGINT,
    signer_id BIGINT NOT NULL,
    UNIQUE (submission_id, number)
);
CREATE TABLE value (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    amount BIGINT,
    text TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (version_id, cell_id)
);
CREATE TABLE version_text (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    form TEXT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (version_id, form, heading)
);
-- The versions from below that a signed version was filled from.
CREATE TABLE version_part (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    part_version_id BIGINT NOT NULL REFERENCES submission_version (id),
    PRIMARY KEY (version_id, part_version_id)
);
CREATE TABLE event (
    id {{id}},
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    at TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    verb TEXT NOT NULL,
    message TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX event_by_submission ON event (submission_id);
CREATE TABLE remark (
    id {{id}},
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    form TEXT NOT NULL,
    row_code TEXT NOT NULL,
    column_code TEXT NOT NULL,
    body TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    resolved_at TEXT
);
CREATE INDEX remark_by_submission ON remark (submission_id);
CREATE TABLE extension (
    id {{id}},
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    until TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at TEXT NOT NULL,
    decision TEXT NOT NULL,
    decided_by BIGINT,
    decided_at TEXT
);
