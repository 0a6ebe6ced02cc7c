# SPDX-License-Identifier: MIT
"""Every known cause, in the order of telling."""

from __future__ import annotations

from exchpatch_gui.collected.setup_log.causes import (
    configuration,
    directory,
    installer,
    readiness,
    services,
)
from exchpatch_gui.collected.setup_log.causes.base import Cause

BY_ERROR: tuple[Cause, ...] = tuple(
    cause
    for cause in (
        *readiness.CAUSES,
        *installer.CAUSES,
        *services.CAUSES,
        *directory.CAUSES,
        *configuration.CAUSES,
    )
    if cause.signs
)
"""Those that the text of an error tells."""

ALL: tuple[Cause, ...] = (
    *readiness.CAUSES,
    *installer.CAUSES,
    *services.CAUSES,
    *directory.CAUSES,
    *configuration.CAUSES,
    services.STATE_OVERWRITTEN,
    services.STATE_LOST,
    services.SERVICES_LEFT,
    services.LEFT_BY_SETUP,
    readiness.OTHER_CHECK,
)
"""All, in the order of telling. A cause that is known in several ways has several rows."""

BY_RULE = {name.lower(): cause for cause in ALL for name in cause.rules}
"""Those that a readiness check tells, by its name in small letters."""

ORDER = {cause.id: place for place, cause in reversed(tuple(enumerate(ALL)))}
"""The place of each cause in that order."""

EXPLAINED = {
    cause_id: frozenset().union(*(one.unless for one in ALL if one.id == cause_id))
    for cause_id in ORDER
}
"""By cause, those that explain it."""

SOURCES = {cause_id: ALL[place].source for cause_id, place in ORDER.items()}
"""By cause, the page it is known from."""
