"""Colours can be read, and are told apart without their colour."""

import pytest

from cyps_reports.theme import ACCENT, MUTED, PAINTS, TINTS, Tone
from tests.tools.read_outputs import contrast


@pytest.mark.parametrize("tint", TINTS.values())
@pytest.mark.parametrize("line", [ACCENT, MUTED])
def test_the_lines_of_a_chart_are_seen_on_its_bands(line: str, tint: str) -> None:
    assert contrast(line, tint) >= 3


@pytest.mark.parametrize("tone", Tone)
def test_colours_can_be_read(tone: Tone) -> None:
    assert contrast(PAINTS[tone].background, PAINTS[tone].ink) >= 4.5


@pytest.mark.parametrize("tone", [Tone.AMBER, Tone.GREEN, Tone.BLUE, Tone.GREY])
def test_red_stands_out_without_its_colour(tone: Tone) -> None:
    assert contrast(PAINTS[Tone.RED].background, PAINTS[tone].background) >= 3


def test_each_tone_has_a_symbol_of_its_own() -> None:
    symbols = [PAINTS[tone].symbol for tone in Tone]
    assert len(set(symbols)) == len(symbols)
