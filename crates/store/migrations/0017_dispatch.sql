-- Documents that travel over the exchange: codes of organs, what went where, what was answered, what came in.
CREATE TABLE organ_code (
    unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
    code TEXT NOT NULL,
    confidence TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
CREATE INDEX organ_code_by_code ON organ_code (code);
-- Every message as it left or came, byte for byte.
CREATE TABLE message (
    id {{id}},
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    -- 1 written here, 0 came in.
    outward BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
CREATE INDEX message_by_hash ON message (unit_id, outward, sha256);
CREATE TABLE message_file (
    message_id BIGINT NOT NULL REFERENCES message (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (message_id, number)
);
-- One document on its way between this office and one partner.
CREATE TABLE dispatch (
    id {{id}},
    -- Who keeps it here.
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    -- The organ of ours whose code the message bears.
    organ_id BIGINT NOT NULL REFERENCES unit (id),
    -- Which side we are.
    side TEXT NOT NULL,
    document_id BIGINT REFERENCES document (id),
    partner_code TEXT NOT NULL,
    partner_name TEXT NOT NULL,
    edxml_id TEXT NOT NULL,
    state TEXT NOT NULL,
    request TEXT NOT NULL,
    UNIQUE (unit_id, side, edxml_id, partner_code)
);
CREATE INDEX dispatch_by_document ON dispatch (document_id);
CREATE TABLE dispatch_event (
    id {{id}},
    dispatch_id BIGINT NOT NULL REFERENCES dispatch (id),
    -- "new", "recall", "update", "replacement", or the number of a status.
    verb TEXT NOT NULL,
    side TEXT NOT NULL,
    reason TEXT NOT NULL,
    message_id BIGINT NOT NULL REFERENCES message (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
CREATE INDEX dispatch_event_by_dispatch ON dispatch_event (dispatch_id);
-- What the register of incoming documents tells.
CREATE TABLE incoming (
    dispatch_id BIGINT PRIMARY KEY REFERENCES dispatch (id),
    year BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    number TEXT NOT NULL,
    date TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    signer TEXT NOT NULL,
    position TEXT NOT NULL,
    recipients TEXT NOT NULL,
    replaces TEXT NOT NULL,
    due TEXT,
    -- Whether the message bore a signature of its own, which nobody checked.
    signed BIGINT NOT NULL,
    fold TEXT NOT NULL
);
