-- Units with their dates, the dated tree, and successors.
CREATE TABLE unit (
    id {{id}},
    key TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    symbol TEXT NOT NULL,
    fold TEXT NOT NULL,
    sort_order BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    confidence TEXT NOT NULL,
    source TEXT NOT NULL
);
CREATE TABLE unit_parent (
    child_id BIGINT NOT NULL REFERENCES unit (id),
    parent_id BIGINT NOT NULL REFERENCES unit (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (child_id, valid_from)
);
CREATE INDEX unit_parent_by_parent ON unit_parent (parent_id);
CREATE TABLE unit_succession (
    from_id BIGINT NOT NULL REFERENCES unit (id),
    to_id BIGINT NOT NULL REFERENCES unit (id),
    extent TEXT NOT NULL,
    share BIGINT,
    date TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (from_id, to_id, date)
);
-- Who may see whom from which day on: descendants, and what a dissolved predecessor could see.
CREATE TABLE unit_closure (
    ancestor_id BIGINT NOT NULL REFERENCES unit (id),
    descendant_id BIGINT NOT NULL REFERENCES unit (id),
    valid_from TEXT NOT NULL,
    PRIMARY KEY (ancestor_id, descendant_id)
);
CREATE INDEX unit_closure_by_descendant ON unit_closure (descendant_id);
