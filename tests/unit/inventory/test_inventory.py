# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.errors import InputError, MissingError, UserError
from exchpatch_gui.services.inventory import Inventory, ServerChange
from exchpatch_gui.storage.servers import DuplicateServerError
from tests.unit.storage.samples import clock, open_database, sentences


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with open_database(tmp_path) as database:
        yield Inventory(database, clock)


@pytest.fixture
def filled(inventory: Inventory) -> Inventory:
    inventory.add("mail.contoso.example", group="Contoso", tags=("edge", "Hybrid"))
    inventory.add("ex1.fabrikam.example", name="EX1", group="Fabrikam", tags=("hybrid",))
    inventory.add("ex2.fabrikam.example", name="EX2", group="Fabrikam")
    inventory.edit(inventory.find("EX2").id, ServerChange(enabled=False))
    inventory.add("mail.adatum.example:444")
    return inventory


def test_a_server_is_named_after_its_host_unless_it_has_a_name(inventory: Inventory):
    plain = inventory.add(" https://Mail.Contoso.example/owa ")
    named = inventory.add("mail.fabrikam.example", name="  Front  desk\n")

    assert (plain.target, plain.name) == (Target("mail.contoso.example"), "mail.contoso.example")
    assert named.name == "Front desk"
    assert inventory.all() == (named, plain)


def test_what_people_type_is_put_in_order(inventory: Inventory):
    added = inventory.add(
        "mail.contoso.example",
        group=" Contoso \u202e",
        tags=("b, a;c", "a", " "),
        notes="\n one \r\n\x1b[31mtwo\x00\n\n",
    )

    assert added.group == "Contoso"
    assert added.tags == ("a", "b", "c")
    assert added.notes == "one\n[31mtwo"
    assert inventory.find("mail.contoso.example") == added


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("", "empty"),
        ("http://mail.contoso.example", "scheme"),
        ("mail contoso", "host"),
        ("\u2028.example", "host"),
        ("a\udc80.example", "host"),
        ("mail.contoso.example:0", "port"),
        ("mail.contoso.example/owa", "path"),
    ],
)
def test_a_target_that_cannot_be_is_refused_with_a_sentence(
    inventory: Inventory, target: str, reason: str
):
    with pytest.raises(InputError) as caught:
        inventory.add(target)

    assert caught.value.key == f"server.target.{reason}"
    assert "mail.contoso.example" in sentences(caught.value)
    assert inventory.all() == ()


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("name", "x" * 201, "server.name_long"),
        ("group", "x" * 101, "server.group_long"),
        ("tags", ("x" * 51,), "server.tag_long"),
        ("notes", "x" * 10_001, "server.notes_long"),
    ],
)
def test_too_long_a_field_is_refused_not_cut(
    inventory: Inventory, field: str, value: object, key: str
):
    with pytest.raises(InputError) as caught:
        inventory.add("mail.contoso.example", **{field: value})

    assert caught.value.key == key
    assert "longer than" in sentences(caught.value)


def test_a_server_that_is_in_the_list_is_refused_by_name(filled: Inventory):
    with pytest.raises(DuplicateServerError) as caught:
        filled.add("EX1.Fabrikam.example:443")

    assert "“EX1”" in sentences(caught.value)
    assert len(filled.all()) == 4


def test_editing_changes_what_is_named_and_nothing_else(filled: Inventory):
    old = filled.find("EX1")

    new = filled.edit(old.id, ServerChange(group="Contoso", tags=(), notes="moved"))

    assert (new.name, new.target, new.enabled) == (old.name, old.target, True)
    assert (new.group, new.tags, new.notes) == ("Contoso", (), "moved")
    assert filled.find("EX1") == new


def test_a_name_taken_from_the_host_follows_it(filled: Inventory):
    plain, named = filled.find("mail.contoso.example"), filled.find("EX1")

    plain = filled.edit(plain.id, ServerChange(target="new.contoso.example"))
    named = filled.edit(named.id, ServerChange(target="new.fabrikam.example"))

    assert plain.name == "new.contoso.example"
    assert named.name == "EX1"
    assert filled.edit(named.id, ServerChange(name=" ")).name == "new.fabrikam.example"


def test_an_edit_that_fails_changes_nothing(filled: Inventory):
    old = filled.find("EX1")

    with pytest.raises(DuplicateServerError):
        filled.edit(old.id, ServerChange(name="Other", target="ex2.fabrikam.example"))
    with pytest.raises(MissingError):
        filled.edit(999, ServerChange(name="Other"))

    assert filled.find("EX1") == old


def test_servers_are_found_by_target_or_by_name(filled: Inventory):
    by_target = filled.find("https://ex1.fabrikam.example")

    assert by_target == filled.find("ex1") == filled.stored(Target("ex1.fabrikam.example"))
    assert filled.stored(Target("ex1.fabrikam.example", 444)) is None


@pytest.mark.parametrize("text", ["nobody", "nobody.example", "", "not a target"])
def test_a_server_that_is_not_in_the_list_is_not_found(filled: Inventory, text: str):
    with pytest.raises(MissingError) as caught:
        filled.find(text)

    assert (caught.value.key, caught.value.exit_code) == ("server.unknown", 66)
    assert f"“{text}”" in sentences(caught.value)


def test_a_name_that_several_have_is_ambiguous(filled: Inventory):
    filled.add("other.fabrikam.example", name="ex1")

    with pytest.raises(InputError) as caught:
        filled.find("EX1")

    assert "2 servers" in sentences(caught.value)


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        ({}, ["mail.adatum.example", "mail.contoso.example", "EX1", "EX2"]),
        ({"groups": ["fabrikam"]}, ["EX1", "EX2"]),
        ({"groups": ["FABRIKAM", "Contoso"]}, ["mail.contoso.example", "EX1", "EX2"]),
        ({"tags": ["HYBRID"]}, ["mail.contoso.example", "EX1"]),
        ({"tags": ["edge", "hybrid"], "groups": ["Fabrikam"]}, ["EX1"]),
        ({"groups": ["Fabrikam"], "enabled_only": True}, ["EX1"]),
        ({"groups": [""]}, ["mail.adatum.example"]),
    ],
)
def test_servers_are_selected_by_group_and_tag(
    filled: Inventory, selection: dict[str, object], names: list[str]
):
    assert [one.name for one in filled.select(**selection)] == names


@pytest.mark.parametrize(
    ("selection", "key"),
    [({"groups": ["Fabricam"]}, "server.no_group"), ({"tags": ["hybird"]}, "server.no_tag")],
)
def test_a_mistyped_group_or_tag_is_told_instead_of_selecting_nothing(
    filled: Inventory, selection: dict[str, list[str]], key: str
):
    with pytest.raises(UserError) as caught:
        filled.select(**selection)

    assert (caught.value.key, caught.value.exit_code) == (key, 66)
    assert "servers list" in sentences(caught.value)


def test_groups_and_tags_are_listed_without_regard_to_case(filled: Inventory):
    assert filled.groups() == ("Contoso", "Fabrikam")
    assert filled.tags() == ("edge", "Hybrid", "hybrid")


def test_a_removal_can_be_undone(filled: Inventory):
    before = filled.all()

    removed = filled.remove([one.id for one in before[:2]])
    left = filled.all()
    filled.restore(removed)

    assert left == before[2:]
    assert filled.all() == before
