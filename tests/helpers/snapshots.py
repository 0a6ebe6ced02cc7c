# SPDX-License-Identifier: MIT
"""Two snapshots of one server with just the facts a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from exchpatch_gui import wording
from exchpatch_gui.collected.config_files import ConfigFile, ConfigFiles, ConfigPlace
from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.reporting.update_text import difference_text, headline, unseen_text
from exchpatch_gui.upkeep.compare import compare
from exchpatch_gui.upkeep.differences import Area, Compared, Comparison, Difference
from exchpatch_gui.upkeep.snapshot import Snapshot
from tests.helpers.collected import Document, document, encoded

OLD, NEW, NEXT_LEVEL = "15.02.1748.039", "15.02.1748.043", "15.02.2562.037"
BEFORE_AT, AFTER_AT = "2026-06-20T08:00:00Z", "2026-06-20T12:00:00Z"
SAME = {
    "iis_apphost": {"exists": True},
    "mailbox_server": {
        "database_copy_auto_activation_policy": "Unrestricted",
        "database_copy_activation_disabled_and_move_now": False,
    },
}
Sections = Mapping[str, Any]


def facts(build: str = OLD, at: str = BEFORE_AT, **sections: Any) -> Document:
    """Make the document of a mailbox server in which nothing is wrong but what is given."""
    setup = {"exsetup_file_version": build, **sections.pop("exchange_setup", {})}
    server = {"name": "EX01", "fqdn": "EX01.contoso.example"}
    made = document(**{**SAME, "exchange_server": server, **sections, "exchange_setup": setup})
    made["collected_at"] = at
    return made


def snapshot(
    build: str = OLD, at: str = BEFORE_AT, files: ConfigFiles | None = None, **sections: Any
) -> Snapshot:
    """Make a snapshot of these facts."""
    return Snapshot(decode(encoded(facts(build, at, **sections)), "ex01.json"), files)


def compared(
    before: Sections,
    after: Sections,
    *,
    build: str = NEW,
    files: tuple[ConfigFiles | None, ConfigFiles | None] = (None, None),
) -> Comparison:
    """Compare a server before an update with the same one after it; all of it can be worded."""
    comparison = compare(
        snapshot(files=files[0], **before), snapshot(build, AFTER_AT, files[1], **after)
    )
    for language in wording.LANGUAGES:
        words = wording.load(language)
        assert words.say(headline(comparison))
        assert all(difference_text(one, words) for one in comparison.differences)
        assert all(unseen_text(one, words) for one in comparison.unseen)
        assert all(words.text(f"upkeep.area.{one.area}") for one in comparison.areas)
    return comparison


def area_of(area: Area, before: Sections, after: Sections, *, build: str = NEW) -> Compared:
    """Give what became of one area."""
    return compared(before, after, build=build).area(area)


def difference_of(area: Area, before: Sections, after: Sections, *, build: str = NEW) -> Difference:
    """Give the only difference there is in an area."""
    (found,) = area_of(area, before, after, build=build).differences
    return found


def service(name: str, state: str = "Running", mode: str = "Auto", **fields: Any) -> Document:
    """Describe a service."""
    return {"name": name, "state": state, "start_mode": mode, **fields}


def config_file(
    path: str, content: str = "a", *, at: datetime | None = None, error: str | None = None
) -> ConfigFile:
    """Describe a file; one with an error could not be read."""
    digest = None if error else (content * 64)[:64]
    return ConfigFile(path, 10, at or datetime(2026, 1, 1, tzinfo=UTC), digest, error)


def config_files(
    *files: ConfigFile, places: Sequence[ConfigPlace] = (), computer: str = "EX01"
) -> ConfigFiles:
    """Put files together."""
    at = datetime(2026, 6, 20, 8, tzinfo=UTC)
    return ConfigFiles("1.0.0", at, computer, "C:\\Exchange\\", tuple(places), files)
