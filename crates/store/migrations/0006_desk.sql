-- Urging, contacts, and issued files.
CREATE TABLE urging (
    id {{id}},
    round_id BIGINT NOT NULL REFERENCES round (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    at TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX urging_by_round ON urging (round_id, unit_id);
CREATE TABLE document (
    id {{id}},
    round_id BIGINT REFERENCES round (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    date TEXT,
    issued_at TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    release TEXT NOT NULL
);
CREATE TABLE document_file (
    document_id BIGINT NOT NULL REFERENCES document (id),
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (document_id, format)
);
