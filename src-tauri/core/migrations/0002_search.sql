-- What is searched in a case, one row per place: the text as it was written.
-- A projection like those of 0001. `head` is 1 for titles and numbers, which
-- come first among results.
CREATE TABLE passage (
  id      INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  place   TEXT NOT NULL,
  head    INTEGER NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (case_id, place)
) STRICT;

-- The text of files, by the hash of their bytes: a cache that can be made anew
-- from the bytes. `state` is begun, ok, partial or failed; `note` is a code.
CREATE TABLE file_text (
  id        INTEGER PRIMARY KEY,
  sha256    TEXT NOT NULL UNIQUE,
  extractor INTEGER NOT NULL,
  attempts  INTEGER NOT NULL,
  state     TEXT NOT NULL,
  note      TEXT NOT NULL,
  text      TEXT NOT NULL
) STRICT;

-- Which folded words stand in which passage and file. The words are split and
-- folded before they come here: any sign beyond ASCII belongs to its word, and
-- nothing is folded again. Row numbers are those of the tables above.
CREATE VIRTUAL TABLE passage_word USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE file_word USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii'
);

-- Every word that ever stood in them, and which words hold which three letters:
-- the way from "kirurgi" to "hjärtkirurgi".
CREATE TABLE vocabulary (
  id   INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE vocabulary_part USING fts5 (
  word, content = '', tokenize = 'trigram case_sensitive 1'
);
