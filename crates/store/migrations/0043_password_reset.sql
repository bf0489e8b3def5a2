-- New first passwords that somebody gave an account, and who has read of it.
CREATE TABLE password_reset (
    id {{id}},
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    by_id BIGINT NOT NULL REFERENCES officer (id)
);
CREATE INDEX password_reset_by_time ON password_reset (at);
CREATE TABLE password_reset_seen (
    reset_id BIGINT NOT NULL REFERENCES password_reset (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    PRIMARY KEY (reset_id, officer_id)
);
