-- Words that an office assembled for its own report, heading by heading.
CREATE TABLE assembly (
    round_id BIGINT NOT NULL REFERENCES round (id),
    office_id BIGINT NOT NULL REFERENCES unit (id),
    form TEXT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    revision BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (round_id, office_id, form, heading)
);
