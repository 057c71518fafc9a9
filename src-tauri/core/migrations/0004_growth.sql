-- In which order the promises of one path came to this PC: the oldest are forgotten.
ALTER TABLE made ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;

-- Since when a packed segment is known to be: not known of those there are.
UPDATE segment SET at = unixepoch() * 1000 WHERE state = 'packed';
