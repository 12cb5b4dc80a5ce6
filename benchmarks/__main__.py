"""`python -m benchmarks [NAME]`: measure everything, or what is called so or begins so."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence

import structlog

from benchmarks import (
    api_payments,
    broadcast,
    catalogue,
    chaos,
    chaos_processes,
    chat,
    meter_brain,
    million,
    outbox,
    outbox_kills,
    payments,
    pin,
    race,
    receipts,
    recon,
    rewards,
    schedule_drain,
    schedules,
    tracker,
    troubles,
    type_to_pay,
    wallet,
    webhooks,
    year,
)
from benchmarks.figures import FILE, ROOT, Figures, note, quick

Measurement = Callable[[Figures, frozenset[str]], None]

# What measures which figures.
MEASUREMENTS: tuple[tuple[Measurement, tuple[str, ...]], ...] = (
    (payments.postgres, tuple(f"payments.postgres.{n}" for n in payments.AT_ONCE)),
    (payments.sqlite, ("payments.sqlite.32",)),
    (pin.verify, ("pin.verify",)),
    (chat.roundtrip, ("chat.roundtrip",)),
    (api_payments.beside_chat, ("api.payments",)),
    (receipts.papers, ("receipt.png", "receipt.pdf")),
    (receipts.check, ("receipt.verify",)),
    (rewards.answers, ("cashback.what_if",)),
    (race.double_spend, ("race.double_spend",)),
    (chaos.orders, ("chaos.orders",)),
    (chaos_processes.chaos, ("chaos.processes",)),
    (troubles.troubles, ("chaos.troubles",)),
    (wallet.against_the_model, ("model.wallet",)),
    (webhooks.storm, ("webhooks.storm",)),
    (outbox.send, ("outbox.send",)),
    (outbox_kills.kills, ("outbox.kills",)),
    (broadcast.send, ("broadcast.send",)),
    (catalogue.render, ("catalogue.render",)),
    (tracker.simulation, ("tracker.simulation",)),
    (type_to_pay.parse, ("type_to_pay.parse",)),
    (schedule_drain.drain, ("schedules.drain",)),
    (schedules.kills, ("schedules.kills",)),
    (year.whole, ("schedules.year",)),
    (meter_brain.useful, ("meter_brain.useful",)),
    (recon.breaks, ("recon.breaks",)),
    (
        million.at_scale,
        ("audit.full", "staff.commands", "history.page", "metrics.scrape", "ledger.partitions"),
    ),
    (type_to_pay.accuracy, ("type_to_pay.accuracy",)),
)


def main(arguments: Sequence[str]) -> int:
    """Measure, and return the exit status."""
    only = arguments[0] if arguments else ""
    chosen = [
        (measure, frozenset(name for name in names if name == only or name.startswith(only)))
        for measure, names in MEASUREMENTS
    ]
    if not any(names for _, names in chosen):
        known = [name for _, names in MEASUREMENTS for name in names]
        print(f"There is no measurement {only!r}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    length = "a quick look" if quick() else "in full; BENCH_QUICK=1 takes a quick look"
    note(f"{os.cpu_count()} cores, {length}; others keep {os.getloadavg()[0]:.1f} of them busy")
    # That batches are decided again is what some measurements provoke.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    figures = Figures()
    for measure, names in chosen:
        if names:
            measure(figures, names)
    note(f"all figures are in {FILE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
