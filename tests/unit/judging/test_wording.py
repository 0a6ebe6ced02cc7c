# SPDX-License-Identifier: MIT
"""Every finding, step and sentence of the judgement can be worded, with all its parameters."""

from __future__ import annotations

import ast
import inspect
from datetime import date

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue import loader
from exchpatch_gui.catalogue.prerequisites import Need
from exchpatch_gui.catalogue.route import StationKind
from exchpatch_gui.catalogue.steps import WORDED_ACTIONS
from exchpatch_gui.checks import build, catalogue_age, known_issues, support, vulnerabilities
from tests.helpers.catalogues import context, findings, identity, identity_of_family

SHIPPED = loader.load_shipped()
DAYS = (
    date(2019, 5, 1),
    date(2023, 6, 20),
    date(2025, 9, 1),
    date(2026, 2, 15),
    date(2026, 4, 20),
    date(2026, 10, 15),
    date(2026, 11, 24),
)
BUILDS = (
    "6.5.7638.1",
    "8.3.485.1",
    "14.1.218.15",
    "14.3.415.0",
    "15.0.1395.4",
    "15.1.1415.4",
    "15.1.2507.39",
    "15.1.2507.61",
    "15.2.986.14",
    "15.2.1544.11",
    "15.2.1544.36",
    "15.2.1600.1",
    "15.2.1748.39",
    "15.2.1748.55",
    "15.2.2562.37",
    "15.2.2562.44",
    "15.2.2562.46",
    "15.2.2562.56",
    "15.2.2562.99",
    "15.2.3000.1",
)


def everything_said(checked, table):
    for one in findings(checked):
        params = {**one.details, "value": one.value, "instance": one.instance}
        for part in ("title", "detail", "remedy"):
            yield table.text(f"finding.{one.id}.{one.variant}.{part}", params)
    yield table.say(checked.support.sentence)
    for step in checked.advice.steps:
        yield table.say(step.title)
        if step.note:
            yield table.say(step.note)


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_everything_said_of_typical_servers_can_be_worded(language, day):
    table, as_known = wording.load(language), SHIPPED.as_of(day)
    whole = [identity(text, as_known) for text in BUILDS]
    partly = [identity_of_family((15, 2, third), as_known) for third in (1544, 2562, 3000)]

    for who in (*whole, *partly):
        said = list(everything_said(context(who, as_known, day), table))

        assert all("{" not in sentence for sentence in said)


def variants_in(module):
    """Give all texts in a module that look like a variant: what its sentences must cover."""
    tree = ast.parse(inspect.getsource(module))
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    return {text for text in texts if isinstance(text, str)}


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize(
    "module",
    [build, catalogue_age, known_issues, support, vulnerabilities],
    ids=lambda one: one.__name__,
)
def test_every_sentence_of_a_finding_is_one_that_a_check_can_give(language, module):
    written = variants_in(module)
    own = {text for text in written if text.startswith(("build.", "cve.", "catalogue."))}
    keys = [
        key.split(".")
        for key in sorted(wording.load(language).keys())
        if key.startswith("finding.")
    ]

    for parts in keys:
        if ".".join(parts[1:3]) in own:
            assert parts[3] in written, parts


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_kind_of_step_has_a_title_and_a_note(language):
    table = wording.load(language)
    subjects = [
        *(kind.value for kind in StationKind),
        *(f"need.{need}" for need in Need),
        *(f"configure.{one}" for one in (*WORDED_ACTIONS, "other")),
        "identify",
        "verify",
    ]

    missing = [
        key
        for subject in subjects
        for key in (f"step.{subject}", f"step.{subject}.note")
        if not table.has(key)
    ]

    assert missing == []


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_setting_has_a_short_form_for_lists(language):
    table = wording.load(language)

    for action in (*WORDED_ACTIONS, "other"):
        assert table.has(f"step.configure.{action}.short")
