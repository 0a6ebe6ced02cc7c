# SPDX-License-Identifier: MIT
"""The envelopes of WS-Management, as [MS-WSMV] has them."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

_NAMESPACES = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "a": "http://schemas.xmlsoap.org/ws/2004/08/addressing",
    "w": "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    "rsp": "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
    "x": "http://schemas.xmlsoap.org/ws/2004/09/transfer",
    "f": "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_CREATION = "{http://schemas.microsoft.com/powershell}creationXml"
_STATES = _NAMESPACES["rsp"] + "/CommandState/"
TIMED_OUT = 2150858793
NO_SUCH_SHELL = 2150858843


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message of a client.

    Attributes:
        action: Its last word: ``Create``, ``Command``, ``Send``, ``Receive``, ``Signal``,
            ``Delete``.
        message_id: What the answer has to name.
        resource: What kind of shell is meant.
        shell: Its id, or empty.
        seconds: How long the client waits for an answer.
        command: Id of the pipeline, or empty.
        data: Fragments of [MS-PSRP] that came along.
        signal: What a pipeline is told, or empty.
    """

    action: str
    message_id: str
    resource: str
    shell: str
    seconds: float
    command: str
    data: bytes
    signal: str

    @classmethod
    def parse(cls, text: bytes) -> Envelope:
        """Read a message.

        Raises:
            ValueError: It is none.
        """
        try:
            root = ET.fromstring(text)  # noqa: S314 (from our own client, on loopback)
        except ET.ParseError as error:
            raise ValueError("not XML") from error
        body = root.find("s:Body", _NAMESPACES)
        if body is None:
            raise ValueError("no envelope")

        def header(path: str) -> str:
            return root.findtext(f"s:Header/{path}", "", _NAMESPACES)

        seconds = re.fullmatch(r"PT([\d.]+)S", header("w:OperationTimeout"))
        return cls(
            action=header("a:Action").rpartition("/")[2],
            message_id=header("a:MessageID"),
            resource=header("w:ResourceURI"),
            shell=header("w:SelectorSet/w:Selector") or _attribute(body, "rsp:Shell", "ShellId"),
            seconds=float(seconds[1]) if seconds else 20.0,
            command=_command_of(body),
            data=_data_of(body),
            signal=body.findtext("rsp:Signal/rsp:Code", "", _NAMESPACES),
        )


def _attribute(body: ET.Element, path: str, name: str) -> str:
    found = body.find(path, _NAMESPACES)
    return "" if found is None else found.get(name, "")


def _command_of(body: ET.Element) -> str:
    paths = (
        "rsp:CommandLine",
        "rsp:Receive/rsp:DesiredStream",
        "rsp:Send/rsp:Stream",
        "rsp:Signal",
    )
    return next((one for path in paths if (one := _attribute(body, path, "CommandId"))), "")


def _data_of(body: ET.Element) -> bytes:
    places = (
        body.findtext("rsp:CommandLine/rsp:Arguments", "", _NAMESPACES),
        body.findtext("rsp:Send/rsp:Stream", "", _NAMESPACES),
        body.findtext(f"rsp:Shell/{_CREATION}", "", _NAMESPACES),
    )
    return base64.b64decode(next((one for one in places if one), ""))


def answer(asked: Envelope, body: str) -> bytes:
    """Answer a message."""
    return (
        f"<s:Envelope {_DECLARED}><s:Header><a:Action>{asked.action}Response</a:Action>"
        f"<a:RelatesTo>{escape(asked.message_id)}</a:RelatesTo></s:Header>"
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def fault(asked: Envelope, code: int, text: str) -> bytes:
    """Refuse a message with one of Windows' numbers; 0 gives neither number nor words."""
    said = escape(text)
    detail = (
        f'<s:Detail><f:WSManFault Code="{code}" Machine="demo"><f:Message>{said}</f:Message>'
        "</f:WSManFault></s:Detail>"
    )
    return (
        f"<s:Envelope {_DECLARED}><s:Header><a:RelatesTo>{escape(asked.message_id)}</a:RelatesTo>"
        "</s:Header><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{said}</s:Text></s:Reason>{detail if code else ""}'
        "</s:Fault></s:Body></s:Envelope>"
    ).encode()


def shell_made(asked: Envelope, shell: str) -> bytes:
    """Say that a shell was made, and under which id."""
    return answer(
        asked,
        "<x:ResourceCreated><a:Address>http://demo/wsman</a:Address><a:ReferenceParameters>"
        f"<w:ResourceURI>{escape(asked.resource)}</w:ResourceURI><w:SelectorSet>"
        f'<w:Selector Name="ShellId">{shell}</w:Selector></w:SelectorSet>'
        f"</a:ReferenceParameters></x:ResourceCreated><rsp:Shell><rsp:ShellId>{shell}"
        "</rsp:ShellId></rsp:Shell>",
    )


def received(asked: Envelope, pieces: Iterable[bytes], *, is_done: bool) -> bytes:
    """Hand over what a shell or a pipeline has said."""
    named = f' CommandId="{escape(asked.command)}"' if asked.command else ""
    streams = "".join(
        f'<rsp:Stream Name="stdout"{named}>{base64.b64encode(piece).decode()}</rsp:Stream>'
        for piece in pieces
    )
    state = ""
    if asked.command:
        word = "Done" if is_done else "Running"
        state = f'<rsp:CommandState{named} State="{_STATES}{word}"/>'
    return answer(asked, f"<rsp:ReceiveResponse>{streams}{state}</rsp:ReceiveResponse>")


def taken(asked: Envelope) -> bytes:
    """Say that a command, some data or a signal has arrived."""
    if asked.action == "Command":
        body = (
            f"<rsp:CommandResponse><rsp:CommandId>{escape(asked.command)}</rsp:CommandId>"
            "</rsp:CommandResponse>"
        )
        return answer(asked, body)
    return answer(asked, f"<rsp:{asked.action}Response/>" if asked.action != "Delete" else "")
