-- Projections only: every row is made anew from the documents when this runs.
DROP TABLE case_row;
CREATE TABLE case_row (
  id           TEXT PRIMARY KEY NOT NULL,
  title        TEXT NOT NULL,
  number       TEXT NOT NULL,
  due          TEXT NOT NULL,
  sort_due     TEXT NOT NULL,
  steps_done   INTEGER NOT NULL,
  steps        INTEGER NOT NULL,
  step         TEXT NOT NULL,
  step_en      TEXT NOT NULL,
  who          TEXT NOT NULL,
  process      TEXT NOT NULL,
  process_en   TEXT NOT NULL,
  conflicts    INTEGER NOT NULL,
  decided      INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  outcome_en   TEXT NOT NULL,
  round        TEXT NOT NULL,
  illustrative INTEGER NOT NULL,
  -- Deleted, or joined into another case.
  hidden       INTEGER NOT NULL,
  sort_title   TEXT NOT NULL
) STRICT;
CREATE INDEX case_row_nearest ON case_row (hidden, sort_due, sort_title, id);
CREATE INDEX case_row_round ON case_row (round, sort_title) WHERE round <> '';

-- What is to be done now in the cases that go on. `person`, `body`, `body_name`
-- and `role` are in small letters: they say for whom it waits.
CREATE TABLE case_task (
  case_id   TEXT NOT NULL,
  kind      TEXT NOT NULL,
  place     TEXT NOT NULL,
  step      TEXT NOT NULL,
  due       TEXT NOT NULL,
  sort_due  TEXT NOT NULL,
  title     TEXT NOT NULL,
  title_en  TEXT NOT NULL,
  who       TEXT NOT NULL,
  person    TEXT NOT NULL,
  body      TEXT NOT NULL,
  body_name TEXT NOT NULL,
  role      TEXT NOT NULL,
  PRIMARY KEY (case_id, kind, place)
) STRICT;
CREATE INDEX case_task_nearest ON case_task (sort_due, case_id);
CREATE INDEX case_task_person ON case_task (person, role);
CREATE INDEX case_task_body ON case_task (body);
CREATE INDEX case_task_body_name ON case_task (body_name);

CREATE TABLE round_row (
  id        TEXT PRIMARY KEY NOT NULL,
  title     TEXT NOT NULL,
  received  TEXT NOT NULL,
  due       TEXT NOT NULL,
  first_due TEXT NOT NULL
) STRICT;
