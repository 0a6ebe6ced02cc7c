-- The state of a server before and after an update: at most one of each, for a comparison.

CREATE TABLE update_snapshots (
  server_id INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('before', 'after')),
  at TEXT NOT NULL,                      -- when the facts were collected
  document BLOB NOT NULL,                -- exchpatch.collected/1, deflated
  config_files BLOB,                     -- exchpatch.config-files/1, deflated, if there is one
  PRIMARY KEY (server_id, role)
);
