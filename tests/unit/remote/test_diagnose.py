# SPDX-License-Identifier: MIT
"""Causes that can't be made to happen here, by the very errors that would tell of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pypsrp.exceptions import WSManFaultError
from spnego.exceptions import BadBindingsError, FeatureMissingError, NegotiateOptions, SpnegoError

import exchpatch_gui.remote
from exchpatch_gui import wording
from exchpatch_gui.domain.evidence import FailureKind as Kind
from exchpatch_gui.remote.diagnose import refused_sign_in, unexpected_answer
from exchpatch_gui.remote.diagnose_session import script_fault, session_fault
from exchpatch_gui.remote.endpoints import EXCHANGE, WINDOWS
from exchpatch_gui.remote.wire import Reply

WHERE = "ex01.contoso.example:5985"


class WindowsSaysError(OSError):
    """What Windows raises, which exists only there."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Windows says {number:#x}")
        self.winerror = number - (1 << 32)  # as it comes: signed


class KerberosError(Exception):
    """What GSSAPI raises, which may not be installed."""

    def __init__(self, words: str, number: int = 0) -> None:
        super().__init__(words)
        self.maj_code = 851968
        self.min_code = number


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (0x80090303, "winrm-name-unknown"),
        (0x80090322, "winrm-name-unknown"),
        (0x80090324, "winrm-clock-kerberos"),
        (0x80090311, "winrm-no-controller"),
        (0x8009030E, "winrm-no-ticket"),
        (0x80090346, "winrm-channel-binding"),
        (0x8009030C, "winrm-refused"),
        (0xC000006D, "winrm-refused"),
        (0xC0000234, "winrm-locked"),
        (0xC0000071, "winrm-expired"),
        (0xC0000072, "winrm-disabled"),
        (0xC000015B, "winrm-no-network-logon"),
        (0xC0000418, "winrm-ntlm-refused"),
        (0x80090367, "winrm-other"),
    ],
)
def test_numbers_of_windows_have_their_cause(number: int, reason: str):
    error = SpnegoError(error_code=13, base_error=WindowsSaysError(number))

    failure = refused_sign_in(error, WHERE).failure

    assert (failure.kind, failure.reason) == (Kind.AUTH, reason)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Clock skew too great", "winrm-clock-kerberos"),
        ("Server not found in Kerberos database", "winrm-name-unknown"),
        ("Server host/ex01@CONTOSO.EXAMPLE not found in Kerberos database", "winrm-name-unknown"),
        ("Client 'nobody@CONTOSO.EXAMPLE' not found in Kerberos database", "winrm-refused"),
        ("Message stream modified", "winrm-name-unknown"),
        ('Cannot find KDC for realm "CONTOSO.EXAMPLE"', "winrm-no-controller"),
        ("Preauthentication failed", "winrm-refused"),
        ("Client's credentials have been revoked", "winrm-locked"),
        ("Password has expired", "winrm-expired"),
        ("No Kerberos credentials available (default cache: FILE:/tmp/krb5cc)", "winrm-no-ticket"),
        ("Ticket expired", "winrm-no-ticket"),
        ("Something new", "winrm-other"),
    ],
)
def test_words_of_kerberos_have_their_cause(words: str, reason: str):
    error = SpnegoError(base_error=KerberosError(words))

    failure = refused_sign_in(error, WHERE).failure

    assert (failure.kind, failure.reason) == (Kind.AUTH, reason)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (-1765328378, "winrm-refused"),
        (-1765328377, "winrm-name-unknown"),
        (-1765328366, "winrm-locked"),
        (-1765328361, "winrm-expired"),
        (-1765328360, "winrm-refused"),
        (-1765328353, "winrm-refused"),
        (-1765328352, "winrm-no-ticket"),
        (-1765328347, "winrm-clock-kerberos"),
        (-1765328343, "winrm-name-unknown"),
        (-1765328228, "winrm-no-controller"),
        (-1765328189, "winrm-no-ticket"),
        (-1765328174, "winrm-refused"),
    ],
)
def test_kerberos_is_understood_in_every_language(number: int, reason: str):
    foreign = KerberosError("Vorauthentifizierung fehlgeschlagen", number + (1 << 32))

    failure = refused_sign_in(SpnegoError(base_error=foreign), WHERE).failure

    assert (failure.kind, failure.reason) == (Kind.AUTH, reason)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ImportError("GSSAPIProxy requires gssapi"), "winrm-no-kerberos"),
        (FeatureMissingError(NegotiateOptions.wrapping_winrm), "winrm-no-kerberos"),
        (BadBindingsError(), "winrm-channel-binding"),
        (ValueError("odd"), "winrm-other"),
    ],
)
def test_errors_of_the_library_have_their_cause(error: Exception, reason: str):
    assert refused_sign_in(error, WHERE).failure.reason == reason


@pytest.mark.parametrize(
    ("code", "words", "kind", "reason"),
    [
        (None, "", Kind.FORBIDDEN, "winrm-exchange"),
        (5, "Access is denied.", Kind.FORBIDDEN, "winrm-exchange"),
        (2150858843, "gone", Kind.PROTOCOL, "winrm-ended"),
    ],
)
def test_the_door_of_exchange_gives_no_reason(
    code: int | None, words: str, kind: Kind, reason: str
):
    error = WSManFaultError(code, None, words, None, None, None)

    failure = session_fault(error, WHERE, EXCHANGE).failure

    assert (failure.kind, failure.reason) == (kind, reason)


def test_a_stopped_application_pool_is_told_at_the_door_of_exchange_only():
    reply = Reply(503, (), b"")

    assert unexpected_answer(reply, WHERE, EXCHANGE).failure.reason == "winrm-pool"
    assert unexpected_answer(reply, WHERE, WINDOWS).failure.reason == "winrm-unavailable"


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        (
            "PowerShell is restricted here: ConstrainedLanguage.",
            Kind.FORBIDDEN,
            "winrm-language",
        ),
        (
            "The term 'Get-CimInstance' is not recognized as the name of a cmdlet, function, ...",
            Kind.FORBIDDEN,
            "winrm-endpoint",
        ),
        (
            "The syntax is not supported by this runspace. It might be in no-language mode.",
            Kind.FORBIDDEN,
            "winrm-endpoint",
        ),
        (
            "File profile.ps1 cannot be loaded because running scripts is disabled on this system.",
            Kind.FORBIDDEN,
            "winrm-policy",
        ),
        ("Exception of type 'System.OutOfMemoryException'", Kind.BLOCKED, "winrm-memory"),
        ("Something else.", Kind.PROTOCOL, "winrm-script"),
    ],
)
def test_what_powershell_says_has_its_cause(words: str, kind: Kind, reason: str):
    failure = script_fault(("An earlier error.", words), WHERE).failure

    assert (failure.kind, failure.reason) == (kind, reason)


def test_a_script_that_says_nothing_has_a_cause_too():
    assert script_fault((), WHERE).failure.reason == "winrm-script"


def reasons() -> set[str]:
    """Give every reason that stands in the code."""
    files = Path(exchpatch_gui.remote.__file__).parent.glob("*.py")
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {one for one in texts if isinstance(one, str) and one.startswith("winrm-")} - {"winrm-"}


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_cause_has_its_sentences(language: str):
    keys = wording.load(language).keys()
    said = {
        (key.split(".")[2], key.split(".")[3])
        for key in keys
        if key.startswith("failure.") and ".winrm-" in key
    }

    assert len(reasons()) > 45
    assert {(one, part) for one in reasons() for part in ("message", "hint")} <= said
