# SPDX-License-Identifier: MIT
"""The command starts quickly: what it doesn't need it doesn't load, and Qt never."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_SCRIPT = """
import json, sys
from exchpatch_gui.__main__ import main
sys.argv = ["exchpatch", *json.loads(sys.argv[1])]
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
# Named tuples compile each annotation that is a text, and keep what comes of it.
_COMPILED = """
import sys
from exchpatch_gui.cli.main import run
run(["lookup", "15.2.2562.37"])
ours = [vars(module) for name, module in sys.modules.items() if name.startswith("exchpatch_gui")]
kinds = {kind for names in ours for kind in names.values() if hasattr(kind, "_fields")}
for kind in kinds:
    if any(type(one).__name__ == "ForwardRef" for one in kind.__annotations__.values()):
        print(kind, file=sys.stderr)
"""
_QT = {"PySide6", "shiboken6"}
# Each of the first costs more than all of lookup may take, of the others a tenth.
_HEAVY = {"msgspec", "requests", "urllib3", "cryptography", "jinja2", "typst", "asyncio"}
_NOT_LIGHT = {"dataclasses", "inspect", "logging"}


def modules_after(*arguments: str) -> set[str]:
    """Run the command in a process of its own and give the modules it had loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, json.dumps(arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip(), done.stdout
    loaded: list[str] = json.loads(done.stderr.strip().splitlines()[-1])
    return set(loaded)


def test_looking_up_a_build_loads_nothing_heavy():
    assert modules_after("lookup", "15.2.2562.37") & (_HEAVY | _NOT_LIGHT | _QT) == set()


def test_looking_up_a_build_compiles_no_annotations():
    done = subprocess.run(
        [sys.executable, "-c", _COMPILED], capture_output=True, text=True, check=False
    )

    assert "15.2.2562.37" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("check", "mail.contoso.invalid"),
        ("servers", "list"),
        ("catalogue", "info"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_never_loads_qt(arguments: tuple[str, ...]):
    assert modules_after(*arguments) & _QT == set()


@pytest.mark.parametrize(
    "arguments",
    [("check", "mail.contoso.invalid"), ("servers", "list"), ("sign-ins", "list")],
    ids=lambda arguments: arguments[0],
)
def test_a_command_looks_for_no_vault_before_a_password_is_needed(arguments: tuple[str, ...]):
    assert modules_after(*arguments) & {"keyring", "secretstorage", "jeepney", "getpass"} == set()


def test_the_services_load_without_qt():
    script = "import sys, exchpatch_gui.services.container; print('PySide6' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
