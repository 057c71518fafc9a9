-- A case that came whole stays so until somebody writes it: whether it has its
-- rows and can be searched.
ALTER TABLE doc_packed ADD COLUMN projected INTEGER NOT NULL DEFAULT 0;
