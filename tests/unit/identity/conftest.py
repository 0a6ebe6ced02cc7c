# SPDX-License-Identifier: MIT
"""The shipped catalogue, and the weighing with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.evidence import ProbeOutcome
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.identity.fuse import identify

Weigh = Callable[[Sequence[ProbeOutcome]], Identity]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Give the shipped catalogue."""
    return load_shipped()


@pytest.fixture(scope="session")
def weigh(catalogue: Catalogue) -> Weigh:
    """Weigh outcomes of one server."""
    return lambda outcomes: identify("mail.contoso.example", outcomes, catalogue)
