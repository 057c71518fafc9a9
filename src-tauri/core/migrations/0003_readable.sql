-- Files generated into the shared folder for people: which bytes were promised
-- under which path, and by which generation of the generator. `queued` is 1
-- until the promise has left this PC in a segment.
CREATE TABLE made (
  path    TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  version INTEGER NOT NULL,
  queued  INTEGER NOT NULL,
  PRIMARY KEY (path, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX made_queued ON made (path, sha256) WHERE queued = 1;

-- What of each case people see in the folder, as this PC last read and wrote it.
-- `read` is the state of the documents that `line` (its line in the register, as
-- JSON) and `name` (its folder's, before namesakes are told apart) were read
-- from; both are empty for a case that is deleted or joined into another.
-- `target` is the folder it is to have and `folder` the one it has; `written` is
-- `read` and `target` as they were when its files were last whole.
CREATE TABLE readable_case (
  case_id  TEXT PRIMARY KEY NOT NULL,
  read     TEXT NOT NULL,
  line     TEXT NOT NULL,
  name     TEXT NOT NULL,
  name_key TEXT NOT NULL,
  target   TEXT NOT NULL,
  folder   TEXT NOT NULL,
  written  TEXT NOT NULL,
  tried    INTEGER NOT NULL
) STRICT;
CREATE INDEX readable_case_name ON readable_case (name_key);
CREATE INDEX readable_case_due ON readable_case (tried, case_id)
  WHERE written <> read || '|' || target;
CREATE INDEX readable_case_folder ON readable_case (case_id) WHERE folder <> '';

-- Generated files as they lay in the folder when their bytes were last known:
-- the same size and time of writing, and they are not read again.
CREATE TABLE readable_file (
  path     TEXT PRIMARY KEY NOT NULL,
  sha256   TEXT NOT NULL,
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;

-- Bytes that nobody promised, under the name of a generated file: since when.
CREATE TABLE readable_stranger (
  path   TEXT PRIMARY KEY NOT NULL,
  sha256 TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

-- Where this PC is: which state of the documents it has read, which lines the
-- register was written from, where its rounds go on.
CREATE TABLE readable_state (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

-- Files in the inboxes of the cases, as they were at the last look. `first` and
-- `at` are milliseconds since 1970: when it was first seen at all, and when it
-- was first seen as it is. `sha256` is empty when it could not be read whole.
CREATE TABLE inbox_seen (
  path     TEXT PRIMARY KEY NOT NULL,
  case_id  TEXT NOT NULL,
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  first    INTEGER NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_seen_case ON inbox_seen (case_id);
