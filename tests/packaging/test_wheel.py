# SPDX-License-Identifier: MIT
"""What travels: the wheel holds every module and every resource, the sdist can make the wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from exchpatch_gui import __version__

ROOT = Path(__file__).resolve().parents[2]


def build(target: str, source: Path, output: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", output],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (made,) = output.iterdir()
    return made


def files_below(folder: Path, pattern: str = "*") -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from the sdist, so that both are proven."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        # The argument of this name came with 3.11.4, and newer releases warn without a filter.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(unpacked)  # noqa: S202 (our own archive)
    (source,) = unpacked.iterdir()
    return build("wheel", source, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_resource_is_in_the_wheel(names: set[str]):
    prefix = "exchpatch_gui/resources/"
    packed = {name.removeprefix(prefix) for name in names if name.startswith(prefix)}

    assert packed == files_below(ROOT / "resources")


def test_every_module_is_in_the_wheel(names: set[str]):
    packed = {name.removeprefix("exchpatch_gui/") for name in names if name.endswith(".py")}

    assert packed == files_below(ROOT / "exchpatch_gui", "*.py")


def test_nothing_else_is_in_the_wheel(names: set[str]):
    assert {name.split("/")[0] for name in names} == {
        "exchpatch_gui",
        f"exchpatch_gui-{__version__}.dist-info",
    }


def test_the_wheel_has_the_command_and_the_licence(wheel: Path, names: set[str]):
    info = f"exchpatch_gui-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(f"{info}/entry_points.txt").decode()

    assert "exchpatch = exchpatch_gui.__main__:command" in entry_points
    assert "exchpatch-gui = exchpatch_gui.__main__:main" in entry_points
    assert f"{info}/licenses/LICENSE" in names


def test_the_installed_package_finds_its_resources(wheel: Path, tmp_path: Path):
    shutil.unpack_archive(wheel, tmp_path, format="zip")
    script = "from exchpatch_gui import resources; print(resources.path('locale/en/cli.json'))"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    found = Path(done.stdout.strip())
    assert found == tmp_path / "exchpatch_gui" / "resources" / "locale" / "en" / "cli.json"


def test_the_source_distribution_has_what_a_checkout_has(sdist: Path):
    with tarfile.open(sdist) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}

    assert {
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "ARCHITECTURE.md",
        ".importlinter",
        "pyproject.toml",
        "docs/command-line.md",
        "installer/dev.py",
        "installer/requirements.lock",
        "tests/conftest.py",
    } <= packed
