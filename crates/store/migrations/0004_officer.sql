-- Accounts, their roles, and signed-in sessions.
CREATE TABLE officer (
    id {{id}},
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    must_change BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    active BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until TEXT,
    revision BIGINT NOT NULL
);
CREATE INDEX officer_by_unit ON officer (unit_id);
CREATE TABLE officer_role (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    role TEXT NOT NULL,
    PRIMARY KEY (officer_id, role)
);
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
