-- What an outgoing document bears beside its text, and what its desk has to know of it.
ALTER TABLE document ADD COLUMN circulation TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN drafter TEXT NOT NULL DEFAULT '';
-- Why its day is before that of the number before it.
ALTER TABLE document ADD COLUMN late_reason TEXT NOT NULL DEFAULT '';
-- Tables on forms that nobody has compared with the official ones.
ALTER TABLE document ADD COLUMN unverified BIGINT NOT NULL DEFAULT 0;
