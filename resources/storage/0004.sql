-- What the logs of the last installation on a server came to: the newest log of each kind.

CREATE TABLE setup_logs (
  server_id INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  log TEXT NOT NULL,                     -- which program wrote it: setup, services, installer
  at TEXT,                               -- when it ended by its own time; empty if it has none
  stored_at TEXT NOT NULL,
  file TEXT NOT NULL,                    -- the name it had
  diagnosis TEXT NOT NULL,               -- JSON
  PRIMARY KEY (server_id, log)
) WITHOUT ROWID;
