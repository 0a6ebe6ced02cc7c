# SPDX-License-Identifier: MIT
"""Where the data directory is."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from exchpatch_gui.config.paths import DATA_DIR_VARIABLE, AppPaths


@pytest.mark.parametrize("home", [None, "/srv/data", "relative", ""])
def test_without_a_name_it_is_where_the_operating_system_has_such_data(
    home: str | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv(DATA_DIR_VARIABLE, raising=False)
    if home is not None:
        monkeypatch.setenv("XDG_DATA_HOME", home)

    expected = platformdirs.user_data_path("ExchPatch", appauthor=False)

    assert AppPaths.choose(None).data_dir == expected


def test_the_option_comes_before_the_environment_and_that_before_the_system(tmp_path: Path):
    environment = {**os.environ, DATA_DIR_VARIABLE: str(tmp_path / "named")}

    assert AppPaths.choose(None, environment).data_dir == tmp_path / "named"
    assert AppPaths.choose(str(tmp_path / "asked"), environment).data_dir == tmp_path / "asked"
