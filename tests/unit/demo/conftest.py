# SPDX-License-Identifier: MIT
"""One fleet for the tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from exchpatch_gui.demo.fleet import DemoFleet


@pytest.fixture(scope="module")
def fleet() -> Iterator[DemoFleet]:
    with DemoFleet.start(datetime.now(UTC)) as started:
        yield started
