# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
import string

from exchpatch_gui import resources

TABLE = json.loads(resources.path("locale/en/storage.json").read_text("utf-8"))


def _stem(key: str) -> str:
    return key.removesuffix(".one").removesuffix(".other")


def test_every_error_says_what_happened_and_what_to_do():
    stems = {_stem(key) for key in TABLE if key.startswith("error.")}

    whats = {stem.removesuffix(".message") for stem in stems if stem.endswith(".message")}
    hints = {stem.removesuffix(".hint") for stem in stems if stem.endswith(".hint")}

    assert whats == hints


def test_every_sentence_ends_and_its_placeholders_are_named():
    for key, text in TABLE.items():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names), key
        if not key.startswith(("import.action", "import.place")):
            assert text.endswith("."), key
