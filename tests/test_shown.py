"""Cells as they look on the screen: numbers, dates and times by their format, in England."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.shown_values import shown
from tests.tools.shares import share_of

DAY = datetime(2012, 9, 3, 14, 7)  # noqa: DTZ001
ACCOUNTS = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.5, "0%", "50%"),
        (0.785, "0.0%", "78.5%"),
        (0.785, "0.0 %", "78.5 %"),
        (1, "0.00%", "100.00%"),
        (5.0, "General", "5"),
        (1.5, "General", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (7700900123, "General", "7700900123"),
        (46178.0, "General", "46178"),
        (1e20, "General", "1E+20"),
        (1e-20, "General", "1E-20"),
        (5, "000", "005"),
        # A telephone number, and thousands as on the continent.
        (7700900123, "00000 000000", "07700 900123"),
        (1234567, "# ##0", "1234 567"),
        (34, "# ##0", "34"),
        (-1234.6, "0\\.000", "-1.235"),
        (5, "@", "5"),
        (0.125, "0.00", "0.13"),
        (-0.001, "0.00", "0.00"),
        (-5.5, "0.0", "-5.5"),
        (0.5, "#.##", ".5"),
        (2, "0.##", "2"),
        (1234567, "#,##0", "1,234,567"),
        (1234567, '#,##0,"k"', "1,235k"),
        (1234567, '0.0,,"m"', "1.2m"),
        (3, '[<5]"<5";0', "<5"),
        (5, '[<5]"<5";0', "5"),
        (-3, '[>100]"many";0;"none"', "-3"),
        (0, '[>100]"many";0;"none"', "none"),
        (1200, r"[$£-809]#,##0.00;[RED]\-[$£-809]#,##0.00", "£1,200.00"),
        (-1200, r"[$£-809]#,##0.00;[RED]\-[$£-809]#,##0.00", "-£1,200.00"),
        (-5, ACCOUNTS, "-£5.00"),
        (86.19, '"£"0.000"m"', "£86.190m"),
        (3, '0 "days"', "3 days"),
        (2, '"Q"0', "Q2"),
        (5 / 6, "# ?/?", "5/6"),
        (1.5, "# ?/?", "1 1/2"),
        (0.75, "?/8", "3/4"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (1, '"TRUE";"TRUE";"FALSE"', "TRUE"),
        (True, "General", "TRUE"),
        (False, "0", "FALSE"),
        # What a format hides or a section does not say is told all the same.
        (0, "0;-0;;@", "0"),
        (7, ";;;", "7"),
        (2.5, "[<1]0;0.0", "2.5"),
        (41090, "dd/mm/yy", "41090"),
        (DAY, "dd/mm/yy", "03/09/12"),
        # Behind hours, an m or two are minutes; three are a month all the same.
        (DAY, "h m", "14 7"),
        (DAY, "hh mm", "14 07"),
        (DAY, "hh mmm", "14 Sep"),
        (DAY, "dd/mm/yyyy", "03/09/2012"),
        (DAY, "mm-dd-yy", "03/09/2012"),
        (DAY, "m/d/yy h:mm", "03/09/2012 14:07"),
        (DAY, "d-mmm-yy", "3-Sep-12"),
        (DAY, "mmm-yy", "Sep-12"),
        (DAY, "mmmm yyyy", "September 2012"),
        (DAY, "dddd d mmmm yyyy", "Monday 3 September 2012"),
        (DAY, r"[$-809]dd\ mmmm\ yyyy;@", "03 September 2012"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "3 September 2012"),
        (DAY, "h:mm AM/PM", "2:07 PM"),
        (DAY, "General", "03/09/2012 14:07"),
        (date(2012, 9, 3), "General", "03/09/2012"),
        (time(12, 30), "hh:mm:ss", "12:30:00"),
        (time(12, 30), "h:mm", "12:30"),
        (time(0, 5), "h:mm AM/PM", "12:05 AM"),
        (time(0, 1, 5, 250_000), "mm:ss.0", "01:05.2"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
        (time(), "dd/mm/yy", "00/01/1900"),
        (time(), "hh:mm", "00:00"),
        (datetime(1899, 12, 31), "dd/mm/yy", "00/01/1900"),  # noqa: DTZ001
    ],
)
def test_a_cell_reads_as_it_looks(value: object, number_format: str, text: str) -> None:
    assert RawCell(value, number_format).text == text  # type: ignore[arg-type]


def test_what_the_file_says_that_a_cell_shows_comes_first() -> None:
    assert RawCell(0.5, "0%", said="50.00%").text == "50.00%"


@settings(max_examples=share_of(300), derandomize=True)
@given(
    st.one_of(
        st.floats(),
        st.integers(-(10**15), 10**15),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.booleans(),
    ),
    st.text("0#?,.;%/[]\"'\\ _*-+$£@Ee<>dmyhsAPMG", max_size=20),
)
def test_no_format_breaks_the_showing_or_empties_a_cell(value: object, number_format: str) -> None:
    assert shown(value, number_format) is not None
    assert isinstance(shown(value, "General"), str)
    assert shown(value, "General").strip()
