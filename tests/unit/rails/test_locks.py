# SPDX-License-Identifier: MIT
"""The lock files fit the project's metadata and say nothing of where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[3]
RELEASE = ROOT / "installer" / "requirements.lock"
EVERYTHING = ROOT / "installer" / "requirements-dev.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pinned(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (RELEASE, PROJECT["project"]["dependencies"]),
        (EVERYTHING, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
    ids=["release", "everything"],
)
def test_every_dependency_is_pinned_to_a_version_it_allows(path: Path, wanted: list[str]):
    pins = pinned(path)

    for text in wanted:
        requirement = Requirement(text)
        version = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is locked to {version}"


def test_development_uses_the_very_versions_of_the_release():
    assert pinned(RELEASE).items() <= pinned(EVERYTHING).items()


@pytest.mark.parametrize("path", [RELEASE, EVERYTHING], ids=lambda path: path.name)
def test_every_pin_has_hashes_and_none_names_a_place(path: Path):
    text = path.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert len(entries) == len(pinned(path))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in text
