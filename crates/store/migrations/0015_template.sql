-- Templates as administrators changed them, every version; without a text it is the shipped one again.
CREATE TABLE template_version (
    code TEXT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    PRIMARY KEY (code, number)
);
-- Documents that an officer writes in a form, kept until they are presented.
CREATE TABLE composition (
    id {{id}},
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    revision BIGINT NOT NULL,
    -- What it became.
    document_id BIGINT REFERENCES document (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
CREATE INDEX composition_by_unit ON composition (unit_id);
-- What was typed; lines of a table count from 0.
CREATE TABLE composition_field (
    composition_id BIGINT NOT NULL REFERENCES composition (id),
    name TEXT NOT NULL,
    line BIGINT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (composition_id, name, line)
);
