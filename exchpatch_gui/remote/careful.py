# SPDX-License-Identifier: MIT
"""pypsrp's reading of objects, without what XML could do beyond them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from pypsrp.complex_objects import ObjectMeta
from pypsrp.exceptions import SerializationError
from pypsrp.powershell import Fragmenter, RunspacePool
from pypsrp.serializer import Serializer
from pypsrp.wsman import WSMan

_DECLARATION = "<!DOCTYPE"


class CarefulPool(RunspacePool):
    """A pool whose server may send whatever it likes."""

    def __init__(
        self, connection: WSMan, configuration_name: str, idle_timeout: int | None
    ) -> None:
        super().__init__(
            connection, configuration_name=configuration_name, idle_timeout=idle_timeout
        )
        self._serializer = _CarefulSerializer()
        self._fragmenter = Fragmenter(connection.max_payload_size, self._serializer)


class _CarefulSerializer(Serializer):
    """Reads CliXml, which has no declarations ([MS-PSRP] 2.2.5).

    What declares entities makes gigabytes out of kilobytes: expat stops no earlier than at a
    hundredfold (https://libexpat.github.io/doc/api/latest/#billion-laughs).
    """

    def deserialize(
        self,
        element: ET.Element | str,
        metadata: ObjectMeta | None = None,
        clear: bool = True,  # noqa: FBT001, FBT002 (as pypsrp calls it)
    ) -> object:
        """Read an object.

        Raises:
            ValueError: It is none. pypsrp would warn of some, in the server's words, and go on.
        """
        if isinstance(element, str) and _DECLARATION in element:
            raise ValueError("CliXml with a declaration")
        try:
            return super().deserialize(element, metadata, clear)
        except SerializationError as error:
            raise ValueError("not an object of this kind") from error
