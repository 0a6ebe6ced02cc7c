# SPDX-License-Identifier: MIT
"""When and by whom the facts were collected that a server is judged by from inside."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.evidence import FACTS_ID, Kind
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.panel_content import PanelComposer

_AGE = "facts.age"


def has_facts(result: ServerResult) -> bool:
    """Tell whether a server was looked at from inside, too."""
    return any(one.id == _AGE for one in result.findings)


def facts_line(result: ServerResult, composer: PanelComposer) -> str:
    """Say when the facts are of, who collected them, and how old that is; or nothing."""
    found = next((one for one in result.findings if one.id == _AGE), None)
    at = found.details.get("at") if found else None
    if found is None or not isinstance(at, datetime):
        return ""
    params: Params = {"at": local(at), "who": _who(result)}
    collected = composer.text("facts.by" if params["who"] else "facts", params)
    days = found.details.get("days")
    if not isinstance(days, int) or days < 1:
        return collected
    return composer.text("facts.old", {"facts": collected, "count": days})


def _who(result: ServerResult) -> str:
    """Give the account, or else the kind of file."""
    seen = [one for one in result.observations if one.id.startswith(f"{FACTS_ID}-")]
    accounts = [one.value for one in seen if one.kind is Kind.ACCOUNT]
    sources = [one.source.partition(",")[0] for one in seen]
    return clean(next(iter((*accounts, *sources)), ""), 80)
