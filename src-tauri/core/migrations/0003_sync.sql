-- Segments of the shared folder, by their name there: <install>/<seq>-<hash>.
-- `state` is waiting (made here, not in the folder yet), shared (it is there, or
-- came from there) or packed (a later one holds all of it). Any PC that has the
-- bytes can put a lost or damaged one back.
CREATE TABLE segment (
  name  TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  at    INTEGER NOT NULL,
  -- In how many looks on end it was not in the folder.
  missing INTEGER NOT NULL,
  -- How many changes of one's own are in it.
  changes INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX segment_state ON segment (state, name, at, missing, changes);

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

-- Documents that came whole and are not taken apart yet: they are listed, can be
-- opened and changed, and their changes and other rows follow.
CREATE TABLE doc_packed (
  id TEXT PRIMARY KEY NOT NULL REFERENCES doc (id)
) STRICT, WITHOUT ROWID;

-- Bytes of files that were seen whole in the folder.
CREATE TABLE blob_shared (
  sha256 TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

-- Which decisions cite bytes of what was decided, without reading all history.
CREATE INDEX case_history_decided ON case_history (case_id) WHERE act ->> 'code' = 'decided';

-- Files whose text is to be read are noted here, so that nobody has to look
-- through every file of every case for them.
CREATE INDEX file_text_pending ON file_text (extractor, state, attempts, sha256);
INSERT OR IGNORE INTO file_text (sha256, extractor, attempts, state, note, text)
  SELECT DISTINCT sha256, 0, 0, 'begun', '', '' FROM case_attachment;
