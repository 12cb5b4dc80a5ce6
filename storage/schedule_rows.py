"""Schedules and their occurrences: rows ↔ values. What the PIN said yes to is sealed: it spends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from domain.approvals import Approval
from domain.money import Money
from domain.schedules import RunState, Schedule, ScheduleRun, ScheduleStatus, Terms
from storage.keyring import Keyring


@dataclass(frozen=True, slots=True)
class _Mandate:
    """What is sealed as one."""

    terms: Terms
    approval: Approval


_MANDATE = TypeAdapter(_Mandate)


def schedule_from(row: Mapping[Any, Any], keyring: Keyring) -> Schedule:
    """Return the value of a row of `schedules`; its moments are aware already.

    :raises Unreadable: if what was sealed can't be opened
    """
    mandate = _MANDATE.validate_json(keyring.open(row["content"]))
    return Schedule(
        id=row["id"],
        customer_id=row["customer_id"],
        terms=mandate.terms,
        approval=mandate.approval,
        made_at=row["made_at"],
        status=ScheduleStatus(row["status"]),
        reason=row["reason"],
        occurrence=date.fromisoformat(row["occurrence"]) if row["occurrence"] is not None else None,
        look_at=row["look_at"],
        needed=Money(row["needed"]) if row["needed"] is not None else None,
        failures=row["failures"],
        claimed_until=row["claimed_until"],
        foreseen_at=row["foreseen_at"],
    )


def schedule_values(schedule: Schedule, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a schedule."""
    return {
        "id": schedule.id,
        "customer_id": schedule.customer_id,
        "content": keyring.seal(_MANDATE.dump_json(_Mandate(schedule.terms, schedule.approval))),
        "made_at": schedule.made_at,
        "status": schedule.status.value,
        "reason": schedule.reason,
        "occurrence": schedule.occurrence.isoformat() if schedule.occurrence is not None else None,
        "look_at": schedule.look_at,
        "needed": schedule.needed.kobo if schedule.needed is not None else None,
        "failures": schedule.failures,
        "claimed_until": schedule.claimed_until,
        "foreseen_at": schedule.foreseen_at,
    }


def run_from(row: Mapping[Any, Any], _keyring: Keyring) -> ScheduleRun:
    """Return the value of a row of `schedule_runs`; its moments are aware already."""
    return ScheduleRun(
        schedule_id=row["schedule_id"],
        customer_id=row["customer_id"],
        occurrence=date.fromisoformat(row["occurrence"]),
        announced_at=row["announced_at"],
        due_at=row["due_at"],
        state=RunState(row["state"]),
        tries=row["tries"],
        first_try_at=row["first_try_at"],
        next_try_at=row["next_try_at"],
        payment_id=row["payment_id"],
        reason=row["reason"],
        ended_at=row["ended_at"],
        expected=Money(row["expected"]) if row["expected"] is not None else None,
    )


def run_values(run: ScheduleRun, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of an occurrence."""
    return {
        "id": run.id,
        "schedule_id": run.schedule_id,
        "customer_id": run.customer_id,
        "occurrence": run.occurrence.isoformat(),
        "announced_at": run.announced_at,
        "due_at": run.due_at,
        "state": run.state.value,
        "tries": run.tries,
        "first_try_at": run.first_try_at,
        "next_try_at": run.next_try_at,
        "payment_id": run.payment_id,
        "reason": run.reason,
        "ended_at": run.ended_at,
        "expected": run.expected.kobo if run.expected is not None else None,
    }
