# SPDX-License-Identifier: MIT
"""An export of HealthChecker becomes a collected document, or is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.collected.document import section_kinds
from exchpatch_gui.collected.encoder import encode
from exchpatch_gui.collected.healthchecker.loader import load
from exchpatch_gui.collected.section import Status
from exchpatch_gui.errors import InputError, MissingError
from tests.unit.clixml.exports import collected_of, export, export_file
from tests.unit.clixml.writing import Net, Table, clixml

NEVER = {
    "volumes",
    "winrm",
    "mailbox_databases",
    "database_copies",
    "queues",
    "replication_health",
}
PARTS = ("OrganizationInformation", "HardwareInformation", "OSInformation")


def _refused(file: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        load(file)
    return caught.value


def test_the_document_is_dated_by_the_export_in_utc(tmp_path):
    found = collected_of(tmp_path)

    assert found.collected_at == datetime(2026, 6, 20, 8, 0, tzinfo=UTC)
    assert found.collector_version == "HealthChecker 26.06.09.1200"
    assert found.computer == "EX01"


def test_what_the_export_carries_is_there_and_the_rest_says_why_not(tmp_path):
    sections = collected_of(tmp_path).sections

    missing = {
        name: getattr(sections, name).reason
        for name in section_kinds()
        if getattr(sections, name).status is not Status.OK
    }
    assert missing.keys() == NEVER | {"cluster"}
    assert {missing[name] for name in NEVER} == {"HealthChecker’s export does not carry it."}
    assert "ServerMaintenance.GetClusterNode is missing" in missing["cluster"]


def test_the_document_can_be_written_and_read_strictly(tmp_path):
    found = collected_of(tmp_path)

    assert decode(encode(found), "facts") == found


def test_an_edge_server_knows_nothing_of_the_directory(tmp_path):
    found = collected_of(
        tmp_path,
        ExchangeInformation__GetExchangeServer=Net(
            {
                "Name": "EDGE01",
                "ServerRole": "Edge",
                "IsMailboxServer": False,
                "IsClientAccessServer": False,
                "IsEdgeServer": True,
            }
        ),
    )

    sections = found.sections
    assert sections.exchange_setup.data is not None
    assert sections.exchange_setup.data.edge_transport_role_key
    for name in ("ad_organization", "overrides_directory", "fip_fs", "mitigation_endpoint"):
        assert getattr(sections, name).status is Status.SKIPPED


@pytest.mark.parametrize("part", PARTS)
def test_an_export_without_a_part_has_the_others(tmp_path, part: str):
    found = collected_of(tmp_path, **{part: None})

    assert found.sections.exchange_setup.status is Status.OK
    assert any(
        getattr(found.sections, name).status is Status.SKIPPED
        for name in set(section_kinds()) - NEVER - {"cluster"}
    )


def test_members_of_the_wrong_kind_never_break_the_reading(tmp_path):
    for value in ("text", 7, True, None, [], [None], {"odd": 1}, Table({"odd": 1})):
        found = collected_of(
            tmp_path,
            **dict.fromkeys(PARTS, value),
            ExchangeInformation__IISSettings=value,
            ExchangeInformation__RegistryValues=value,
            ExchangeInformation__GetExchangeServer=value,
        )
        assert decode(encode(found), "facts") == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_changed_places_is_read_or_refused(tmp_path, data):
    content = bytearray(clixml(export()).encode("utf-8"))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = at + data.draw(st.integers(0, 40))
        content[at:end] = data.draw(
            st.sampled_from([b"", b"<Nil />", b"0", b"<", b"\xff", b"&#0;"])
        )
    file = tmp_path / "x.xml"
    file.write_bytes(content)

    try:
        found = load(file)
    except InputError as error:
        found, key = (), error.key
    else:
        key = "import."

    assert key.startswith("import.")
    assert all(decode(encode(one), "facts") == one for one in found)


def test_several_exports_in_one_file_are_several_servers(tmp_path):
    file = tmp_path / "all.xml"
    content = [export(ServerName="EX02"), export(ServerName="EX03")]
    file.write_text(clixml(export(), content), encoding="utf-16")

    assert [one.computer for one in load(file)] == ["EX01", "EX02", "EX03"]


def test_a_file_of_power_shell_that_is_no_export_is_refused(tmp_path):
    file = tmp_path / "x.xml"
    file.write_text(clixml({"Name": "something else"}, "text"), encoding="utf-8")

    assert _refused(file).key == "import.no-export"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"GenerationTime": None}, "GenerationTime"),
        ({"GenerationTime": "then"}, "GenerationTime"),
        ({"ServerName": ...}, "ServerName"),
        ({"ExchangeInformation": None}, "ExchangeInformation"),
    ],
)
def test_an_export_that_lacks_server_or_time_is_refused(tmp_path, changes, path: str):
    error = _refused(export_file(tmp_path, **changes))

    assert (error.key, error.params["path"]) == ("import.incomplete", path)


def test_a_file_that_was_cut_off_is_refused_with_the_place(tmp_path):
    file = export_file(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])

    error = _refused(file)

    assert error.key == "import.clixml"
    assert error.params["line"] == 1
    assert error.exit_code == 65


def test_a_file_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(MissingError):
        load(tmp_path / "none.xml")


def test_a_folder_can_not_be_read(tmp_path):
    assert _refused(tmp_path).key == "collected.unreadable"
