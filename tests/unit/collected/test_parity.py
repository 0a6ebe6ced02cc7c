# SPDX-License-Identifier: MIT
"""What Microsoft's own tests expect of two real servers, for every check there is."""

from __future__ import annotations

import importlib.util
import json
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.base import discover as discover_outside
from exchpatch_gui.checks.inside.base import discover
from exchpatch_gui.collected.decoder import load
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.engine.single import run_of
from exchpatch_gui.reporting.document import result_document

KNOWN = {one.id for one in discover()} | {one for one, _ in discover_outside()}


@pytest.fixture(scope="module")
def grade(shared) -> ModuleType:
    spec = importlib.util.spec_from_file_location("grade", shared / "parity" / "grade.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["e16-main-basic", "e19-main-hyperv"])
def test_every_expectation_of_a_known_check_is_met(shared, grade, name):
    folder = shared / "parity"
    wanted: Any = json.loads((folder / "expectations" / f"{name}.json").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(wanted["now"])
    judge = Judge(load_shipped(), now.date())
    result = judge_facts(judge, load(folder / wanted["fixture"]))
    run = run_of(judge, (result,), Trigger.IMPORT, now)
    findings = result_document(run, wording.load())["servers"][0]["findings"]

    applicable = [
        one for one in wanted["expectations"] if not one["skip"] and one["check_id"] in KNOWN
    ]
    missed = [
        (one["check_id"], one["instance"], one["field"], one["value"], one["light"])
        for one in applicable
        if not grade.met(one, findings)[0]
    ]

    assert applicable
    assert missed == []
