"""An earlier month: what was returned for it and what was reported, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_reports.assessment.restated import Told, What, with_told
from cyps_reports.findings import Finding
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.reader import Reported
from cyps_reports.returns.model import MeasureEntry, MeasureKey, Returns


@dataclass(frozen=True, slots=True)
class PastMonth:
    """An earlier month: its returns as they are now, and what was reported then.

    Either may be missing.

    `findings` are about its workbooks as files. `retold` are the figures of its returns that later
    reports told otherwise.
    """

    month: Month
    returned: Returns | None
    reported: Reported | None
    findings: tuple[Finding, ...] = ()
    retold: Mapping[tuple[MeasureKey, What], Told | None] = field(default_factory=dict)

    @property
    def returns(self) -> Returns:
        """What is known to have been returned.

        The workbooks, and the records for priorities that have none now.
        """
        returned = self.returned or Returns(self.month)
        if self.reported is None:
            return returned
        lost, told, stood = self.lost_priorities, self.reported.returns, self.reported.position
        measures = {key: self._told_last(key, each) for key, each in told.measures.items()}
        return Returns(
            self.month,
            (*returned.inputs, *(each for each in told.inputs if each.priority in lost)),
            {
                **returned.measures,
                **{
                    key: each
                    for key, each in measures.items()
                    if stood.measures[key].priority in lost
                },
            },
            {
                **returned.deadlines,
                **{
                    key: each
                    for key, each in told.deadlines.items()
                    if stood.deadlines[key].priority in lost
                },
            },
        )

    def _told_last(self, key: MeasureKey, entry: MeasureEntry) -> MeasureEntry:
        """The entry that was reported, with the figure that readers were told of last."""
        for what in What:
            if (key, what) in self.retold:
                entry = with_told(entry, self.retold[key, what], what)
        return entry

    @property
    def lost_priorities(self) -> tuple[str, ...]:
        """The priorities that were reported from workbooks and have none now."""
        inputs = self.reported.returns.inputs if self.reported else ()
        told = dict.fromkeys(each.priority for each in inputs)
        return tuple(code for code in told if not (self.returned and self.returned.came_from(code)))
