# SPDX-License-Identifier: MIT
"""What the user has chosen in the window, as a typed value in a versioned JSON file."""

from __future__ import annotations

import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from exchpatch_gui.config.limits import Choice, ClockTime, Length, Within, limit_of
from exchpatch_gui.domain.lights import Profile
from exchpatch_gui.domain.values import dataclass, field

logger = logging.getLogger(__name__)

VERSION = 1
_Part = TypeVar("_Part")


class Theme(StrEnum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ScheduleMode(StrEnum):
    """When servers are checked in the background."""

    OFF = "off"
    HOURS = "hours"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """When all servers are checked by themselves; times are local, ``HH:MM``.

    Attributes:
        hours: Between two runs, for ``HOURS``.
        daily_at: For ``DAILY``.
        quiet_from: Start of the hours without checks; empty for none.
        quiet_to: Their end, on the next day if it is earlier.
        jitter_minutes: A run starts up to so much later, so that many programs spread.
    """

    mode: ScheduleMode = ScheduleMode.OFF
    hours: int = 6
    daily_at: str = "07:00"
    quiet_from: str = ""
    quiet_to: str = ""
    jitter_minutes: int = 5

    limits = {  # noqa: RUF012 (no field, and nobody changes it)
        "hours": Within(1, 168),
        "daily_at": ClockTime(),
        "quiet_from": ClockTime(or_empty=True),
        "quiet_to": ClockTime(or_empty=True),
        "jitter_minutes": Within(0, 120),
    }


@dataclass(frozen=True, slots=True)
class TraySettings:
    """What happens in the notification area.

    Attributes:
        close_explained: The hint that the program goes on in the tray was shown once.
    """

    close_to_tray: bool = False
    close_explained: bool = False
    notify: bool = True


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """What the last report was made with.

    Attributes:
        folder: Where reports are saved; empty for the documents folder.
        logo: Path of a PNG or JPEG file, or empty.
    """

    folder: str = ""
    prepared_by: str = ""
    logo: str = ""
    paper: str = "A4"
    template: str = "technical"

    limits = {  # noqa: RUF012 (no field, and nobody changes it)
        "prepared_by": Length(120),
        "paper": Choice(("A4", "Letter")),
        "template": Choice(("owner", "technical", "audit")),
    }


@dataclass(frozen=True, slots=True)
class ProbeSettings:
    """How servers are asked.

    Attributes:
        concurrency: So many servers at once.
        timeout: Seconds for one request.
        deadline: Seconds for one server.
        probes: Ids of the optional probes that are added.
    """

    concurrency: int = 32
    timeout: float = 10.0
    deadline: float = 60.0
    probes: tuple[str, ...] = ()

    limits = {  # noqa: RUF012 (no field, and nobody changes it)
        "concurrency": Within(1, 256),
        "timeout": Within(1, 120),
        "deadline": Within(5, 900),
    }


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter of the user's own.

    Attributes:
        scope: An entry of the side bar, such as ``group:Contoso GmbH``.
        light: A badge, or empty.
        search: What stands in the search field, or nothing.
    """

    name: str = ""
    scope: str = "all"
    light: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Where everything was when the window was closed; Qt's own byte strings in base64.

    Attributes:
        filter: The chosen entry of the side bar, such as ``group:Contoso GmbH``.
        light: The chosen badge, or empty.
        saved: The user's own filters, in their order.
    """

    geometry: str = ""
    splitter: str = ""
    columns: str = ""
    filter: str = "all"
    light: str = ""
    saved: tuple[SavedFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices.

    Attributes:
        language: ``en``, ``de``, ``fr``, or empty for the system's.
        profile: How large the organisation is for which servers are judged.
    """

    language: str = ""
    theme: Theme = Theme.SYSTEM
    profile: Profile = Profile.SMALL
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    tray: TraySettings = field(default_factory=TraySettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    probing: ProbeSettings = field(default_factory=ProbeSettings)
    window: WindowSettings = field(default_factory=WindowSettings)


_PARTS = frozenset(
    {ScheduleSettings, TraySettings, ReportSettings, ProbeSettings, SavedFilter, WindowSettings}
)


def load(path: Path) -> Settings:
    """Read the file; what is missing, has the wrong type or is out of bounds has its default.

    A file that is no JSON object is put aside as ``settings.json.invalid`` and the defaults are
    given.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        logger.warning("settings can't be read: %s", error)
        return Settings()
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        _put_aside(path)
        return Settings()
    return _read(Settings, document)


def dump(settings: Settings) -> bytes:
    """Write the choices as the file's content."""
    from dataclasses import asdict  # noqa: PLC0415 (the window starts without it)

    return json.dumps({"version": VERSION, **asdict(settings)}, indent=1).encode("utf-8") + b"\n"


def _put_aside(path: Path) -> None:
    logger.warning("settings are no JSON object and are put aside")
    try:
        path.replace(path.with_name(path.name + ".invalid"))
    except OSError as error:
        logger.warning("settings can't be put aside: %s", error)


def _read(kind: type[_Part], document: dict[str, Any]) -> _Part:
    values = {}
    for name, hint in get_type_hints(kind).items():
        value = _value(hint, document.get(name))
        limit = limit_of(kind, name)
        if value is not None and (limit is None or limit.allows(value)):
            values[name] = value
    return kind(**values)


def _value(hint: type[Any], raw: Any) -> Any:
    """Give the value in the type of the field, None if it doesn't fit."""
    if hint in _PARTS:
        return _read(hint, raw) if isinstance(raw, dict) else None
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            return None
        values = (_value(get_args(hint)[0], one) for one in raw)
        return tuple(one for one in values if one is not None)
    if issubclass(hint, StrEnum):
        return hint(raw) if raw in list(hint) else None
    if hint is float:
        return float(raw) if type(raw) in {int, float} else None
    return raw if type(raw) is hint else None
