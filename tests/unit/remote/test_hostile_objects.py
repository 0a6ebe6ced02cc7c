# SPDX-License-Identifier: MIT
"""Objects in a session that are none, or do more than objects: refused before they cost much."""

from __future__ import annotations

import struct
import uuid
from collections.abc import Callable

import pytest

from exchpatch_gui.demo.remoting.envelopes import Envelope, received
from exchpatch_gui.domain.evidence import Failure, FailureKind
from tests.helpers.remote_servers import Faults, Instead, order
from tests.unit.remote.starting import Start, failure_of

PIPELINE_OUTPUT = 0x00041004
TO_CLIENT = 1
WHOLE = 3
ENTITIES = '<!DOCTYPE S [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]><S>&b;</S>'
# It says that it is an error, lacks what an error has, and writes to the terminal.
NO_ERROR = """\
<Obj RefId="0"><TN RefId="0"><T>System.Management.Automation.ErrorRecord</T></TN>
<ToString>_x001B_]0;owned_x0007_</ToString></Obj>"""


def output(text: str) -> bytes:
    """Give one object of the output stream as one fragment ([MS-PSRP] 2.2.1 and 2.2.4)."""
    head = struct.pack("<II", TO_CLIENT, PIPELINE_OUTPUT) + uuid.uuid4().bytes_le * 2
    blob = head + text.encode()
    return struct.pack(">QQBI", 1000, 0, WHOLE, len(blob)) + blob


@pytest.fixture
def collected_in_vain(start: Start) -> Callable[[str], Failure]:
    """Collect from a server that sends this in place of every answer of the collector."""

    def collect(text: str) -> Failure:
        def say(asked: Envelope) -> Instead:
            if asked.action != "Receive" or not asked.command:
                return None
            return 200, received(asked, [output(text)], is_done=False)

        place = start(faults=Faults(on_message=say))
        failure = failure_of(order(place))
        assert place.server.shells == {}
        return failure

    return collect


@pytest.mark.parametrize("text", [ENTITIES, NO_ERROR])
def test_what_is_no_object_is_told_as_such(
    collected_in_vain: Callable[[str], Failure], text: str, capsys: pytest.CaptureFixture[str]
):
    failure = collected_in_vain(text)

    assert (failure.kind, failure.reason) == (FailureKind.PROTOCOL, "winrm-unreadable")
    assert "\x1b" not in capsys.readouterr().err + str(failure.params)
