# SPDX-License-Identifier: MIT
import pytest

from exchpatch_gui.checks import base
from exchpatch_gui.errors import Bug


def test_finding_no_check_at_all_is_a_fault_and_never_a_clean_bill(monkeypatch):
    monkeypatch.setattr(base, "_registered", {})

    with pytest.raises(Bug, match="checks"):
        base.discover.__wrapped__()
