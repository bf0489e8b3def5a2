-- Upkeep: what an administrator compared with the original text, timed work, the last sign-in.
-- A confirmation names the value that was compared and the text it was compared with.
DROP TABLE confirmation;
CREATE TABLE confirmation (
    subject TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    value TEXT NOT NULL,
    compared_with TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
-- Timed work: when each ran last, and what came of it.
CREATE TABLE job (
    name TEXT PRIMARY KEY,
    ran_at TEXT NOT NULL,
    outcome TEXT NOT NULL
);
ALTER TABLE officer ADD COLUMN signed_in_at TEXT;
-- Name and login without accents, for the search of accounts.
ALTER TABLE officer ADD COLUMN fold TEXT NOT NULL DEFAULT '';
UPDATE officer SET fold = login;
-- Unused: a difference from the sum of the parts is told from the sum itself.
DROP TABLE adjustment;
-- What the own unit owes, and what one office receives, over all rounds.
CREATE INDEX submission_by_unit ON submission (unit_id);
CREATE INDEX submission_by_office ON submission (receiver_id, state);
