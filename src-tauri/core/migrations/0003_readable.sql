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
