# SPDX-License-Identifier: MIT
"""The PDF as a reader, an archive and a hostile server see it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.facts import LARGE_RUN
from exchpatch_gui.reporting.glyphs import covered
from exchpatch_gui.reporting.options import Logo, Paper, Template
from exchpatch_gui.reporting.pdf import render_pdf
from tests.helpers.results import behind, current, fleet, run_of
from tests.unit.reporting.reports import (
    HOSTILE,
    full_pdf,
    model,
    png,
    poisoned,
    read,
    squeezed,
    text_of,
    with_settings,
)


def test_every_server_and_every_finding_is_in_it() -> None:
    text = squeezed(text_of(full_pdf()))

    for server in model().servers:
        assert squeezed(server.name) in text
        assert all(squeezed(one.title) in text for one in server.findings)
        assert all(squeezed(one.title) in text for one in server.steps)


def test_it_is_tagged_and_says_language_and_title() -> None:
    reader = read(full_pdf())
    root = reader.trailer["/Root"]

    assert root["/Lang"] == "en"
    assert root["/StructTreeRoot"]["/K"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Exchange security status – Contoso GmbH"


def test_it_declares_the_archive_and_accessibility_standards() -> None:
    xmp = read(full_pdf()).trailer["/Root"]["/Metadata"].get_data().decode("utf-8")

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_tables_have_headings_that_screen_readers_find() -> None:
    kinds = {tag.get("/S") for tag in _tags(full_pdf())}

    assert {"/H1", "/H2", "/Table", "/THead", "/TH", "/TD", "/Link", "/P"} <= kinds


def test_bookmarks_lead_to_parts_and_servers() -> None:
    titles = _bookmarks(full_pdf())

    assert {"All servers", "Server by server", "Method"} <= titles
    assert {server.name for server in model().servers} <= titles


def test_links_are_real() -> None:
    addresses = {
        note.get_object()["/A"].get("/URI")
        for page in read(full_pdf()).pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }

    assert "https://www.microsoft.com/download/details.aspx?id=108690" in addresses
    assert "https://msrc.microsoft.com/update-guide/vulnerability/CVE-2026-42897" in addresses


def test_each_page_has_its_number_the_report_and_the_checksum() -> None:
    pages = read(full_pdf()).pages
    report = model()

    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert report.report_id in text
        assert report.sha256[:16] in text
    assert report.sha256 in squeezed(text_of(full_pdf()))


def test_typeface_is_embedded() -> None:
    fonts = [
        font.get_object()
        for page in read(full_pdf()).pages
        for font in page["/Resources"]["/Font"].values()
    ]

    for font in fonts:
        descendant = font["/DescendantFonts"][0].get_object()
        assert "Inter" in font["/BaseFont"]
        assert "/FontFile2" in descendant["/FontDescriptor"]


def test_same_model_gives_the_same_bytes() -> None:
    assert render_pdf(model()) == full_pdf()


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612, 792))]
)
def test_paper_is_as_chosen(paper: Paper, size: tuple[float, float]) -> None:
    pdf = render_pdf(model(run_of(behind()), paper=paper))

    box = read(pdf).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.01)


def test_owner_report_has_no_server_sections() -> None:
    pdf = render_pdf(model(template=Template.OWNER))

    text = text_of(pdf)
    assert "Server by server" not in text
    assert "What was not checked" in text


def test_owner_report_of_seventeen_servers_fits_two_pages() -> None:
    results = [with_settings(one, "Protection") for one in fleet(17)]

    pdf = render_pdf(model(run_of(*results), template=Template.OWNER))

    assert len(read(pdf).pages) == 2
    assert model(run_of(*results)).sha256 in squeezed(text_of(pdf))


def test_contents_that_do_not_fit_the_first_page_leave_no_page_empty() -> None:
    run = run_of(*(behind(f"{name}.example") for name in "abcdefghi"))
    long_name = "a very long name of a customer " * 4

    report = model(run, title=long_name, customer=long_name, prepared_by=long_name)
    crowded = replace(report, first_things=report.first_things * 6)

    pages = [page.extract_text() for page in read(render_pdf(crowded)).pages]
    (contents,) = (text for text in pages if "In this report" in text)
    assert "All servers" in contents
    assert "The worst come first" in contents


def test_settings_to_check_are_a_part_of_their_own() -> None:
    pdf = render_pdf(model(run_of(with_settings(behind(), "Protection"))))

    assert "Settings to check" in _bookmarks(pdf)
    assert "Also check, nobody outside can see it: Protection is on" in " ".join(
        text_of(pdf).split()
    )


def test_section_of_an_ordinary_server_takes_less_than_a_page() -> None:
    results = [with_settings(behind(f"mail{number}.example"), "Protection") for number in range(9)]

    few, many = (
        len(read(render_pdf(model(run_of(*some), template=Template.TECHNICAL))).pages)
        for some in (results[:1], results)
    )

    assert many - few <= 8


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_appears_as_it_is(hostile: str) -> None:
    report = model(run_of(poisoned(hostile)), title=hostile, customer=hostile, prepared_by=hostile)

    text = squeezed(text_of(render_pdf(report)))

    assert squeezed(clean(hostile)) in text


def test_long_words_stay_on_the_page() -> None:
    pdf = render_pdf(model(run_of(poisoned("W" * 300))))

    right_edges: list[float] = []
    for page in read(pdf).pages:
        page.extract_text(
            visitor_text=lambda text, _, matrix, __, size: right_edges.append(
                matrix[4] + len(text.strip()) * (size or 0) * 0.3
            )
        )
    assert max(right_edges) < 595


def test_characters_the_typeface_lacks_are_named() -> None:
    pdf = render_pdf(model(run_of(poisoned("mail.東京.example 🙂"))))

    assert "mail.[U+6771][U+4EAC].example[U+1F642]" in squeezed(text_of(pdf))


def test_logo_is_shown_with_a_text_for_those_who_do_not_see_it() -> None:
    pdf = render_pdf(model(run_of(behind()), logo=Logo(png(), "png")))

    assert read(pdf).pages[0].images
    assert "Logo" in _alternative_texts(pdf)


def test_no_server_at_all_gives_a_report_that_says_so() -> None:
    assert "No server was checked." in text_of(render_pdf(model(run_of())))


def test_empty_parts_keep_their_heading_and_say_so() -> None:
    pdf = render_pdf(model(run_of(current())))

    text = text_of(pdf)
    assert {"What was not checked", "Open vulnerabilities of all servers"} <= _bookmarks(pdf)
    assert "Everything that can be seen from outside was checked" in text
    assert "No open vulnerability is known." in text


def test_very_many_servers_all_have_a_bookmark() -> None:
    report = model(run_of(*fleet(LARGE_RUN)), template=Template.TECHNICAL)

    names = _bookmarks(render_pdf(report))

    assert {server.name for server in report.servers} <= names


def test_font_without_a_character_map_is_refused(tmp_path) -> None:
    font = tmp_path / "none.ttf"
    font.write_bytes(struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0))

    with pytest.raises(ValueError, match="no character map"):
        covered(font)


def _bookmarks(pdf: bytes) -> set[object]:
    outline = read(pdf).outline
    below = [one for entry in outline if isinstance(entry, list) for one in entry]
    return {entry.title for entry in [*outline, *below] if not isinstance(entry, list)}


def _tags(pdf: bytes) -> Iterator[DictionaryObject]:
    pending: list[object] = [read(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while pending:
        node = pending.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, DictionaryObject):
            yield node
            pending.append(node.get("/K"))
        elif isinstance(node, list):
            pending.extend(node)


def _alternative_texts(pdf: bytes) -> set[object]:
    return {tag.get("/Alt") for tag in _tags(pdf)}
