"""That no command of staff is left out where their answers are measured."""

from __future__ import annotations

from benchmarks.staff import without_samples


class TestTheMeasurementOfStaffCommands:
    def test_has_arguments_for_each_that_reads(self) -> None:
        assert without_samples() == set(), "add it to SAMPLES in benchmarks/staff.py"
