"""Ashmere: a directorate's scorecard; the column of measures has no heading.

Polarity is one letter. Last year's target stands beside this year's, and so do the latest result,
a benchmark group and England, each with its year.
"""

from tests.setup_documents.blocks import Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Expected, Figures, Named

_HEADS = (
    "",
    "Polarity",
    "Data period",
    "Latest result",
    "Target 2020-21",
    "RAG",
    "Target 2019-20",
    "Benchmark group 2018-19",
    "England 2018-19",
)

DOCUMENT = Document(
    (
        Heading("Children's Directorate Scorecard"),
        Paragraph("Period: 1 April 2020 to 31 March 2021"),
        Heading("Priority 1: Special educational needs", 2),
        Table(
            (
                _HEADS,
                (
                    "Percentage of plans issued within 20 weeks",
                    "H",
                    "R12M",
                    "38.6%",
                    "60.0%",
                    "RED",
                    "55.0%",
                    "63.7%",
                    "60.4%",
                ),
                (
                    "Percentage of pupils excluded for good",
                    "L",
                    "R12M",
                    "0.04%",
                    "0.03%",
                    "AMBER",
                    "0.03%",
                    "0.10%",
                    "",
                ),
            ),
        ),
        Heading("Priority 2: Youth justice", 2),
        Table(
            (
                _HEADS,
                (
                    "Number of young people who enter the system",
                    "L",
                    "YTD",
                    "235",
                    "290",
                    "GREEN",
                    "300",
                    "",
                    "",
                ),
                (
                    "Rate of custody per 1,000",
                    "",
                    "YTD",
                    "0.21 per 1,000",
                    "TBC",
                    "",
                    "0.25 per 1,000",
                    "",
                    "0.29 per 1,000",
                ),
            ),
        ),
    )
)

_GROUP, _ENGLAND = "Benchmark group", "England"
EXPECTED = Expected(
    priorities=(("1", "Special educational needs"), ("2", "Youth justice")),
    measures=(
        Figures(
            "",
            "Percentage of plans issued within 20 weeks",
            "%",
            "60.0",
            "38.6",
            polarity="higher",
            priority="1",
            comparators=((_GROUP, "63.7"), (_ENGLAND, "60.4")),
        ),
        Figures(
            "",
            "Percentage of pupils excluded for good",
            "%",
            "0.03",
            "0.04",
            polarity="lower",
            priority="1",
            comparators=((_GROUP, "0.10"),),
        ),
        Figures(
            "",
            "Number of young people who enter the system",
            "count",
            "290",
            "235",
            polarity="lower",
            priority="2",
        ),
        Figures(
            "",
            "Rate of custody per 1,000",
            "per 1,000",
            "TBC",
            "0.21",
            priority="2",
            comparators=((_ENGLAND, "0.29"),),
        ),
    ),
    named=(Named("polarity", "Rate of custody per 1,000"), Named("Target 2019-20"), Named("R12M")),
    starts="2020-04-01",
    ends="2021-03-31",
)
