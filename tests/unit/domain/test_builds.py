# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.builds import BuildNumber, parse_family

PARTS = st.builds(
    BuildNumber,
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(0, 29999),
    st.integers(0, 99999),
)


@given(PARTS)
def test_every_spelling_reads_as_the_same_build(build):
    shell = f"Version {build.major}.{build.minor} (Build {build.build}.{build.revision})"
    directory = (
        f"version {build.major}.{build.minor} (build {build.build + 30000}.{build.revision})"
    )

    read = {BuildNumber.parse(text) for text in (str(build), build.padded, shell, directory)}

    assert read == {build}


@given(PARTS, PARTS)
def test_builds_are_ordered_by_number_not_by_text(first, second):
    assert (first < second) == (tuple(first) < tuple(second))


def test_a_longer_revision_is_newer_than_a_shorter_one():
    assert BuildNumber.parse("15.2.1748.9") < BuildNumber.parse("15.2.1748.10")


def test_the_family_is_the_cumulative_update():
    assert BuildNumber.parse("15.2.2562.17").family == parse_family("15.2.2562") == (15, 2, 2562)


@pytest.mark.parametrize(
    "text",
    ["", "15.2.1748", "15.2.1748.10.1", "15.2.1748.x", "-1.2.3.4", "١٥.2.3.4", "15.2.1748.100000"],
)
def test_what_is_no_build_is_refused(text):
    with pytest.raises(ValueError, match="not a build number"):
        BuildNumber.parse(text)


@pytest.mark.parametrize("text", ["15.2", "15.2.1748.10", "a.b.c", "15.2.999999"])
def test_what_is_no_three_part_build_is_refused(text):
    with pytest.raises(ValueError, match="not a three-part build"):
        parse_family(text)
