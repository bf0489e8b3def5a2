-- What was done to accounts of which the unit's people are told: a new first password, an account made or
-- closed from outside of the unit. 0 is whoever keeps the machine.
CREATE TABLE account_notice (
    id {{id}},
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    by_id BIGINT NOT NULL
);
CREATE INDEX account_notice_by_time ON account_notice (at);
CREATE TABLE account_notice_seen (
    notice_id BIGINT NOT NULL REFERENCES account_notice (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    PRIMARY KEY (notice_id, officer_id)
);
INSERT INTO account_notice (officer_id, kind, at, by_id)
    SELECT officer_id, 'password', at, by_id FROM password_reset ORDER BY id;
INSERT INTO account_notice_seen (notice_id, officer_id)
    SELECT DISTINCT n.id, s.officer_id FROM password_reset_seen s JOIN password_reset p ON p.id = s.reset_id
    JOIN account_notice n ON n.officer_id = p.officer_id AND n.at = p.at AND n.by_id = p.by_id;
DROP TABLE password_reset_seen;
DROP TABLE password_reset;
