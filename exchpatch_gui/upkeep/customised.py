# SPDX-License-Identifier: MIT
"""What the facts know of settings in configuration files, without their hashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchpatch_gui.collected.local_files import ExchangeFiles
from exchpatch_gui.collected.local_iis import IisConfigFile, IisConfigFiles, RewriteRule
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.snapshot import Pair

_HEADER = "Strict-Transport-Security"


def compare_settings(pair: Pair) -> Compared:
    """Compare three settings of Exchange's programs."""
    old, new = pair.both(ExchangeFiles)
    before, after = dict(_settings(old)), dict(_settings(new))
    found = [_setting(name, was, after[name]) for name, was in before.items() if was != after[name]]
    return Compared(Area.FILES, len(before), tuple(found))


def compare_web_files(pair: Pair) -> Compared:
    """Compare what is known of each file of the web server: its form, a header, its rules."""
    old, new = pair.both(IisConfigFiles)
    before, after = ({one.path.lower(): one for one in side.items} for side in (old, new))
    hashed = pair.before.config_files is not None and pair.after.config_files is not None
    found = [
        difference
        for key, file in before.items()
        for difference in _web_file(file, after.get(key), hashed=hashed)
    ]
    return Compared(Area.FILES, len(before), tuple(found))


def _settings(files: ExchangeFiles) -> Iterator[tuple[str, str]]:
    edge, node = files.edge_transport_config, files.noderunner_config
    yield "EdgeTransport.exe.config QueueDatabasePath", edge.queue_database_path or ""
    yield "EdgeTransport.exe.config TemporaryStoragePath", edge.temporary_storage_path or ""
    memory = "" if node.memory_limit_mb is None else str(node.memory_limit_mb)
    yield "noderunner.exe.config memoryLimitMegabytes", memory


def _setting(name: str, was: str, now: str) -> Difference:
    return Difference(
        Area.FILES, "setting", clean(name), Judged.LOOK, clean(was) or "–", clean(now) or "–"
    )


def _web_file(
    old: IisConfigFile, new: IisConfigFile | None, *, hashed: bool
) -> Iterator[Difference]:
    """Compare one file; that it is gone is told by its hash where there is one."""
    name = clean(old.path)
    if new is None or not new.exists:
        if old.exists and not hashed:
            yield Difference(Area.FILES, "gone", name, Judged.RESTORE, before=name)
        return
    if new.parse_error is not None:
        if old.parse_error is None:
            why = clean(new.parse_error)
            yield Difference(Area.FILES, "broken", name, Judged.RESTORE, before=name, after=why)
        return
    was, now = (one.strict_transport_security or "" for one in (old, new))
    if was != now:
        yield _setting(f"{old.path} {_HEADER}", was, now)
    rules = _rules(new.rewrite_rules)
    for key, rule in _rules(old.rewrite_rules).items():
        if key not in rules:
            label = clean(f"{old.path}: {rule}")
            yield Difference(Area.FILES, "rule_gone", label, Judged.LOOK, before=clean(rule))


def _rules(rules: Iterable[RewriteRule]) -> dict[str, str]:
    return {one.name.lower(): one.name for one in rules if one.enabled and one.name}
