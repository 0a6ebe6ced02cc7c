# SPDX-License-Identifier: MIT
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.lights import TrafficLight, fold

RED, YELLOW, GREY, GREEN, INFO = (
    TrafficLight.RED,
    TrafficLight.YELLOW,
    TrafficLight.GREY,
    TrafficLight.GREEN,
    TrafficLight.INFO,
)


def test_nothing_judged_is_grey_not_green():
    assert fold([]) is GREY
    assert fold([INFO]) is GREY


def test_unknown_wins_over_fine_and_loses_to_a_fault():
    assert fold([GREEN, GREY]) is GREY
    assert fold([GREEN, GREY, YELLOW]) is YELLOW
    assert fold([YELLOW, RED, GREY]) is RED


@given(st.lists(st.sampled_from([RED, YELLOW, GREY, GREEN]), min_size=1))
def test_only_green_lights_make_green(lights):
    assert (fold(lights) is GREEN) == (set(lights) == {GREEN})


@given(st.lists(st.sampled_from(list(TrafficLight))), st.lists(st.sampled_from(list(TrafficLight))))
def test_folding_parts_is_folding_the_whole_unless_a_part_is_empty(first, second):
    judged = [part for part in (first, second) if set(part) - {INFO}]

    assert fold(first + second) is fold([fold(part) for part in judged])
