-- Outgoing documents: who signs, how numbers run, and the road from the frozen file to the register.
CREATE TABLE signer (
    id {{id}},
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    -- One line each.
    authority TEXT NOT NULL,
    other_position TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    -- Empty but for "TUQ.".
    paper TEXT NOT NULL,
    paper_from TEXT,
    paper_to TEXT,
    paper_scope TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
CREATE INDEX signer_by_unit ON signer (unit_id);
-- How a body numbers from a year on. Kinds that count together stand in one text, spaces between.
CREATE TABLE numbering (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    body TEXT NOT NULL,
    year BIGINT NOT NULL,
    organ TEXT NOT NULL,
    drafter TEXT NOT NULL,
    joint TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, body, year)
);
-- A series of one year: numbers up to "before" were given outside of this system.
CREATE TABLE series (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    body TEXT NOT NULL,
    year BIGINT NOT NULL,
    series TEXT NOT NULL,
    before BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (unit_id, body, year, series)
);
ALTER TABLE document ADD COLUMN state TEXT NOT NULL DEFAULT 'issued';
-- Which body issues it; "unit_id" is the one that drafted and keeps it.
ALTER TABLE document ADD COLUMN issuer_id BIGINT REFERENCES unit (id);
ALTER TABLE document ADD COLUMN body TEXT NOT NULL DEFAULT 'organ';
ALTER TABLE document ADD COLUMN organ_name TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN notation TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN signer TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN position TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN recipients TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN pages BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN copies BIGINT NOT NULL DEFAULT 1;
-- 0 ordinary, 1 urgent, 2 very urgent, 3 at once.
ALTER TABLE document ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN file_code TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN due TEXT;
ALTER TABLE document ADD COLUMN cancelled TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN cancelled_at TEXT;
-- Where signatures go on the pages of the frozen file.
ALTER TABLE document ADD COLUMN anchors TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN fold TEXT NOT NULL DEFAULT '';
UPDATE document SET issuer_id = unit_id;
-- A number belongs to its document for ever.
CREATE TABLE document_number (
    unit_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    year BIGINT NOT NULL,
    series TEXT NOT NULL,
    number BIGINT NOT NULL,
    document_id BIGINT NOT NULL UNIQUE REFERENCES document (id),
    PRIMARY KEY (unit_id, body, year, series, number)
);
-- Every form of the electronic file: 0 is the frozen one, each other begins with the bytes of one before.
CREATE TABLE document_version (
    document_id BIGINT NOT NULL REFERENCES document (id),
    number BIGINT NOT NULL,
    proof TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
);
-- What a signing tool on an officer's machine may fetch or hand in, once and soon.
CREATE TABLE signing_token (
    token_hash TEXT PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES document (id),
    purpose TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    expires_at TEXT NOT NULL,
    used_at TEXT
);
