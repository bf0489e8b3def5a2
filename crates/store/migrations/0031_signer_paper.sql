-- The authorisation behind "TUQ." is a document: its number and day, the kinds it covers, its file.
ALTER TABLE signer ADD COLUMN paper_number TEXT NOT NULL DEFAULT '';
ALTER TABLE signer ADD COLUMN paper_date TEXT;
-- Codes of kinds, spaces between.
ALTER TABLE signer ADD COLUMN paper_kinds TEXT NOT NULL DEFAULT '';
CREATE TABLE signer_paper (
    signer_id BIGINT PRIMARY KEY REFERENCES signer (id),
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
