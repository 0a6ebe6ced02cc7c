# SPDX-License-Identifier: MIT
"""Every closed choice has its word, and every label of a page is used."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from exchpatch_gui import resources
from exchpatch_gui.catalogue.model import UpdateKind
from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.verdicts import CveReason, CveState, StepKind, SupportStatus, UrlKind
from exchpatch_gui.reporting.sentences import Sentences
from tests.helpers.result_texts import wording

_AREAS: dict[str, type[StrEnum]] = {
    "light": TrafficLight,
    "cve": CveState,
    "reason": CveReason,
    "update": UpdateKind,
    "identity": IdentityVerdict,
    "precision": Precision,
    "relation": Relation,
    "confidence": Confidence,
    "kind": Kind,
    "step": StepKind,
    "url": UrlKind,
    "support": SupportStatus,
    "trigger": Trigger,
}


@pytest.mark.parametrize("area", sorted(_AREAS))
def test_every_choice_has_a_word(area: str) -> None:
    sentences = Sentences(wording())

    for choice in _AREAS[area]:
        assert sentences.word(area, choice)


def test_labels_of_the_pages_are_exactly_those_that_exist() -> None:
    labels = set(Sentences(wording()).labels("report.label."))

    used = {
        name: set(
            re.findall(
                r"\bl\.([a-z_]+)", resources.path(f"reports/{name}").read_text(encoding="utf-8")
            )
        )
        for name in ("report.typ", "report.html.j2")
    }

    assert used["report.typ"] | used["report.html.j2"] == labels
