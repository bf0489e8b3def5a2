-- How sheets that the system did not make give forms, once an officer has matched them.
CREATE TABLE mapping (
    id {{id}},
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    signature TEXT NOT NULL,
    pattern TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, form, form_version, signature)
);
CREATE INDEX mapping_signature ON mapping (signature);
ALTER TABLE staged_workbook ADD COLUMN mapping TEXT;
ALTER TABLE staged_workbook ADD COLUMN kept_name TEXT;
