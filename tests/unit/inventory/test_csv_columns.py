# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from exchpatch_gui.errors import InputError
from exchpatch_gui.services.csv_columns import Field, match_columns
from tests.unit.storage.samples import sentences


def _found(*header: str) -> dict[str, str]:
    columns = match_columns(header)
    return {field.value: columns.label(field) for field in columns.places}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (("Host",), {"host": "Host"}),
        (("Server-Name", "Customer"), {"host": "Server-Name", "group": "Customer"}),
        (
            ("Kunde", "FQDN", "Server", "Port", "Schlagw\u00f6rter", "Bemerkung", "aktiv"),
            {
                "host": "FQDN",
                "port": "Port",
                "name": "Server",
                "group": "Kunde",
                "tags": "Schlagw\u00f6rter",
                "notes": "Bemerkung",
                "enabled": "aktiv",
            },
        ),
        (
            ("Device Name", "Client", "URL"),
            {"host": "URL", "name": "Device Name", "group": "Client"},
        ),
        (("Name", "IP-Adresse", "Firma"), {"host": "IP-Adresse", "name": "Name", "group": "Firma"}),
        (
            ("host", "port", "name", "group"),
            {name: name for name in ("host", "port", "name", "group")},
        ),
    ],
)
def test_columns_are_found_by_the_names_in_use(header: tuple[str, ...], found: dict[str, str]):
    assert _found(*header) == found


def test_a_column_is_used_once():
    assert _found("server") == {"host": "server"}


def test_columns_that_mean_nothing_to_us_are_named():
    columns = match_columns(["host", "Serial\u202e number", "", "RAM"])

    assert columns.ignored == ("Serial number", "RAM")


def test_a_mapping_overrules_the_names():
    columns = match_columns(["host", "mgmt dns", "x"], {Field.HOST: "Mgmt-DNS", Field.GROUP: "x"})

    assert columns.places == {Field.HOST: 1, Field.GROUP: 2}
    assert columns.ignored == ("host",)


@pytest.mark.parametrize(
    ("header", "mapping", "key", "told"),
    [
        (["Serial", "RAM"], None, "import.no_host_column", "Serial, RAM"),
        (["", " "], None, "import.no_host_column", "\u2013"),
        (["a", "b"], {Field.GROUP: "a"}, "import.no_host_column", "a, b"),
        (["host", "a"], {Field.HOST: "c"}, "import.no_such_column", "\u201cc\u201d"),
        (["Host", "name", "host "], None, "import.repeated_column", "Host"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_with_what_it_has(
    header: list[str], mapping: dict[Field, str] | None, key: str, told: str
):
    with pytest.raises(InputError) as caught:
        match_columns(header, mapping)

    assert caught.value.key == key
    assert told in sentences(caught.value)


def test_a_repeated_column_that_is_not_needed_does_no_harm():
    assert _found("host", "disk", "disk") == {"host": "host"}
