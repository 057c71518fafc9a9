-- Segments of the shared folder, by their name there: <install>/<seq>-<hash>.
-- `state` is waiting (made here, not in the folder yet), shared (it is there, or
-- came from there) or packed (a later one holds all of it). Any PC that has the
-- bytes can put a lost or damaged one back.
CREATE TABLE segment (
  name  TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  at    INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX segment_state ON segment (state, name);

-- Names in the folder whose bytes could not be read, and how often.
CREATE TABLE segment_fault (
  name     TEXT PRIMARY KEY NOT NULL,
  failures INTEGER NOT NULL,
  at       INTEGER NOT NULL
) STRICT;

-- Changes that arrived before something they build on.
CREATE TABLE held (
  doc    TEXT NOT NULL,
  hash   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes  BLOB NOT NULL,
  PRIMARY KEY (doc, hash)
) STRICT;

-- Bytes of files that were seen whole in the folder.
CREATE TABLE blob_shared (
  sha256 TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
