# SPDX-License-Identifier: MIT
"""The shipped catalogue, each build judged once for all tests."""

from __future__ import annotations

from functools import cache

from exchpatch_gui.catalogue import loader
from exchpatch_gui.catalogue.assess import Assessor
from exchpatch_gui.catalogue.placement import place
from exchpatch_gui.domain.verdicts import CveState
from tests.helpers.catalogues import (
    context,
    findings,
    identity,
    light,
)

SHIPPED = loader.load_shipped()
TODAY = SHIPPED.date
EXPLOITED = [cve for cve in SHIPPED.cves if cve.kev is not None]
DONE = {CveState.FIXED, CveState.CONFIGURATION_MISSING}


@cache
def on(day):
    as_known = SHIPPED.as_of(day)
    return as_known, Assessor(as_known, day)


@cache
def checked(build, day=TODAY):
    judging, assessor = on(day)
    return context(identity(build, judging), judging, day, assessor=assessor)


@cache
def states_of(build):
    return {one.id: one for one in checked(str(build)).cves}


def state_of(cve_id, build):
    return states_of(build)[cve_id]


def light_on(build, day=TODAY):
    return light(findings(checked(build, day)))


def predecessor(build, level):
    """Give the newest listed build of the product that lacks what came with a build."""
    below = place(build, SHIPPED).below
    return below.build if below is not None and below.level.product == level.product else None
