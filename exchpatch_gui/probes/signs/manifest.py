# SPDX-License-Identifier: MIT
"""The ClickOnce manifest of Exchange's export tool: the stamped build, or signs of a bait."""

from __future__ import annotations

import re
from xml.parsers import expat

from exchpatch_gui.domain.values import dataclass

_NAMESPACE = "urn:schemas-microsoft-com:asm.v1"
_ROOT = f"{_NAMESPACE} assembly"
_IDENTITY = f"{_NAMESPACE} assemblyIdentity"
_NAME = "microsoft.exchange.ediscovery.exporttool.application"
_VERSION = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,5}\.\d{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The identity at the head of the manifest.

    Attributes:
        version: Four parts; the first three are the cumulative update's.
        token: The public key token; it differs from build to build.
    """

    version: str
    token: str

    @property
    def is_bait(self) -> bool:
        """Whether no signed manifest can look like this."""
        return not self.token.strip("0") or self.version.endswith(".0.0")


class _Done(Exception):  # noqa: N818 (it ends the parser early and is no error)
    pass


class _Reader:
    """Looks at the root and at the first identity of the right name, and stops there.

    The rest of the document, which may have been cut, says nothing more.
    """

    def __init__(self) -> None:
        self.found: Manifest | None = None
        self._inside = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, body: bytes) -> Manifest | None:
        try:
            self._parser.Parse(body, False)
        except (_Done, expat.ExpatError):
            return self.found
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._inside:
            if name != _ROOT:
                raise _Done
            self._inside = True
            return
        if name == _IDENTITY and attributes.get("name", "").lower() == _NAME:
            version = attributes.get("version", "")
            if _VERSION.fullmatch(version):
                self.found = Manifest(version, attributes.get("publicKeyToken", ""))
            raise _Done

    def _doctype(self, *_: object) -> None:
        raise _Done


def read_manifest(body: bytes) -> Manifest | None:
    """Read the manifest's own identity; anything else than such a document gives None."""
    return _Reader().read(body)
