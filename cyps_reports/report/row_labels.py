"""What rows are called where several are named in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cyps_reports.assessment.foremost import Result, ref_of
from cyps_reports.assessment.model import MeasureResult
from cyps_reports.phrases import listed

_MOST_REFERENCES = 10


def references(refs: Iterable[str], *, are_apart: bool = False) -> str:
    """`A1, A2 and B3`, or, where one has a comma or all are to stand apart, `A1; A20, deadline 2`.

    Of very many the first, and how many others there are.
    """
    each = list(dict.fromkeys(refs))
    if len(each) > _MOST_REFERENCES + 1:
        kept = each[:_MOST_REFERENCES]
        each = [*kept, f"{len(each) - len(kept):,} others"]
    are_apart = are_apart or any("," in said for said in each)
    return "; ".join(each) if are_apart else listed(each)


def labels(results: Sequence[Result], beside: Iterable[Result] = ()) -> Iterator[str]:
    """What each row is called by itself.

    Which of its milestone's deadlines or its measure's components it is, where more of them are
    among the results or `beside` them.
    """
    times = Counter(ref_of(each) for each in results)
    others = {ref_of(each) for each in beside}
    for each in results:
        ref = ref_of(each)
        yield _label(each) if times[ref] > 1 or ref in others else ref


def _label(result: Result) -> str:
    return result.measure.called if isinstance(result, MeasureResult) else result.label
