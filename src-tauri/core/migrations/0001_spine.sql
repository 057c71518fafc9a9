-- What is known of this store and this PC.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per Automerge document. `saved` is a cache of the changes up to
-- `saved_seq`: the truth is `change`.
CREATE TABLE doc (
  id        TEXT PRIMARY KEY NOT NULL,
  kind      TEXT NOT NULL,
  heads     TEXT NOT NULL,
  saved     BLOB NOT NULL,
  saved_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX doc_by_kind ON doc (kind, id);

-- Raw changes, kept for ever. `sha256` is of `bytes`: ours, checked before
-- Automerge sees a byte.
CREATE TABLE change (
  seq    INTEGER PRIMARY KEY,
  doc    TEXT NOT NULL REFERENCES doc (id),
  hash   TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  ops    INTEGER NOT NULL,
  bytes  BLOB NOT NULL,
  UNIQUE (doc, hash)
) STRICT;

-- Changes made here that the shared folder has not got yet.
CREATE TABLE outbox (
  change INTEGER PRIMARY KEY NOT NULL REFERENCES change (seq)
) STRICT;

-- What somebody is typing and has not left yet. `base` is the heads of the
-- document as it was on her screen.
CREATE TABLE draft (
  doc      TEXT NOT NULL,
  question TEXT NOT NULL,
  text     TEXT NOT NULL,
  base     TEXT NOT NULL,
  by_name  TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (doc, question)
) STRICT;

-- Everything below is a projection: it can be rebuilt from `change` alone, and
-- `samsvar check` proves it.
CREATE TABLE person (
  id    TEXT PRIMARY KEY NOT NULL,
  name  TEXT NOT NULL,
  roles TEXT NOT NULL,
  body  TEXT NOT NULL
) STRICT;

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
  illustrative INTEGER NOT NULL,
  deleted      INTEGER NOT NULL,
  sort_title   TEXT NOT NULL
) STRICT;
CREATE INDEX case_row_nearest ON case_row (deleted, sort_due, sort_title, id);

CREATE TABLE case_number (
  case_id TEXT NOT NULL,
  holder  TEXT NOT NULL,
  number  TEXT NOT NULL,
  PRIMARY KEY (case_id, holder)
) STRICT;
CREATE INDEX case_number_by_number ON case_number (number);

CREATE TABLE case_attachment (
  case_id TEXT NOT NULL,
  id      TEXT NOT NULL,
  name    TEXT NOT NULL,
  size    INTEGER NOT NULL,
  sha256  TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;
CREATE INDEX case_attachment_by_hash ON case_attachment (sha256);

CREATE TABLE case_history (
  case_id TEXT NOT NULL,
  hash    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  op      INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  pc      TEXT NOT NULL,
  act     TEXT NOT NULL,
  PRIMARY KEY (case_id, hash)
) STRICT;
CREATE INDEX case_history_latest ON case_history (case_id, at, op);
