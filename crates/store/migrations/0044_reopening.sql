-- Requests of units that an accepted report be opened again, and what their office decided.
CREATE TABLE reopening (
    id {{id}},
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    reason TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES officer (id),
    asked_at TEXT NOT NULL,
    decision TEXT NOT NULL,
    answer TEXT NOT NULL,
    decided_by BIGINT REFERENCES officer (id),
    decided_at TEXT
);
CREATE UNIQUE INDEX reopening_waiting ON reopening (submission_id) WHERE decision = '';
