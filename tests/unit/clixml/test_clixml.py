# SPDX-License-Identifier: MIT
"""CliXml is read as PowerShell writes it, and refused where PowerShell never would."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from exchpatch_gui.collected.clixml.reader import DEFAULT_LIMITS, CliXmlError, Limits, read
from exchpatch_gui.collected.clixml.values import PsObject
from tests.unit.clixml.writing import Net, Table, clixml, enum

START = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'


def _read(text: str, limits: Limits = DEFAULT_LIMITS, encoding: str = "utf-8") -> tuple[Any, ...]:
    return read(io.BytesIO(text.encode(encoding)), limits)


def _one(body: str) -> Any:
    (value,) = _read(f"{START}{body}</Objs>")
    return value


def _reason(text: str, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(CliXmlError) as caught:
        _read(text, limits)
    return caught.value.reason


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("<S>text</S>", "text"),
        ("<S></S>", ""),
        ("<S>a_x000D__x000A_b</S>", "a\r\nb"),
        ("<S>_x005F_x000A_</S>", "_x000A_"),
        ("<S>_xD83D__xDE00_</S>", "😀"),
        ("<S>_xD83D_</S>", "\ufffd"),
        ("<S>_x0000_</S>", "\x00"),
        ("<S>&lt;b&gt;</S>", "<b>"),
        ("<C>65</C>", "A"),
        ("<B>true</B>", True),
        ("<By>255</By>", 255),
        ("<I32>-1</I32>", -1),
        ("<U32>4294967295</U32>", 4294967295),
        ("<I64>-9223372036854775808</I64>", -(2**63)),
        ("<U64>18446744073709551615</U64>", 2**64 - 1),
        ("<Db>12.5</Db>", 12.5),
        ("<Sg>1E-3</Sg>", 0.001),
        ("<D>1.10</D>", Decimal("1.10")),
        ("<DT>2021-09-28T17:32:01.8071985Z</DT>", datetime(2021, 9, 28, 17, 32, 1, 807198, UTC)),
        ("<DT>2019-12-03T22:33:34</DT>", datetime(2019, 12, 3, 22, 33, 34)),  # noqa: DTZ001 (so it is written)
        ("<TS>PT9.0269026S</TS>", timedelta(seconds=9, microseconds=26903)),
        ("<TS>-P1DT2H3M</TS>", -timedelta(days=1, hours=2, minutes=3)),
        ("<G>59ce2f71-eaa2-4ddf-a4fa-f25069d0b324</G>", "59ce2f71-eaa2-4ddf-a4fa-f25069d0b324"),
        ("<Version>15.2.1748.39</Version>", "15.2.1748.39"),
        ("<URI>https://mail.contoso.example/</URI>", "https://mail.contoso.example/"),
        ("<XD>&lt;a /&gt;</XD>", "<a />"),
        ("<BA>AQID</BA>", b"\x01\x02\x03"),
        ("<SS>01000000d08c9ddf0115d1118c7a00c04fc297eb</SS>", None),
        ("<Nil />", None),
    ],
)
def test_a_plain_value_is_what_it_says(element: str, value: Any):
    found = _one(element)

    assert found == value
    assert type(found) is type(value)


def test_an_object_has_types_text_and_members():
    found = _one(
        '<Obj RefId="0"><TN RefId="0"><T>Narrow</T><T>System.Object</T></TN>'
        "<ToString>shown</ToString>"
        '<Props><S N="Name">own</S><I32 N="Odd_x0020_name">1</I32></Props>'
        '<MS><S N="Name">added</S></MS></Obj>'
    )

    assert found.types == ("Narrow", "System.Object")
    assert found.text == "shown"
    assert found.members == {"Name": "added", "Odd name": 1}
    assert (found.items, found.entries) == (None, None)


def test_an_enumeration_has_its_number_and_its_name():
    (found,) = _read(clixml(enum("Active", 1)))

    assert (found.text, found.value) == ("Active", 1)


@pytest.mark.parametrize("tag", ["LST", "STK", "QUE", "IE"])
def test_every_kind_of_list_gives_its_elements(tag: str):
    found = _one(f'<Obj RefId="0"><{tag}><S>a</S><Nil /><I32>3</I32></{tag}></Obj>')

    assert found.items == ("a", None, 3)


def test_the_keys_of_a_dictionary_may_be_objects():
    found = _one(
        '<Obj RefId="0"><DCT><En><Obj N="Key" RefId="1"><MS><S N="Name">group</S></MS></Obj>'
        '<S N="Value">v</S></En><En><S N="Key">k</S><Nil N="Value" /></En></DCT></Obj>'
    )

    (first, second) = found.entries
    assert (first[0].members["Name"], first[1]) == ("group", "v")
    assert second == ("k", None)


def test_references_give_the_same_object_and_the_same_types():
    found = _one(
        '<Obj RefId="0"><LST>'
        '<Obj RefId="1"><TN RefId="0"><T>A</T></TN><MS><I32 N="n">1</I32></MS></Obj>'
        '<Obj RefId="2"><TNRef RefId="0" /></Obj><Ref RefId="1" /></LST></Obj>'
    )

    first, second, again = found.items
    assert again is first
    assert second.types == first.types == ("A",)


def test_an_object_that_is_part_of_itself_has_nothing_there():
    found = _one('<Obj RefId="0"><Props><Ref N="Self" RefId="0" /><S N="Name">x</S></Props></Obj>')

    assert found.members == {"Self": None, "Name": "x"}


def test_what_only_dot_net_could_run_is_not_even_kept():
    found = _one('<Obj RefId="0"><MS><BA N="SerializationData">no base64!</BA></MS></Obj>')

    assert found.members == {}


def test_objects_can_not_be_changed():
    found = _one('<Obj RefId="0" />')

    assert isinstance(found, PsObject)
    with pytest.raises(AttributeError):
        found.text = "other"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_utf_16_are_read(encoding: str):
    assert _read(f"{START}<S>Größe</S></Objs>", encoding=encoding) == ("Größe",)


def test_a_declaration_and_an_empty_file_are_read():
    assert _read(f'<?xml version="1.0"?>{START}</Objs>') == ()


def test_what_is_written_is_read_again():
    content = {"a": [1, "zwei", None, True], "b": Table({"k": Net({"x": 1.5}, text="t")})}

    (found,) = _read(clixml(content))

    assert found.members["a"].items == (1, "zwei", None, True)
    ((key, value),) = found.members["b"].entries
    assert (key, value.text, value.members["x"]) == ("k", "t", 1.5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><Objs><S>&x;</S></Objs>', "doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><Objs />', "doctype"),
        ("", "xml"),
        ("no XML at all", "xml"),
        (f"{START}<S>cut off", "xml"),
        (f"{START}<S>a</S></Objs><Objs />", "xml"),
        ("<html><body /></html>", "root"),
        (f"{START}<Strange /></Objs>", "structure"),
        (f"{START}loose text</Objs>", "structure"),
        (f"{START}<Props /></Objs>", "structure"),
        (f"{START}<Objs /></Objs>", "structure"),
        (f"{START}<S><S>a</S></S></Objs>", "structure"),
        (f'{START}<Obj RefId="0"><MS><S>nameless</S></MS></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0"><DCT><S>a</S></DCT></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0"><DCT><En><S N="Value">a</S></En></DCT></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0"><DCT><En><S N="Odd">a</S></En></DCT></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0"><LST /><LST /></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0"><T>a</T></Obj></Objs>', "structure"),
        (f"{START}<ToString>a</ToString></Objs>", "structure"),
        (f'{START}<Obj RefId="0"><TN><S>a</S></TN></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0"><TN><ToString>a</ToString></TN></Obj></Objs>', "structure"),
        (f'{START}<Obj RefId="0" /><Obj RefId="0" /></Objs>', "reference"),
        (f'{START}<Ref RefId="7" /></Objs>', "reference"),
        (f"{START}<Ref /></Objs>", "reference"),
        (f'{START}<Obj RefId="0"><TNRef RefId="7" /></Obj></Objs>', "reference"),
        (f"{START}<I32>1_000</I32></Objs>", "value"),
        (f"{START}<I32>{'9' * 5000}</I32></Objs>", "value"),
        (f"{START}<B>perhaps</B></Objs>", "value"),
        (f"{START}<DT>yesterday</DT></Objs>", "value"),
        (f"{START}<TS>PT</TS></Objs>", "value"),
        (f"{START}<TS>soon</TS></Objs>", "value"),
        (f"{START}<D>much</D></Objs>", "value"),
        (f"{START}<D>1E+999999999</D></Objs>", "value"),
        (f"{START}<C>70000</C></Objs>", "value"),
        (f"{START}<BA>AQI</BA></Objs>", "value"),
    ],
)
def test_what_power_shell_never_writes_is_refused(text: str, reason: str):
    assert _reason(text) == reason


def test_a_refusal_tells_line_and_column():
    with pytest.raises(CliXmlError) as caught:
        _read(f"{START}\n  <S>fine</S>\n  <I32>x</I32>\n</Objs>")

    assert (caught.value.line, caught.value.column) == (3, 15)
    assert str(caught.value) == "value in line 3, column 15"


def test_half_a_sign_is_a_sign_that_can_not_be_read():
    assert _one("<C>55357</C>") == "\ufffd"


@pytest.mark.parametrize(
    ("body", "limits", "reason"),
    [
        ("<S>a</S>" * 20, Limits(elements=20), "elements"),
        ('<Obj RefId="0"><LST>' + "<Obj><LST>" * 20, Limits(depth=20), "depth"),
        (f"<S>{'a' * 21}</S>", Limits(text=20), "text"),
        ('<Obj RefId="0" />' + '<Ref RefId="0" />' * 21, Limits(references=20), "references"),
        ("<S>a</S>" * 100, Limits(size=500), "size"),
    ],
)
def test_a_file_of_too_much_is_refused(body: str, limits: Limits, reason: str):
    assert _reason(f"{START}{body}", limits) == reason


def test_a_million_references_are_refused_by_the_usual_limits():
    references = '<Ref RefId="0" />' * 1_000_000

    assert _reason(f'{START}<Obj RefId="0" />{references}</Objs>') == "references"


def test_lists_that_double_with_each_level_stay_small():
    levels = "".join(
        f'<Obj RefId="{level}"><LST>{2 * one_below}</LST></Obj>'
        for level in range(1, 60)
        for one_below in (f'<Ref RefId="{level - 1}" />',)
    )

    found = _read(f'{START}<Obj RefId="0" />{levels}</Objs>')

    assert len(found) == 60
    assert found[59].items[0] is found[59].items[1] is found[58]


def test_an_object_of_more_members_than_any_has_is_refused():
    members = "".join(f'<I32 N="m{number}">1</I32>' for number in range(10_001))
    pairs = "".join(f'<En><I32 N="Key">{number}</I32></En>' for number in range(10_001))

    assert _reason(f'{START}<Obj RefId="0"><MS>{members}</MS></Obj></Objs>') == "elements"
    assert _reason(f'{START}<Obj RefId="0"><DCT>{pairs}</DCT></Obj></Objs>') == "elements"


def test_parts_within_each_other_without_end_are_refused():
    assert _reason(START + "<Obj><LST>" * 100_000) == "depth"
