"""Figures and dates as managers type them: the right value, or a refusal that says what to type."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import Month, long, month_named, short
from cyps_reports.plan.dates.reading import date_in, month_in
from cyps_reports.plan.figures.number_formats import decimals_shown, is_percentage
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.figures.reading import figure_in, type_like
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.workbooks.grid import RawCell


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "figure"),
    [
        (0.785, "0.0%", Unit.PERCENT, "78.5"),
        (78.5, "General", Unit.PERCENT, "78.5"),
        ("78.5%", "General", Unit.PERCENT, "78.5"),
        ("78.5 %", "@", Unit.PERCENT, "78.5"),
        ("78.5", "@", Unit.PERCENT, "78.5"),
        (78.5, "0.0%", Unit.PERCENT, "78.5"),  # pasted: the cell shows 7850.0%
        (0.7, "0%", Unit.PERCENT, "70"),
        (0, "General", Unit.PERCENT, "0"),
        ("0", "@", Unit.PERCENT, "0"),
        ("1.01", "@", Unit.PERCENT, "1.01"),
        (1.05, "0%", Unit.PERCENT, "105"),
        (0.5294, "0.00%", Unit.PERCENT, "52.94"),
        (0.1 + 0.2, "0%", Unit.PERCENT, "30"),
        (86.19, "#,##0.000", Unit.MONEY, "86.190"),
        ("£86.190m", "@", Unit.MONEY, "86.190"),
        ("1,234", "@", Unit.COUNT, "1234"),
        (150, "General", Unit.COUNT, "150"),
        ("12.4 days", "@", Unit.DAYS, "12.4"),
        ("-3", "@", Unit.COUNT, "-3"),
        ("(0.082)", "@", Unit.MONEY, "-0.082"),
        ("£(0.082)m", "@", Unit.MONEY, "-0.082"),
        ("７８.５％", "@", Unit.PERCENT, "78.5"),
        (" 150\u00a0", "@", Unit.COUNT, "150"),
    ],
)
def test_a_figure_means_what_the_cell_shows(
    value: object, number_format: str, unit: Unit, figure: str
) -> None:
    read = figure_in(RawCell(value, number_format), unit)  # type: ignore[arg-type]
    assert str(read) == figure


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "code"),
    [
        (0.785, "General", Unit.PERCENT, "two-way-percentage"),
        ("0.785", "@", Unit.PERCENT, "two-way-percentage"),
        (1, "General", Unit.PERCENT, "two-way-percentage"),
        ("1", "@", Unit.PERCENT, "two-way-percentage"),
        ("-0.5", "@", Unit.PERCENT, "two-way-percentage"),
        (3.9, "0.0%", Unit.PERCENT, "oversized-percentage"),
        (0.5, "0%", Unit.COUNT, "wrong-unit"),
        ("50%", "@", Unit.COUNT, "wrong-unit"),
        ("see comments", "@", Unit.COUNT, "not-a-figure"),
        ("approx 84", "@", Unit.PERCENT, "not-a-figure"),
        ("54 (est)", "@", Unit.COUNT, "not-a-figure"),
        ("1,23", "@", Unit.COUNT, "not-a-figure"),
        ("#REF!", "General", Unit.COUNT, "error-value"),
        (86_190_000, "#,##0", Unit.MONEY, "amount-in-pounds"),
        ("£86,190,000", "@", Unit.MONEY, "amount-in-pounds"),
        ("12 (of 17)", "@", Unit.PERCENT, "not-a-figure"),
        (True, "General", Unit.COUNT, "not-a-figure"),
        (datetime(2012, 2, 1), "dd/mm/yy", Unit.COUNT, "date-for-figure"),  # noqa: DTZ001
    ],
)
def test_what_could_be_meant_otherwise_is_refused(
    value: object, number_format: str, unit: Unit, code: str
) -> None:
    read = figure_in(RawCell(value, number_format), unit)  # type: ignore[arg-type]
    assert isinstance(read, Refused)
    assert read.code == code
    assert read.fix.startswith("Type ")


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "shows"),
    [
        (148_000, "#,##0,", Unit.COUNT, "“148”, but holds the number 148,000"),
        (5, '"<"0', Unit.COUNT, "“<5”"),
        (148, '"c. "0', Unit.COUNT, "“c. 148”"),
        (5, '0"k"', Unit.COUNT, "“5k”"),
        (148, '"\u00a3"#,##0', Unit.COUNT, "“\u00a3148”"),
        (78.5, "[$$-409]0.0", Unit.PERCENT, "“$78.5”"),
        (1.3, "[$\u20ac-2]0.0", Unit.MONEY, "“\u20ac1.3”"),
        (148, '0"%"', Unit.COUNT, "“148%”"),
        (148, '0 "of 160"', Unit.COUNT, "“148 of 160”"),
        (12, '0 "weeks"', Unit.DAYS, "“12 weeks”"),
        (148, '0"ish"', Unit.COUNT, "“148ish”"),
        (1234, "00\\:00", Unit.COUNT, "“12:34”"),
        (148, '0"+"', Unit.COUNT, "“148+”"),
        # A number under five that is kept back, and other sections for some numbers alone.
        (3, '[<5]"<5";0', Unit.COUNT, "“<5”"),
        (3, '[<5]"*";0', Unit.COUNT, "“*”"),
        (148, '[>100]"many";0', Unit.COUNT, "“many”"),
        (0.785, '[<0.8]"under 80%";0%', Unit.PERCENT, "“under 80%”"),
        (0, '0;-0;"n/a"', Unit.COUNT, "“n/a”"),
        # Thousands and millions that are left out behind decimals.
        (148_000, "0.0,", Unit.COUNT, "“148.0”, but holds the number 148,000"),
        # A sign that the number does not have, or has and does not show.
        (148, '"-"0', Unit.COUNT, "“-148”"),
        (1.2, "(0.0)", Unit.MONEY, "“(1.2)”"),
        (1.2, '0.0"-"', Unit.MONEY, "“1.2-”"),
        (-1.2, "0.0;0.0", Unit.MONEY, "“1.2”, but holds the number -1.2"),
    ],
)
def test_a_number_that_its_cell_shows_otherwise_is_refused(
    value: float, number_format: str, unit: Unit, shows: str
) -> None:
    read = figure_in(RawCell(value, number_format), unit)
    assert isinstance(read, Refused)
    assert read.code == "shown-otherwise"
    assert f"The cell shows {shows}" in read.message
    assert read.fix == type_like(unit)


@pytest.mark.parametrize(
    ("value", "number_format"),
    [(148, ";;;"), (148, ";;;@"), (148, '""'), (-148, "0;;0"), (0, "0;-0;;@"), (0, "#")],
)
def test_a_number_that_its_format_hides_is_refused(value: float, number_format: str) -> None:
    read = figure_in(RawCell(value, number_format), Unit.COUNT)
    assert isinstance(read, Refused)
    assert read.message == f"The cell shows nothing, but holds the number {value}."
    assert read.fix == "Type a number, like 150. If there is no figure, empty the cell."


@pytest.mark.parametrize(
    ("cell", "unit", "figure"),
    [
        (RawCell(148, '0"*"'), Unit.COUNT, "148"),
        (RawCell(148, '0" (p)"'), Unit.COUNT, "148"),
        (RawCell(148, '0 "pupils"'), Unit.COUNT, "148"),
        (RawCell(1480, "#\\ ##0"), Unit.COUNT, "1480"),
        (RawCell(12.4, '0.0 "days"'), Unit.DAYS, "12.4"),
        (RawCell(1.285, '[$\u00a3-809]0.0"m"'), Unit.MONEY, "1.285"),
        (RawCell(-0.082, "0.0_);(0.0)"), Unit.MONEY, "-0.082"),
        (RawCell(0, '#,##0;-#,##0;"-"'), Unit.COUNT, "0"),
        (RawCell(0.785, '[<=1]0.0%;0.0"%"'), Unit.PERCENT, "78.5"),
        (RawCell(148, '[<5]"<5";0'), Unit.COUNT, "148"),
        (RawCell(0, '0;-0;"nil"'), Unit.COUNT, "0"),
        (RawCell(148, "[Blue]"), Unit.COUNT, "148"),
        (RawCell(1480, "# ##0"), Unit.COUNT, "1480"),
        (RawCell(48, "0 000"), Unit.COUNT, "48"),
        (RawCell(148, '"PRU - "0" - provisional"'), Unit.COUNT, "148"),
        (RawCell(-1.2, "0.0;[Red]0.0"), Unit.MONEY, "-1.2"),
        (RawCell(-1.2, '0.0;"▼"0.0'), Unit.MONEY, "-1.2"),
        (RawCell(-0.04, "0.0;0.0"), Unit.MONEY, "-0.04"),
        (RawCell(148, "0.00E+00"), Unit.COUNT, "148"),
        (RawCell(1480.5, "0.0", said="1.480,5"), Unit.DAYS, "1480.5"),
        (RawCell(148.49, "0", said="148"), Unit.DAYS, "148.49"),
    ],
)
def test_a_number_in_any_format_that_shows_it_is_that_figure(
    cell: RawCell, unit: Unit, figure: str
) -> None:
    assert figure_in(cell, unit) == Decimal(figure)


@pytest.mark.parametrize(
    ("typed", "unit", "fix"),
    [
        (
            "approx 84",
            Unit.PERCENT,
            "Type 84% if that is the figure, and put the words in the comment.",
        ),
        (
            "approx 84%",
            Unit.PERCENT,
            "Type 84% if that is the figure, and put the words in the comment.",
        ),
        ("about 84", Unit.DAYS, "Type 84 if that is the figure, and put the words in the comment."),
        ("0.785", Unit.PERCENT, "Type 0.785% or 78.5%, with the per cent sign."),
        ("1", Unit.PERCENT, "Type 1% or 100%, with the per cent sign."),
        ("1200%", Unit.PERCENT, "Type a percentage, like 78.5%."),
        ("3 of 4", Unit.PERCENT, "Type a percentage, like 78.5%, and put “3 of 4” in the comment."),
        (
            "54 (est)",
            Unit.COUNT,
            "Type 54 if that is the figure, and put the words in the comment.",
        ),
        (
            "12 (of 17)",
            Unit.PERCENT,
            "Type a percentage, like 78.5%, and put “12 (of 17)” in the comment.",
        ),
        ("12 (of 17)", Unit.COUNT, "Type a number, like 150."),
        (
            "about £1.3m",
            Unit.MONEY,
            "Type £1.3m if that is the figure, and put the words in the comment.",
        ),
        ("see comments", Unit.DAYS, "Type a number, like 12.4."),
        (
            "86,190,000",
            Unit.MONEY,
            "Type the amount in £m: 86.19 if these are pounds.",
        ),
        (
            "4,425",
            Unit.MONEY,
            "Type the amount in £m: 0.004425 if these are pounds, 4.425 if these are thousands of "
            "pounds.",
        ),
    ],
)
def test_a_refusal_says_what_to_type(typed: str, unit: Unit, fix: str) -> None:
    read = figure_in(RawCell(typed), unit)
    assert isinstance(read, Refused)
    assert read.fix == fix


@pytest.mark.parametrize(
    "cell",
    [
        RawCell(-7.85, "0.0%"),
        RawCell(-0.785),
        RawCell("-0.785"),
        RawCell("(0.785)"),
        RawCell("approx -84"),
        RawCell("-84 (est)"),
        RawCell("-84¹"),
        RawCell("-841", raised="1"),
    ],
)
def test_nobody_is_told_to_type_a_figure_that_is_then_refused(cell: RawCell) -> None:
    read = figure_in(cell, Unit.PERCENT)
    assert isinstance(read, Refused)
    assert read.fix == type_like(Unit.PERCENT)
    of_money = figure_in(RawCell("approx -£8.4m"), Unit.MONEY)
    assert isinstance(of_money, Refused)
    assert of_money.fix.startswith("Type -£8.4m")


@pytest.mark.parametrize(
    ("value", "number_format", "message", "fix"),
    [
        (
            0.785,
            "General",
            "0.785 could mean 0.785% or 78.5%.",
            "Type 0.785% or 78.5%, with the per cent sign.",
        ),
        (
            2.5,
            "0%",
            "The cell shows 250%, and could mean 2.5%.",
            "Type 2.5%, with the per cent sign.",
        ),
        (1200, "0", "1,200% is far too large a percentage.", "Type a percentage, like 78.5%."),
    ],
)
def test_a_percentage_that_could_be_another_says_which(
    value: float, number_format: str, message: str, fix: str
) -> None:
    read = figure_in(RawCell(value, number_format), Unit.PERCENT)
    assert isinstance(read, Refused)
    assert (read.message, read.fix) == (message, fix)


def test_a_ratio_that_became_a_time_is_asked_for_as_a_number_that_stays_one() -> None:
    ratio = unit_named("ratio")
    assert ratio is not None
    read = figure_in(RawCell(time(1, 14), "h:mm"), ratio)
    assert isinstance(read, Refused)
    assert read.message == "The cell holds the time 1:14, not a figure."
    assert read.fix == "Type its second number alone, like 14 for 1:14."
    assert figure_in(RawCell(14), ratio) == 14


def test_a_formula_never_calculated_is_refused() -> None:
    cell = RawCell(None, "General", formula=True)
    assert isinstance(figure_in(cell, Unit.COUNT), Refused)
    assert isinstance(date_in(cell), Refused)


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        (None, Missing.NOT_GIVEN),
        ("  ", Missing.NOT_GIVEN),
        ("NA", Missing.NOT_APPLICABLE),
        ("TBC", Missing.TO_BE_CONFIRMED),
        ("tbd", Missing.TO_BE_DETERMINED),
    ],
)
def test_na_tbc_tbd_and_empty_stay_four_things(value: str | None, missing: Missing) -> None:
    assert figure_in(RawCell(value), Unit.PERCENT) is missing


@given(st.decimals(min_value=0, max_value=200, places=3))
def test_a_percentage_survives_the_sheet(figure: Decimal) -> None:
    assert figure_in(RawCell(float(figure / 100), "0.000%"), Unit.PERCENT) == figure


@pytest.mark.parametrize(
    ("figure", "decimals", "expected"),
    [
        ("52.94", 0, "53"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.2845", 3, "1.285"),
        ("7", 1, "7.0"),
    ],
)
def test_half_is_rounded_up(figure: str, decimals: int, expected: str) -> None:
    assert str(rounded(Decimal(figure), decimals)) == expected


@pytest.mark.parametrize(
    ("figure", "unit", "text"),
    [
        ("78.5", Unit.PERCENT, "78.5%"),
        ("86.190", Unit.MONEY, "£86.190m"),
        ("-0.082", Unit.MONEY, "−£0.082m"),
        ("12.4", Unit.DAYS, "12.4 days"),
        ("1", Unit.DAYS, "1 day"),
        ("1040", Unit.COUNT, "1,040"),
    ],
)
def test_figures_are_printed_with_their_unit(figure: str, unit: Unit, text: str) -> None:
    assert printed(Decimal(figure), unit) == text


@pytest.mark.parametrize(
    ("number_format", "decimals", "percent"),
    [
        ("General", None, False),
        ("0%", 0, True),
        ("0.0%", 1, True),
        ("0.00%", None, True),
        ("0.000%", 3, True),
        ("#,##0.000", 3, False),
        ('"£"0.0"m"', 1, False),
        ('0.0" %"', 1, False),
        ("@", None, False),
    ],
)
def test_number_formats(number_format: str, decimals: int | None, percent: bool) -> None:
    assert decimals_shown(number_format) == decimals
    assert is_percentage(number_format) is percent


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (datetime(2012, 6, 30), date(2012, 6, 30)),  # noqa: DTZ001
        (date(2012, 6, 30), date(2012, 6, 30)),
        ("30/06/12", date(2012, 6, 30)),
        ("30/06/2012", date(2012, 6, 30)),
        ("31.07.12", date(2012, 7, 31)),
        ("05.06.12", date(2012, 6, 5)),
        ("06/06/12", date(2012, 6, 6)),
        ("1 September 2012", date(2012, 9, 1)),
        ("1st Sept 2012", date(2012, 9, 1)),
        ("3-Sep-12", date(2012, 9, 3)),
        ("Sunday 30 September 2012", date(2012, 9, 30)),
        ("2012-09-30", date(2012, 9, 30)),
        ("29/02/12", date(2012, 2, 29)),
        (None, None),
        (" - ", None),
    ],
)
def test_a_date_in_the_forms_people_use(typed: object, expected: date | None) -> None:
    assert date_in(RawCell(typed)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("05/06/12", "two-way-date", "5 Jun 2012"),
        ("06/30/12", "month-first-date", "30/06/12"),
        ("31/09/12", "impossible-date", "dd/mm/yy"),
        ("31/06/2012", "impossible-date", "dd/mm/yy"),
        ("29/02/13", "impossible-date", "dd/mm/yy"),
        ("00/01/12", "impossible-date", "dd/mm/yy"),
        ("end Oct", "not-a-date", "dd/mm/yy"),
        ("March 2013", "not-a-date", "dd/mm/yy"),
        ("Q2", "not-a-date", "dd/mm/yy"),
        (41090, "not-a-date", "dd/mm/yy"),
    ],
)
def test_a_date_is_never_guessed(typed: object, code: str, says: str) -> None:
    read = date_in(RawCell(typed))  # type: ignore[arg-type]
    assert isinstance(read, Refused)
    assert read.code == code
    assert says in read.fix


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_date_survives_being_written_out(day: date) -> None:
    assert date_in(RawCell(long(day))) == day
    assert date_in(RawCell(short(day).replace("/", "."))) == day


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_cell(text: str) -> None:
    date_in(RawCell(text))
    month_in(RawCell(text))
    figure_in(RawCell(text), Unit.PERCENT)


def test_months() -> None:
    assert month_named("2012-09") == Month(2012, 9)
    assert month_named("2012-13") is None
    assert month_named("0000-01") is None
    assert month_in(RawCell("September 2012")) == Month(2012, 9)
    assert month_in(RawCell(datetime(2012, 9, 1))) == Month(2012, 9)  # noqa: DTZ001
    assert isinstance(month_in(RawCell("soon")), Refused)
    assert Month(2012, 2).last == date(2012, 2, 29)
    assert Month(2013, 1).months_since(Month(2012, 11)) == 2
    assert Month(2012, 9).in_words == "September 2012"


@pytest.mark.parametrize("text", ["01/02/0000", "1-2-0000", "31/12/0000"])
def test_the_year_nought_is_not_in_the_calendar(text: str) -> None:
    refused = date_in(RawCell(text))
    assert isinstance(refused, Refused)
    assert refused.code == "impossible-date"
