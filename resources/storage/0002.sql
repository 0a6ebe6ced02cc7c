-- Sign-ins and where each is used. Passwords are not here: the operating system's vault has them.

CREATE TABLE sign_ins (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice
  label TEXT NOT NULL,
  label_key TEXT NOT NULL UNIQUE,        -- the label in lower case
  kind TEXT NOT NULL,
  user TEXT NOT NULL,
  vault_key TEXT NOT NULL UNIQUE,        -- what the vault calls its password: made by chance
  refused_at TEXT,                       -- empty unless a server has refused it
  created_at TEXT NOT NULL
);

CREATE TABLE assignments (
  scope TEXT NOT NULL,
  place_key TEXT NOT NULL,               -- the place in lower case
  place TEXT NOT NULL,                   -- a server's id, a tag, or a customer's name
  server_id INTEGER REFERENCES servers (id) ON DELETE CASCADE,  -- of a server only
  sign_in INTEGER REFERENCES sign_ins (id) ON DELETE CASCADE,   -- empty: nobody signs in there
  PRIMARY KEY (scope, place_key)
) WITHOUT ROWID;
CREATE INDEX assignments_by_server ON assignments (server_id);
CREATE INDEX assignments_by_sign_in ON assignments (sign_in);

-- Where remote PowerShell of a server answers, if it isn't the usual place.
CREATE TABLE remotes (
  server_id INTEGER PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
  host TEXT NOT NULL,                    -- empty: that of the server's address
  port INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535),  -- 0: the usual one
  channel TEXT NOT NULL
);

-- Certificates that a person has decided to trust.
CREATE TABLE pins (
  host TEXT NOT NULL,
  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  since TEXT NOT NULL,
  PRIMARY KEY (host, port)
) WITHOUT ROWID;
