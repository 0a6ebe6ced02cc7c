# SPDX-License-Identifier: MIT
"""Results in the language that is asked for, whatever they are written to."""

from __future__ import annotations

import csv
import re

import pytest
from pypdf import PdfReader

AS_OF = ("--as-of", "2026-10-15")
SAID = {
    "en": ("Act now", "Attackers use a hole that is open on this server: CVE-2026-42897."),
    "de": (
        "Jetzt handeln",
        "Angreifer nutzen eine Lücke aus, die auf diesem Server offen ist: CVE-2026-42897.",
    ),
    "fr": (
        "Agir",
        "Des attaquants utilisent une faille ouverte sur ce serveur\u202f: CVE-2026-42897.",
    ),
}


def squeezed(text: str) -> str:
    """Drop all blanks: a terminal breaks lines where it must."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", SAID)
def test_the_terminal_speaks_the_language(command, language: str):
    done = command("lookup", "15.2.2562.37", *AS_OF, "--language", language)

    word, sentence = SAID[language]
    assert done.code == 2
    assert word in done.out
    assert squeezed(sentence) in squeezed(done.out)


@pytest.mark.parametrize("language", SAID)
def test_sentences_of_the_document_change_and_its_names_do_not(command, language: str):
    english = command("lookup", "15.2.2562.37", *AS_OF, "--json", "-").document["servers"][0]

    done = command("lookup", "15.2.2562.37", *AS_OF, "--json", "-", "--language", language)

    server = done.document["servers"][0]
    assert server["headline"] == SAID[language][1]
    assert server.keys() == english.keys()
    assert server["light"] == english["light"]
    assert [one["id"] for one in server["findings"]] == [one["id"] for one in english["findings"]]


@pytest.mark.parametrize("language", SAID)
def test_reports_say_in_which_language_they_are(command, tmp_path, language: str):
    pdf, html, table = (tmp_path / f"report.{kind}" for kind in ("pdf", "html", "csv"))

    command(
        "lookup",
        "15.2.2562.37",
        *AS_OF,
        *("--pdf", pdf, "--html", html, "--csv", table),
        *("--language", language),
    )

    word, sentence = SAID[language]
    page = html.read_text(encoding="utf-8")
    with table.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert PdfReader(pdf).root_object["/Lang"] == language
    assert f'<html lang="{language}">' in page
    assert sentence in page
    assert (row["light"], row["state"]) == ("red", word)


def test_the_line_for_monitoring_stays_english(command):
    done = command("lookup", "15.2.2562.37", *AS_OF, "--quiet", "--language", "de")

    assert done.out.startswith("CRITICAL - 1 of 1 servers need action | red=1")


def test_an_error_speaks_the_language_down_to_its_reason(command, tmp_path):
    file = tmp_path / "catalogue.json"
    file.write_text('{"schema": "exchpatch.catalogue/1"}', encoding="utf-8")

    done = command("lookup", "15.2.2562.37", "--catalogue", file, "--language", "de")

    assert done.code == 65
    assert re.match(
        r"exchpatch: Der Katalog catalogue\.json wird abgelehnt\. Bei \$\S*: das fehlt\.\n"
        r"  Nichts davon wird verwendet\.",
        done.err,
    )


def test_a_language_that_there_is_none_of_is_refused(command):
    done = command("lookup", "15.2.2562.37", "--language", "eo")

    assert done.code == 64
    assert "'eo'" in done.err
