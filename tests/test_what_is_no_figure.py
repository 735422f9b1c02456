"""What looks like a figure or a date and is none.

Marks, two figures, words, and what nothing can measure.
"""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.reading import TYPE_A_DATE, date_in, month_in
from cyps_reports.plan.figures.impossible import impossible, most_parted
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.units import KNOWN, Unit, unit_named
from cyps_reports.plan.rows.cell_values import whole_in
from cyps_reports.workbooks.grid import RawCell
from tests.tools.shares import share_of

MARKS = "¹²³⁰⁴⁹₁₉½¼⅓⅞①⑳⒈⒛⑴㊿㈠❶➀⓿"


def refused(cell: RawCell, unit: Unit = Unit.COUNT) -> Refused:
    read = figure_in(cell, unit)
    assert isinstance(read, Refused), read
    return read


@pytest.mark.parametrize("mark", MARKS)
def test_a_raised_or_enclosed_digit_is_no_digit(mark: str) -> None:
    for unit in KNOWN:
        assert refused(RawCell(f"166{mark}"), unit).code == "marked-figure"
    assert isinstance(date_in(RawCell(f"30/06/1{mark}")), Refused)
    assert isinstance(date_in(RawCell(f"{mark} June 2012")), Refused)
    assert isinstance(month_in(RawCell(f"September 201{mark}")), Refused)
    assert isinstance(whole_in(RawCell(f"1{mark}")), Refused)


@pytest.mark.parametrize(
    ("typed", "raised", "unit", "offered"),
    [
        ("166¹", "", Unit.COUNT, "166"),
        ("1481", "1", Unit.COUNT, "148"),
        ("78.5%2", "2", Unit.PERCENT, "78.5%"),
        ("56.32²%", "", Unit.PERCENT, "56.32%"),
        ("148 ①", "", Unit.COUNT, "148"),
        ("148a", "a", Unit.COUNT, "148"),
        # Half a pupil more, two figures, a mark before the figure, nothing but a mark: nothing is
        # plain.
        ("12½", "", Unit.COUNT, ""),
        ("12¹3", "", Unit.COUNT, ""),
        ("1148", "11", Unit.COUNT, ""),
        ("①", "", Unit.COUNT, ""),
        ("166¹ pupils²", "", Unit.PERCENT, ""),
        ("0.5¹", "", Unit.PERCENT, ""),
    ],
)
def test_what_is_left_without_the_mark_is_offered_where_it_is_a_figure(
    typed: str, raised: str, unit: Unit, offered: str
) -> None:
    problem = refused(RawCell(typed, raised=raised), unit)
    assert f"“{typed}”" in problem.message
    assert ("if that is the figure" in problem.fix) is bool(offered)
    assert f"Type {offered}" in problem.fix


def test_full_width_digits_and_raised_ordinals_are_read() -> None:
    assert figure_in(RawCell("１４８"), Unit.COUNT) == 148
    assert date_in(RawCell("30th June 2012", raised="th")) == date(2012, 6, 30)
    assert isinstance(date_in(RawCell("30 June 20121", raised="1")), Refused)
    assert isinstance(month_in(RawCell("September 2012", raised="2")), Refused)


@pytest.mark.parametrize(
    ("typed", "unit", "figure"),
    [
        ("1 040", Unit.COUNT, "1040"),
        ("1\u202f040", Unit.COUNT, "1040"),
        ("1\u2009040 125.6", Unit.COUNT, "1040125.6"),
        ("12 345.6", Unit.DAYS, "12345.6"),
        ("78.5 %", Unit.PERCENT, "78.5"),
        ("£ 1.285 m", Unit.MONEY, "1.285"),
        ("−£0.082m", Unit.MONEY, "-0.082"),
        ("£-0.082m", Unit.MONEY, "-0.082"),
        ("(£0.082m)", Unit.MONEY, "-0.082"),
        ("(12%)", Unit.PERCENT, "-12"),
        ("(12)%", Unit.PERCENT, "-12"),
        ("+3", Unit.COUNT, "3"),
        (".5", Unit.COUNT, "0.5"),
        ("12.4 days", Unit.DAYS, "12.4"),
        ("1 day", Unit.DAYS, "1"),
        ("  148\n", Unit.COUNT, "148"),
    ],
)
def test_spaces_stand_in_their_places(typed: str, unit: Unit, figure: str) -> None:
    assert str(figure_in(RawCell(typed), unit)) == figure


@pytest.mark.parametrize("unit", KNOWN)
@pytest.mark.parametrize(
    "typed",
    [
        "148\n151",
        "148\t151",
        "148\u2028151",
        "1\n040",
        "12 13",
        "78.5 79",
        "1 04",
        "1 0400",
        "12  345",
        "1,040 125",
        "1 040,125",
        "1 040. 5",
        "78. 5",
        "- 3",
        "(1) (2)",
        "(-3)",
        "-(3)",
        "--3",
        "£ £ 3 m m",
        "3 % %",
        "78.5\n%",
        "£\n1.285m",
        "1.2.3",
        "0,785",
        "0 785",
        "00,148",
        "012,345",
        "1e3",
        "٣",
    ],
)
def test_two_figures_are_none(typed: str, unit: Unit) -> None:
    assert refused(RawCell(typed), unit).code in ("not-a-figure", "wrong-unit")


PER_10K = unit_named("per 10,000")
assert PER_10K
OFFERED = {
    ("approx 84", Unit.PERCENT): "84%",
    ("84% (provisional)", Unit.PERCENT): "84%",
    ("about -£1.3m", Unit.MONEY): "-£1.3m",
    ("84 pupils", Unit.COUNT): "84",
    ("1,040 pupils (est)", Unit.COUNT): "1,040",
    ("about £1.3m", Unit.MONEY): "£1.3m",
    ("12.4 provisional", Unit.DAYS): "12.4",
    ("Rate per 10,000: 49.9", PER_10K): "49.9",
    ("per 10,000 = 49.9", PER_10K): "49.9",
    ("rate per 10,000: 49.9 per 10,000", PER_10K): "49.9 per 10,000",
    ("days: 12.4 days", Unit.DAYS): "12.4 days",
}
NOT_OFFERED = (
    "£285k",
    "<5",
    "–4%",
    "about -4%",
    "- 4%",
    "Err:5",
    "78,5%",
    "5-7",
    "1/2",
    "c. 84",
    "7 of 9 pupils",
    "84 thousand",
    "84 k",
    "under 5",
    "not 5",
    "fewer than 5",
    "5 or more",
    "5+",
    "5 to 7",
    "84 85",
    "84.",
    "84?",
    "84*",
    "84 out",
    "twice 84",
    "84, 85",
    "minus 4",
    "5 per cent",
    "5 pc",
    "£1.3m CR",
    "x84",
    "84x",
    "(84) provisional",
)


@pytest.mark.parametrize(("typed", "unit"), OFFERED)
def test_a_figure_and_its_words(typed: str, unit: Unit) -> None:
    fix = refused(RawCell(typed), unit).fix
    assert (
        fix
        == f"Type {OFFERED[typed, unit]} if that is the figure, and put the words in the comment."
    )


@pytest.mark.parametrize("unit", [unit for unit in KNOWN if "k" not in unit.endings])
@pytest.mark.parametrize("typed", NOT_OFFERED)
def test_no_figure_is_offered_that_the_cell_does_not_hold(typed: str, unit: Unit) -> None:
    assert "if that is the figure" not in refused(RawCell(typed), unit).fix


def test_pupils_are_no_percentage() -> None:
    assert refused(RawCell("84 pupils"), Unit.PERCENT).fix == "Type a percentage, like 78.5%."


PIECES = (
    *(
        "approx ",
        "about ",
        "under ",
        "c. ",
        "Err:",
        "<",
        "-",
        "–",
        "(",
        "£",
        "0.785",
        "78.5",
        "84",
        "1,040",
        "5",
        "86190",
    ),
    *(" ", "%", "m", "k", " pupils", " (est)", " thousand", " of ", "/", "\n", "¹", ".", ",", ")"),
)


@settings(max_examples=share_of(3000), derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), st.sampled_from(KNOWN))
def test_what_advice_offers_reads_back_and_stands_in_the_cell(typed: str, unit: Unit) -> None:
    read = figure_in(RawCell(typed), unit)
    if not isinstance(read, Refused):
        return
    assert f"Type {typed.strip()} " not in read.fix
    if "if that is the figure" in read.fix:
        offered = read.fix.removeprefix("Type ").split(" if that is the figure")[0]
        assert isinstance(figure_in(RawCell(offered), unit), Decimal)
        assert offered.removesuffix("%") in typed


FIGURE = st.decimals(0, 999, allow_nan=False, allow_infinity=False, places=3)


@settings(max_examples=share_of(1000), derandomize=True)
@given(
    st.decimals(-999, 999, allow_nan=False, allow_infinity=False, places=3), st.sampled_from(KNOWN)
)
def test_what_is_printed_is_read_back(figure: Decimal, unit: Unit) -> None:
    assert figure_in(RawCell(printed(figure, unit)), unit) == figure


@settings(max_examples=share_of(1000), derandomize=True)
@given(
    FIGURE,
    FIGURE,
    st.sampled_from(["\n", "  ", " / ", "/", " - ", "; ", " (", " and ", " ¹"]),
    st.sampled_from(KNOWN),
)
def test_no_text_with_two_figures_is_read(
    one: Decimal, other: Decimal, between: str, unit: Unit
) -> None:
    typed = f"{printed(one, unit)}{between}{printed(other, unit)}"
    assert isinstance(figure_in(RawCell(typed), unit), Refused)


@settings(max_examples=share_of(500), derandomize=True)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_whole_numbers_are_one_only_as_thousands(one: int, other: int) -> None:
    assume(not (one < 1000 and len(str(other)) == 3))
    assert isinstance(figure_in(RawCell(f"{one} {other}"), Unit.COUNT), Refused)


WEEKDAYS = {
    "Sunday": True,
    "sun": True,
    "Sun,": True,
    "SUNDAY": True,
    "Sund": False,
    "due": False,
    "not": False,
    "by": False,
    "Monthly": False,
    "Mon": False,
    "Saturday": False,
    "Sunday the": False,
}


@pytest.mark.parametrize("word", WEEKDAYS)
def test_only_its_own_weekday_stands_before_a_date(word: str) -> None:
    read = date_in(RawCell(f"{word} 30 September 2012"))
    assert (read == date(2012, 9, 30)) is WEEKDAYS[word]


def test_a_weekday_that_does_not_fit_is_told() -> None:
    read = date_in(RawCell("Monday 30 September 2012"))
    assert isinstance(read, Refused)
    assert read.code == "weekday-against-date"
    assert "30 September 2012 is a Sunday" in read.message


@pytest.mark.parametrize(
    "typed",
    [
        "30 / 06 / 12",
        "30/06/ 12",
        "30/06/12 31/06/12",
        "30\nSeptember 2012",
        "30 September 2012\n1 October 2012",
        "30 September\t2012",
        "30 - Sep - 12",
        "30-Sep 12",
        "30 Septem 2012",
        "30 Se 2012",
        "30September2012",
        "2012 - 09 - 30",
        "30. 09. 12",
        "30/09.12",
    ],
)
def test_spaces_and_signs_of_a_date_stand_in_their_places(typed: str) -> None:
    read = date_in(RawCell(typed))
    assert isinstance(read, Refused)
    assert read.code == "not-a-date"


@pytest.mark.parametrize(
    "typed", ["30 Sep 2012", "30-Sep-12", "30/sept/2012", "30th SEPT., 2012", "30. September 2012"]
)
def test_months_have_a_name_and_a_short_one(typed: str) -> None:
    read = date_in(RawCell(typed))
    assert read == date(2012, 9, 30) or (typed.startswith("30.") and isinstance(read, Refused))


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (time(), "dd/mm/yy"),
        (time(), "d-mmm-yy"),
        (datetime(1899, 12, 30), "dd/mm/yy"),  # noqa: DTZ001
        (datetime(1899, 12, 31), "dd/mm/yy"),  # noqa: DTZ001
        (datetime(1900, 1, 1), "dd/mm/yy"),  # noqa: DTZ001
        (datetime(1904, 1, 1), "dd/mm/yy"),  # noqa: DTZ001
        (date(1899, 12, 30), "dd/mm/yy"),
    ],
)
def test_the_day_nought_of_a_calendar_is_no_date(value: object, number_format: str) -> None:
    read = date_in(RawCell(value, number_format))  # type: ignore[arg-type]
    assert isinstance(read, Refused)
    assert read.code == "zero-date"
    assert "as a link to an empty cell does" in read.message


@pytest.mark.parametrize(
    "day",
    [
        datetime(1900, 1, 12, 12),  # noqa: DTZ001 - a cell has no zone
        datetime(1904, 1, 2),  # noqa: DTZ001
        date(1903, 12, 31),
    ],
)
def test_a_number_in_a_date_cell_is_a_day_too_early(day: date) -> None:
    """12.5 shows 12/01/1900, which no empty cell does."""
    read = date_in(RawCell(day, "dd/mm/yyyy"))
    assert read == Refused("impossible-date", f"“{day:%d/%m/%Y}” is before 1905.", TYPE_A_DATE)


def test_a_year_typed_alone_in_a_date_cell_is_no_day() -> None:
    """2012 shows 04/07/05, which was once read as a day on which something was completed."""
    for day, said in (
        (datetime(1905, 7, 4), "“04/07/05” is 4 July 1905"),  # noqa: DTZ001
        (datetime(1909, 7, 5), "“05/07/09” is 5 July 1909"),  # noqa: DTZ001
    ):
        read = date_in(RawCell(day, "dd/mm/yy"))
        problem = f"{said}, which a cell for dates makes of 2012 typed alone."
        assert read == Refused("not-a-date", problem, TYPE_A_DATE)
    assert date_in(RawCell(datetime(1905, 1, 1))) == date(1905, 1, 1)  # noqa: DTZ001


def test_a_time_and_a_date_of_long_ago_are_no_dates() -> None:
    for cell, told in (
        (RawCell(time(12, 30), "h:mm"), "12:30 is a time"),
        (RawCell("1 May 1899"), "before 1905"),
    ):
        read = date_in(cell)
        assert isinstance(read, Refused)
        assert told in read.message


def measure(unit: Unit, planned: tuple[str, ...]) -> Measure:
    figures = dict(zip(("similar", "outturn", "target"), map(Decimal, planned), strict=False))
    return replace(Measure("A", 1, "", "Pupils", unit, Polarity.HIGHER), **figures)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "planned", "figure", "code"),
    [
        (Unit.COUNT, ("217", "200", "190"), "-4", "below-zero"),
        (Unit.DAYS, ("21", "20", "19"), "-0.1", "below-zero"),
        (Unit.PERCENT, ("64", "65", "66"), "-64", "below-zero"),
        (Unit.PERCENT, (), "-1", "below-zero"),
        (Unit.PERCENT, ("2", "-1", "0"), "-2", ""),
        (Unit.COUNT, ("5", "-3", "0"), "-4", ""),
        (Unit.MONEY, ("1", "2", "3"), "-0.082", ""),
        (Unit.COUNT, ("217", "200", "190"), "46115", "date-for-figure"),
        (Unit.COUNT, ("217", "200", "190"), "41065", "date-for-figure"),
        (Unit.DAYS, ("21", "20", "19"), "46115", "date-for-figure"),
        (Unit.COUNT, ("217", "200", "190"), "46115.5", ""),
        (Unit.COUNT, ("217", "200", "190"), "20000", ""),
        (Unit.COUNT, ("4800", "4700", "4600"), "46115", ""),
        (Unit.COUNT, (), "46115", ""),
        (Unit.COUNT, ("217", "200", "190"), "0", ""),
    ],
)
def test_what_a_measure_cannot_be(
    unit: Unit, planned: tuple[str, ...], figure: str, code: str
) -> None:
    told = impossible(measure(unit, planned), Decimal(figure))
    assert (told.code if told else "") == code
    assert told is None or (told.message and told.fix.startswith("Type "))


def test_a_target_changed_a_little_does_not_change_how_a_space_is_read() -> None:
    bounds = {most_parted(measure(Unit.COUNT, (target, "150", "67"))) for target in ("217", "218")}
    assert bounds == {Decimal(10_000)}


@pytest.mark.parametrize(
    ("typed", "planned", "code"),
    [
        ("148 151", ("217", "150", "67"), "two-figures"),
        ("148\u00a0151", ("217", "150", "67"), "two-figures"),
        ("148 151", ("150000", "140000", "160000"), ""),
        ("1 040", ("980", "1100", "900"), ""),
        ("148 151", (), "two-figures"),
        ("148 000", (), ""),
        ("1 285", (), ""),
        ("1 148 151", (), ""),
        ("148 151 000", (), ""),
        ("148,151", ("217", "150", "67"), ""),
    ],
)
def test_a_space_parts_two_figures_where_the_plan_knows_none_so_large(
    typed: str, planned: tuple[str, ...], code: str
) -> None:
    read = figure_in(RawCell(typed), Unit.COUNT)
    assert isinstance(read, Decimal)
    told = impossible(measure(Unit.COUNT, planned), read, typed)
    assert (told.code if told else "") == code
    assert told is None or (
        f"“{typed}” may be two figures" in told.message and "148,151" in told.message
    )


@pytest.mark.parametrize(
    ("value", "number_format", "code", "says"),
    [
        (46178, "0%", "date-for-figure", "5 June 2026"),
        (46054, "General", "date-for-figure", "a fraction like 1/2"),
        (1000, "General", "", ""),
        (1000.1, "General", "impossible-percentage", "1,000.1%"),
        (-2000, "General", "impossible-percentage", "far too large"),
        ("1,200%", "@", "impossible-percentage", "1,200%"),
        (datetime(2026, 6, 5), "dd-mmm", "date-for-figure", "the date 05-Jun"),  # noqa: DTZ001
        (time(12, 30), "h:mm", "date-for-figure", "the time 12:30"),
    ],
)
def test_what_no_percentage_can_be(value: object, number_format: str, code: str, says: str) -> None:
    read = figure_in(RawCell(value, number_format), Unit.PERCENT)  # type: ignore[arg-type]
    assert (read.code if isinstance(read, Refused) else "") == code
    assert not isinstance(read, Refused) or says in read.message


ERRORS = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#n/a",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#ERROR!",
    " #REF! ",
    "Err:502",
    "Err:522",
    "err:999",
    "##",
    "########",
)


@pytest.mark.parametrize("shown", ERRORS)
def test_an_error_is_nothing_that_can_be_read(shown: str) -> None:
    cell = RawCell(shown)
    for read in (figure_in(cell, Unit.COUNT), date_in(cell)):
        assert isinstance(read, Refused)
        assert read.code == "error-value"
        assert "522" not in read.fix


@pytest.mark.parametrize(
    "text", ["#", "#1 in the region", "#urgent", "Err: 502 calls", "N/A", "see #REF! in B7"]
)
def test_other_texts_are_no_errors(text: str) -> None:
    assert not RawCell(text).is_error
