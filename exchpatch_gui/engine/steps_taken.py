# SPDX-License-Identifier: MIT
"""Which steps beyond the build were taken on a server, by what was collected there.

Takes time to load, and is needed only where facts were collected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Action
from exchpatch_gui.catalogue.seen_steps import Place, SeenSteps
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.checks.inside.base import UnreadableError
from exchpatch_gui.checks.inside.cve_directory import domains_are_prepared, schema_is_extended
from exchpatch_gui.checks.inside.cve_modules import token_cache_is_safe
from exchpatch_gui.checks.inside.cve_settings import (
    download_domains_are_set,
    outside_in_is_off,
    switched_off,
)
from exchpatch_gui.checks.inside.hybrid_app import hybrid_app_is_set
from exchpatch_gui.checks.inside.overrides import signs
from exchpatch_gui.checks.inside.protection import protection
from exchpatch_gui.checks.inside.roles import is_edge
from exchpatch_gui.collected.section import NotCollectedError

Answer = Callable[[CheckContext, Action], bool | None]
_ON_EDGE = frozenset({"edge", "all"})


def steps_taken(context: CheckContext, catalogue: Catalogue) -> SeenSteps:
    """See for every vulnerability that asks for a step whether it was taken.

    What the facts don't say is in neither of the sets: it stays to be verified by hand.
    """
    taken: set[Place] = set()
    missing: set[Place] = set()
    for cve in catalogue.cves:
        for action in cve.actions:
            if not action.required:
                continue
            answer = _taken(context, action)
            if answer is not None:
                (taken if answer else missing).add((cve.id, action.id))
    return SeenSteps(frozenset(taken), frozenset(missing))


def _taken(context: CheckContext, action: Action) -> bool | None:
    if is_edge(context) and _ON_EDGE.isdisjoint(action.applies_to):
        return True
    answer = _ANSWERS.get(action.id)
    if answer is None:
        return None
    try:
        return answer(context, action)
    except (NotCollectedError, UnreadableError):
        return None


_ANSWERS: Mapping[str, Answer] = {
    "dedicated-hybrid-app": lambda context, _: hybrid_app_is_set(context),
    "download-domains": lambda context, _: download_domains_are_set(context),
    "extended-protection": lambda context, _: protection(context).protects,
    "no-disabling-override": lambda context, action: (
        not switched_off(
            context, [(one.component, one.section, one.parameter) for one in action.overrides]
        )
    ),
    "no-fipfs-outsidein-override": lambda context, _: outside_in_is_off(context),
    "prepare-all-domains": lambda context, _: domains_are_prepared(context),
    "prepare-schema": lambda context, _: schema_is_extended(context),
    "serialized-data-signing": lambda context, _: signs(context),
    "token-cache-module": lambda context, _: token_cache_is_safe(context),
}
