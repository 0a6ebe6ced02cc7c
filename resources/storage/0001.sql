-- The first schema: servers with their tags, runs with their results, accepted findings.
-- Times are UTC in the fixed form 2026-11-24T08:00:00.000000Z, so their order as text is
-- their order in time; days are 2026-11-24.

PRAGMA application_id = 1165512820;  -- "ExPt"

CREATE TABLE servers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: a removed server can be undone
  host TEXT NOT NULL,
  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  host_key TEXT NOT NULL,                -- one spelling for all ways to write the host
  name TEXT NOT NULL,
  group_name TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at TEXT NOT NULL,
  removed_at TEXT
);
CREATE UNIQUE INDEX servers_by_target ON servers (host_key, port) WHERE removed_at IS NULL;

CREATE TABLE server_tags (
  server_id INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (server_id, tag)
) WITHOUT ROWID;

CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  started_at TEXT NOT NULL,
  finished_at TEXT,                      -- empty while it runs, and for ever if it was killed
  complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
  trigger TEXT NOT NULL,
  app_version TEXT NOT NULL,
  day TEXT NOT NULL,
  catalogue_date TEXT NOT NULL,
  catalogue_age_days INTEGER NOT NULL,
  catalogue_source TEXT NOT NULL,
  catalogue_stale INTEGER NOT NULL CHECK (catalogue_stale IN (0, 1))
);
CREATE INDEX runs_by_start ON runs (started_at);

-- One line per server and run, kept for years: what a timeline shows.
CREATE TABLE results (
  id INTEGER PRIMARY KEY,
  server_id INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs (number),
  at TEXT NOT NULL,
  light TEXT NOT NULL,
  verdict TEXT NOT NULL,
  product TEXT NOT NULL,
  cumulative_update TEXT NOT NULL,
  update_name TEXT NOT NULL,
  build TEXT NOT NULL,
  red_findings INTEGER NOT NULL,
  yellow_findings INTEGER NOT NULL,
  open_cves INTEGER NOT NULL,
  exploited_cves INTEGER NOT NULL,
  detailed INTEGER NOT NULL DEFAULT 1 CHECK (detailed IN (0, 1))
);
CREATE INDEX results_by_server ON results (server_id, at);
CREATE INDEX results_by_run ON results (run);
CREATE INDEX results_with_details ON results (server_id, at) WHERE detailed = 1;

-- What the list of servers shows of the latest result of each: read whole at every start.
CREATE TABLE latest (
  server_id INTEGER PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  light TEXT NOT NULL,
  headline TEXT NOT NULL,
  headline_params TEXT NOT NULL,         -- JSON
  verdict TEXT NOT NULL,
  product TEXT NOT NULL,
  cumulative_update TEXT NOT NULL,
  update_name TEXT NOT NULL,
  build TEXT NOT NULL,
  precision TEXT NOT NULL,
  other_software TEXT NOT NULL,
  need TEXT NOT NULL,
  target TEXT NOT NULL,
  steps INTEGER NOT NULL,
  open_cves INTEGER,                     -- empty: not known
  exploited_cves INTEGER NOT NULL,
  exposed_since TEXT,
  changed_at TEXT,                       -- when the present light was first seen after another
  light_before TEXT,
  seen_build TEXT,                       -- what was last known, if the server hides its build now
  seen_at TEXT
);

-- The details of a server's latest results: what was seen, and how it was judged that day.
CREATE TABLE observations (
  result_id INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  method TEXT NOT NULL,
  at TEXT NOT NULL,
  confidence TEXT NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (result_id, position)
) WITHOUT ROWID;

CREATE TABLE failures (
  result_id INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  probe TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  params TEXT NOT NULL,                  -- JSON
  PRIMARY KEY (result_id, position)
) WITHOUT ROWID;

CREATE TABLE snapshots (
  result_id INTEGER PRIMARY KEY REFERENCES results (id) ON DELETE CASCADE,
  document BLOB NOT NULL                 -- JSON, deflated: a tenth of its size
);

-- The facts collected on the server that a result was judged by, if any were.
CREATE TABLE facts (
  result_id INTEGER PRIMARY KEY REFERENCES results (id) ON DELETE CASCADE,
  document BLOB NOT NULL                 -- exchpatch.collected/1, deflated
);

-- When each exact build was first and last seen on a server: outlives the results.
CREATE TABLE sightings (
  server_id INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  build TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (server_id, build)
) WITHOUT ROWID;

CREATE TABLE acceptances (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  server_id INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  finding TEXT NOT NULL,
  instance TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL CHECK (reason <> ''),
  owner TEXT NOT NULL CHECK (owner <> ''),
  until TEXT NOT NULL,
  at TEXT NOT NULL,
  withdrawn_at TEXT                      -- kept: an auditor asks who accepted what, and when
);
CREATE UNIQUE INDEX acceptances_in_force ON acceptances (server_id, finding, instance)
  WHERE withdrawn_at IS NULL;
