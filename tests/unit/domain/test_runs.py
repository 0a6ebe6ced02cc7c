# SPDX-License-Identifier: MIT
from dataclasses import replace
from datetime import UTC, date, datetime

from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, ServerResult, Trigger
from exchpatch_gui.domain.verdicts import Advice, Support, SupportStatus

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_the_summary_counts_every_light_even_those_that_do_not_occur():
    result = ServerResult(
        server=None,
        at=NOW,
        light=TrafficLight.RED,
        headline=Message("any"),
        identity=Identity(IdentityVerdict.UNREACHABLE),
        support=Support(SupportStatus.UNKNOWN, None, None, Message("any")),
        cves=(),
        advice=Advice(),
        findings=(),
        observations=(),
        failures=(),
    )
    run = CheckRun(
        id="1",
        started=NOW,
        finished=NOW,
        trigger=Trigger.CLI,
        app_version="0",
        day=NOW.date(),
        catalogue=CatalogueInfo(date(2026, 10, 15), 40, "shipped", stale=True),
        results=(result, replace(result, light=TrafficLight.GREEN), result),
    )

    assert [(light.value, count) for light, count in run.summary.items()] == [
        ("red", 2),
        ("yellow", 0),
        ("grey", 0),
        ("green", 1),
    ]
