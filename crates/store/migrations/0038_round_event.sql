-- What the desk and the receiving offices decided about a round: closed, opened again, another day for those below.
CREATE TABLE round_event (
    id {{id}},
    round_id BIGINT NOT NULL REFERENCES round (id),
    receiver_id BIGINT REFERENCES unit (id),
    at TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    verb TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX round_event_by_round ON round_event (round_id, id);
