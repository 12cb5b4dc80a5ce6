"""Every screen of days of light, with the longest of what can stand on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens import light, light_buying, pin_sheet, schedules
from bot.text import Translator
from domain.approvals import Approval
from domain.light import Light, Meter, MeterKey
from domain.meter_brain import Bought, Forecast, MeterReading
from domain.recurrence import Recurrence, Rhythm
from domain.rules import Rules
from domain.schedules import Mode, Schedule, ScheduleStatus, Terms
from tests.bot.samples import IKEJA, LONG, MUCH, NOON, payment


def light_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    bought = payment()
    meter = Meter(MeterKey("ada", b""), bought.id, NOON, True, MeterReading(NOON, 9_999_999))
    unknown = Light(meter, bought, MUCH, bought.id, None)
    names = {bought.order.recipient.reference: LONG[:20]}
    lights = [unknown]
    for days in (0, 1, 2, 400):
        for is_sure in (True, False):
            found = Forecast(NOON + timedelta(days=days), is_sure, 10**9, NOON)
            lights.append(replace(unknown, forecast=found))
    use = [Bought(NOON - timedelta(days=each), MUCH, 10**9 if each else 10**8) for each in range(0, 120, 5)]
    lights.append(replace(lights[-1], bought=tuple(use)))
    silent = replace(unknown, meter=replace(meter, reminds=False, reading=None))
    for place, each in enumerate((*lights, silent)):
        yield f"light low {place}", light.low(t, each, IKEJA, names, now=NOON)
        yield (
            f"light card {place}",
            light.card(t, each, IKEJA, {}, rules.light, notice=t("meter-thanks"), now=NOON),
        )
    yield "meters", light.meters(t, lights * 3, names, now=NOON)
    yield "no meters", light.meters(t, (), names, now=NOON)
    terms = Terms(
        *("0" * 32, "c" * 32, IKEJA.id, bought.order.category, bought.order.recipient, MUCH, None),
        recurrence=Recurrence(Rhythm.WHEN_LOW, NOON.date()),
        starts_on=NOON.date(),
        agreed=MUCH,
        cap=MUCH,
        mode=Mode.PAY,
        a_month=MUCH,
    )
    yield "buying", light_buying.ask_amount(t, unknown, names, rules, problem=t("not-a-meter-reading"))
    yield "cap of buying", light_buying.ask_cap(t, unknown, terms)
    text = light_buying.sheet_text(t, terms, IKEJA, rules, now=NOON)
    yield "sheet of buying", pin_sheet.pin_sheet(t, text, Keypad.fresh(), change=None, safe_word=LONG[:20])
    buys = Schedule("0" * 32, "c" * 32, terms, Approval("c" * 32, "", NOON), NOON, ScheduleStatus.WAITING)
    for schedule in (buys, replace(buys, status=ScheduleStatus.PAUSED)):
        fed = replace(unknown, buying=schedule)
        yield f"light {schedule.status}", light.card(t, fed, IKEJA, {}, rules.light, now=NOON)
        yield f"buying {schedule.status}", schedules.one(t, schedule, IKEJA, rules, now=NOON)
    yield "reading", light.ask_reading(t, unknown, names, problem=t("not-a-meter-reading"))
