# SPDX-License-Identifier: MIT
"""Which column of a foreign CSV file means which field, by the names that are in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import InputError


class Field(StrEnum):
    """What a column can hold; the words head the columns of our own export."""

    HOST = "host"
    PORT = "port"
    NAME = "name"
    GROUP = "group"
    TAGS = "tags"
    NOTES = "notes"
    ENABLED = "enabled"


# English and German, as inventory, ticket and monitoring systems export them; the more certain
# name first: in a file with "FQDN" and "Server", the latter is a name.
_SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field.HOST: (
        *("host", "target", "fqdn", "hostname", "hostfqdn", "dnsname", "url", "ziel", "webadresse"),
        *("address", "adresse", "serveradresse", "serveraddress", "mailserver", "exchangeserver"),
        *("server", "servername", "computer", "computername", "device", "devicename", "system"),
        *("ipaddress", "ipadresse", "ip"),
    ),
    Field.PORT: ("port", "httpsport", "tcpport"),
    Field.NAME: (
        *("name", "displayname", "anzeigename", "bezeichnung", "label", "alias", "friendlyname"),
        *("servername", "computername", "devicename", "device", "gerät", "server", "system"),
    ),
    Field.GROUP: (
        *("group", "gruppe", "customer", "kunde", "client", "mandant", "tenant", "company"),
        *("firma", "customername", "kundenname", "clientname", "companyname", "firmenname"),
        *("organization", "organisation", "account", "site", "standort", "folder", "ordner"),
    ),
    Field.TAGS: ("tags", "tag", "labels", "schlagwörter", "schlagworte", "stichwörter", "keywords"),
    Field.NOTES: (
        *("notes", "note", "notizen", "notiz", "comment", "comments", "kommentar", "bemerkung"),
        *("bemerkungen", "anmerkung", "anmerkungen", "description", "beschreibung", "remarks"),
    ),
    Field.ENABLED: ("enabled", "active", "aktiv", "aktiviert"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row.

    Attributes:
        places: Field to index, from 0.
        header: The names in the file.
    """

    places: Mapping[Field, int]
    header: tuple[str, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """The named columns that mean nothing to us."""
        used = set(self.places.values())
        return tuple(name for index, name in enumerate(self.header) if name and index not in used)

    def label(self, field: Field) -> str:
        """Give the field's name in the file."""
        return self.header[self.places[field]]


def match_columns(header: Sequence[str], mapping: Mapping[Field, str] | None = None) -> Columns:
    """Find the columns by their names, or take those that ``mapping`` names.

    Raises:
        InputError: ``import.no_host_column``; ``import.repeated_column``: two columns have the
            same name; ``import.no_such_column``: the mapping names one that isn't there.
    """
    names = tuple(clean(name, 80) for name in header)
    keys = [_key(name) for name in names]
    places = _by_synonym(keys) if mapping is None else _by_mapping(keys, names, mapping)
    columns = Columns(places, names)
    for field in places:
        if keys.count(keys[places[field]]) > 1:
            raise InputError("import.repeated_column", column=columns.label(field))
    if Field.HOST not in places:
        raise InputError("import.no_host_column", found=_listed(names))
    return columns


def _by_synonym(keys: Sequence[str]) -> dict[Field, int]:
    places: dict[Field, int] = {}
    for field, synonyms in _SYNONYMS.items():
        for synonym in synonyms:
            if synonym in keys and keys.index(synonym) not in places.values():
                places[field] = keys.index(synonym)
                break
    return places


def _by_mapping(
    keys: Sequence[str], names: Sequence[str], mapping: Mapping[Field, str]
) -> dict[Field, int]:
    for name in mapping.values():
        if _key(name) not in keys:
            raise InputError("import.no_such_column", column=clean(name, 80), found=_listed(names))
    return {field: keys.index(_key(name)) for field, name in mapping.items()}


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _listed(names: Sequence[str]) -> str:
    return clean(", ".join(name for name in names if name), 300) or "–"
