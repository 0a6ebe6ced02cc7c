# SPDX-License-Identifier: MIT
"""The reader against psrpcore, another implementation of the same specification."""

from __future__ import annotations

import io
from typing import Any

import psrpcore.types as ps
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.collected.clixml.reader import read
from exchpatch_gui.collected.clixml.values import PsObject
from tests.unit.clixml.exports import export
from tests.unit.clixml.writing import clixml

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**31), 2**31 - 1)
    | st.text(max_size=30)
    | st.binary(max_size=30)
    | st.floats(allow_nan=False, width=64)
)
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=4), max_leaves=12)


class _NoSecrets(ps.PSCryptoProvider):
    def decrypt(self, _value: bytes) -> bytes:
        raise AssertionError("there are no secrets here")

    encrypt = register_key = decrypt


def _ours(text: str) -> list[Any]:
    return [_plain(one) for one in read(io.BytesIO(text.encode("utf-8")))]


def _theirs(text: str) -> list[Any]:
    return [_known(one) for one in ps.deserialize_clixml(text, _NoSecrets())]


def _plain(value: Any) -> Any:
    """Write what the reader gives as lists, pairs and scalars."""
    if not isinstance(value, PsObject):
        return value
    if value.items is not None:
        return [_plain(one) for one in value.items]
    if value.entries is not None:
        return [(_plain(key), _plain(one)) for key, one in value.entries]
    if value.value is not None:
        return _plain(value.value)
    return {name: _plain(one) for name, one in value.members.items()}


def _known(value: Any) -> Any:
    """Write what psrpcore gives in the same way."""
    if isinstance(value, ps.PSDict | dict):
        return [(_known(key), _known(one)) for key, one in value.items()]
    if isinstance(value, list | tuple):
        return [_known(one) for one in value]
    if value is None or isinstance(value, bool):
        return value
    for plain in (bytes, int, float):
        if isinstance(value, plain):
            return plain(value)
    if isinstance(value, str):
        return str(value)
    notes = value.PSObject
    properties = [*notes.adapted_properties, *notes.extended_properties]
    return {one.name: _known(one.get_value(value)) for one in properties}


@given(_VALUES)
def test_what_another_program_writes_is_read(value: Any):
    text = ps.serialize_clixml([value], _NoSecrets())

    assert _ours(text) == [value]


@pytest.mark.parametrize(
    "element",
    [
        "<S>a_x000D__x000A_b_x005F_x0041_</S>",
        "<U64>18446744073709551615</U64>",
        "<I64>-5</I64>",
        "<Db>12.5</Db>",
        "<B>false</B>",
        "<Nil />",
        "<BA>AQID</BA>",
        '<Obj RefId="0"><LST><I32>1</I32><S>b</S></LST></Obj>',
        '<Obj RefId="0"><DCT><En><S N="Key">a</S><I32 N="Value">1</I32></En></DCT></Obj>',
        '<Obj RefId="0"><MS><Obj N="c" RefId="1"><MS><S N="d">e</S></MS></Obj></MS></Obj>',
        '<Obj RefId="0"><LST><Obj RefId="1"><MS /></Obj><Ref RefId="1" /></LST></Obj>',
    ],
)
def test_both_read_the_same(element: str):
    text = f'<Objs Version="1.1.0.1">{element}</Objs>'

    assert _ours(text) == _theirs(text)


def test_both_read_the_same_export():
    content = export()["HealthCheckerExchangeServer"]
    text = clixml(content["OSInformation"]["RegistryValues"], content["OSInformation"]["PageFile"])

    assert _ours(text) == _theirs(text)
