# SPDX-License-Identifier: MIT
"""Which configuration files an update has replaced, removed or brought.

Setup of a cumulative update lays them out anew. From Exchange Server 2019 CU13 on it takes the
most common settings over, and no others:
https://learn.microsoft.com/exchange/plan-and-deploy/custom-configuration-preservation
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.collected.config_files import ConfigFile, ConfigFiles
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.snapshot import Pair, Unseen

# Pages of Outlook on the web lie in a folder that is called like the build.
_BUILD = re.compile(r"\\(\d{1,2}(?:\.\d{1,5}){2,3})(?=\\)", re.ASCII)
_ANY_BUILD = r"\<build>"


def compare_files(pair: Pair) -> Compared:
    """Compare configuration files by their hashes; nothing is said if nobody asked for them."""
    sides = {Role.BEFORE: pair.before.config_files, Role.AFTER: pair.after.config_files}
    old, new = sides.values()
    if old is None or new is None:
        missing = [role for role, side in sides.items() if side is None]
        asked = len(missing) < len(sides)
        unseen = tuple(Unseen("config-files", role) for role in missing if asked)
        return Compared(Area.FILES, unseen=unseen)
    before, after = _by_path(old), _by_path(new)
    hidden = (*_hidden(old, Role.BEFORE), *_hidden(new, Role.AFTER))
    unread = {one.part for one in hidden}
    found = [
        difference
        for key, file in before.items()
        if key not in unread
        for difference in _compared(file, after.get(key), key, unread)
    ]
    found += [
        Difference(Area.FILES, "new", clean(file.path), Judged.EXPECTED, after=_shown(file))
        for key, file in after.items()
        if key not in before and not _is_within(key, unread)
    ]
    return Compared(Area.FILES, len(before), tuple(found), hidden)


def _by_path(files: ConfigFiles) -> dict[str, ConfigFile]:
    """Give the files by a path that an update doesn't change; the newest build's where it does."""
    found: dict[str, ConfigFile] = {}
    for file in sorted(files.files, key=lambda one: _build(one.path)):
        found[_key(file.path)] = file
    return found


def _key(path: str) -> str:
    return clean(_BUILD.sub(lambda _: _ANY_BUILD, path).lower())


def _build(path: str) -> tuple[int, ...]:
    match = _BUILD.search(path)
    return tuple(int(part) for part in match[1].split(".")) if match else ()


def _hidden(files: ConfigFiles, role: Role) -> Iterator[Unseen]:
    for place in files.places:
        if place.error is not None:
            yield Unseen(_key(place.path), role, clean(place.error))
    for key, file in _by_path(files).items():
        if file.sha256 is None:
            yield Unseen(key, role, clean(file.error or ""))


def _is_within(key: str, parts: set[str]) -> bool:
    return any(key == part or key.startswith(f"{part}\\") for part in parts)


def _compared(
    old: ConfigFile, new: ConfigFile | None, key: str, unread: set[str]
) -> Iterator[Difference]:
    name = clean(old.path)
    if new is None:
        if not _is_within(key, unread):
            yield Difference(Area.FILES, "gone", name, Judged.RESTORE, before=_shown(old))
    elif new.sha256 is not None and old.sha256 != new.sha256:
        yield Difference(
            Area.FILES, "changed", clean(new.path), Judged.LOOK, _shown(old), _shown(new)
        )


def _shown(file: ConfigFile) -> str:
    """Tell two versions apart at a glance: size, first signs of the hash, day."""
    day = f", {file.modified_at.date()}" if file.modified_at else ""
    return f"{file.size} B, {(file.sha256 or '')[:12]}{day}"
