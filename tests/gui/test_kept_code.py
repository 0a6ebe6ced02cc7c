# SPDX-License-Identifier: MIT
"""What PySide would compile at every start: kept for the same text, made anew for another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

import pytest

from exchpatch_gui.viewmodels import kept_code as module
from exchpatch_gui.viewmodels.kept_code import kept_code

# In a process of its own: Qt is imported once, and nobody stops listening to the interpreter.
_START = """
import sys
compiled = []
def listen(event, arguments):
    if event == "compile" and str(arguments[1]).startswith("shibokensupport/"):
        compiled.append(arguments[1])
sys.addaudithook(listen)
from exchpatch_gui.viewmodels.interpreter import hurry
hurry()
print(len(compiled))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled modules go in this test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made = Path(cache_from_source(module.__file__)).parent
    made.mkdir(parents=True)
    return made


def test_a_second_start_compiles_nothing_of_pyside(tmp_path: Path):
    assert _compiled_by_a_start(tmp_path) > 0
    assert _compiled_by_a_start(tmp_path) == 0


def test_nothing_is_written_where_python_writes_none(tmp_path: Path):
    silent = {"PYTHONDONTWRITEBYTECODE": "1"}

    assert _compiled_by_a_start(tmp_path, silent) > 0
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_runs_like_what_was_compiled(folder: Path):
    assert _run(_carried(b"value = 6 * 7")) == 42
    assert _run(_carried(b"value = 6 * 7")) == 42
    assert len(list(folder.iterdir())) == 1


def test_another_text_is_compiled_and_takes_the_place_of_the_first(folder: Path):
    _carried(b"value = 1")

    assert _run(_carried(b"value = 2")) == 2
    (kept,) = folder.iterdir()
    before = kept.read_bytes()
    assert _run(_carried(b"value = 2")) == 2
    assert kept.read_bytes() == before


@pytest.mark.parametrize("left", [0, 3, 20, -1])
def test_a_file_that_was_cut_off_is_written_anew(folder: Path, left: int):
    _carried(b"value = 1")
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:left])

    assert _run(_carried(b"value = 1")) == 1
    assert kept.read_bytes() == whole


def test_what_another_version_of_python_has_kept_is_not_taken(folder: Path):
    _carried(b"value = 1")
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(b"\0\0\0\0" + whole[4:])

    assert _run(_carried(b"value = 1")) == 1
    assert kept.read_bytes() == whole


def test_without_a_place_everything_is_compiled_as_ever(folder: Path):
    folder.rmdir()

    assert _run(_carried(b"value = 1")) == 1
    assert not folder.exists()


def test_other_code_is_none_of_its_business(folder: Path):
    with kept_code():
        assert eval(compile("6 * 7", "shibokensupport/sum.py", "eval")) == 42  # noqa: S307 (its own text)
        assert _run(compile(b"value = 3", "elsewhere.py", "exec")) == 3
        assert _run(compile("value = 4", "shibokensupport/typed.py", "exec")) == 4
    assert list(folder.iterdir()) == []


def test_the_interpreter_gets_its_own_compiler_back(folder: Path):
    own = compile
    with pytest.raises(SyntaxError), kept_code():
        compile(b"value =", "shibokensupport/broken.py", "exec")

    assert compile is own
    assert list(folder.iterdir()) == []


def _carried(text: bytes) -> CodeType:
    """Compile as PySide does what it carries."""
    with kept_code():
        code: CodeType = compile(text, "shibokensupport/one.py", "exec")
    return code


def _run(code: CodeType) -> object:
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 (its own text)
    return names["value"]


def _compiled_by_a_start(folder: Path, more: Mapping[str, str] | None = None) -> int:
    """Give how many of its own modules PySide compiles when the window's process begins."""
    usual = {name: one for name, one in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _START],
        env={**usual, "PYTHONPYCACHEPREFIX": str(folder), **(more or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return int(done.stdout)
