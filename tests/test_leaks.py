"""Nothing that only its owner may read stands in clear in the database, the log or the traffic."""

from __future__ import annotations

import logging
from pathlib import Path

import orjson
import pytest
from sqlalchemy import text

from domain.money import naira
from tests.chat import Person, running_vision
from tests.leaks import Kind, Leak, leaks_in_database, leaks_in_log, leaks_in_traffic, main, secrets_in

ON_KEYS, TYPED = "7193", "8462"
PHONE, OTHER_PHONE, METER = "+2348037654321", "+2348059876543", "45998877665"
TOKEN = "3021 4405 1177 9862 0513"


async def registers(person: Person, pin: str) -> None:
    """She becomes a customer with a marked PIN, entered on the keys."""
    await person.says("/start")
    await person.taps("Continue")
    await person.shares_contact()
    for _ in range(2):
        await person.enters_pin(pin)
    await person.sees("Wallet")


async def lives_with_it(ada: Person, bola: Person) -> str:
    """Pay, slip, complain and move money about; return the token that was bought."""
    vision = ada.vision
    await vision.funds(ada, naira(18_000))
    await ada.says(f"light 2k ikeja {METER}")
    await ada.taps("Yes")
    await ada.enters_pin("1470")
    await ada.sees("Wrong PIN")
    await ada.enters_pin(ON_KEYS)
    card = await ada.sees("Light token")
    token = next(k for row in card.raw["markup"]["inline_keyboard"] for k in row if "copy_text" in k)
    await ada.taps("Receipt", on=card)
    await ada.sees("Receipt")
    await vision.vtpass.next("deliver-then-timeout")
    await ada.says(f"airtime 500 {OTHER_PHONE}")
    await ada.enters_pin(ON_KEYS)
    await ada.sees("₦500")
    await ada.says(f"send 700 to {OTHER_PHONE}")
    await ada.taps("Yes")
    await ada.enters_pin(ON_KEYS)
    await bola.sees("₦700")
    await bola.says(f"300 {OTHER_PHONE}")
    await bola.sees("You pay")
    await bola.says(TYPED)
    await bola.sees("₦300")
    await ada.says("/history")
    await ada.sees("₦700")
    return str(token["copy_text"]["text"])


class TestTheSuite:
    async def test_leaves_nothing_in_clear_behind(
        self,
        database_url: str,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        traffic = tmp_path / "traffic.jsonl"
        monkeypatch.setenv("TELEGRAM_TRAFFIC", str(traffic))
        caplog.set_level(logging.INFO)

        async with running_vision(database_url) as vision:
            ada = await vision.meets("Ada", phone=PHONE)
            bola = await vision.meets("Bola", phone=OTHER_PHONE)
            await registers(ada, ON_KEYS)
            await registers(bola, TYPED)
            token = await lives_with_it(ada, bola)
            kept = await leaks_in_database(vision.app.database)
            async with vision.app.database.begin() as books:
                await books.connection.execute(
                    text("UPDATE billers SET name = :planted WHERE id = 'mtn'"), {"planted": f"MTN {METER}"}
                )
            planted = await leaks_in_database(vision.app.database)
        lines = traffic.read_bytes().splitlines()

        assert len(lines) > 50
        assert any(METER.encode() in line for line in lines)  # as people typed it
        assert secrets_in(token) == {Kind.TOKEN}
        assert kept == set()
        assert planted == {Leak(Kind.METER, "billers.name")}
        assert len(caplog.text.splitlines()) > 5
        assert leaks_in_log(caplog.text.splitlines()) == set()
        assert leaks_in_traffic(lines) == set()


class TestTheSearch:
    @pytest.mark.parametrize(
        ("written", "kind"),
        [
            (ON_KEYS, Kind.PIN),
            (f"pin={TYPED} try=2", Kind.PIN),
            (PHONE, Kind.PHONE),
            ("0803 765 4321", Kind.PHONE),
            ('{"to": "2348037654321"}', Kind.PHONE),
            (METER, Kind.METER),
            ("4599 8877 665", Kind.METER),
            (TOKEN, Kind.TOKEN),
            (TOKEN.replace(" ", "-"), Kind.TOKEN),
            (TOKEN.replace(" ", ""), Kind.TOKEN),
        ],
    )
    def test_finds_each_however_it_is_written(self, written: str, kind: Kind) -> None:
        assert secrets_in(written) == {kind}

    @pytest.mark.parametrize(
        "written", ["0803******21", "…\N{WORD JOINER}7665", "0192f5a7193c8462", "₦71,93", "id-7193", "17193"]
    )
    def test_finds_nothing_in_masks_and_ids(self, written: str) -> None:
        assert secrets_in(written) == set()

    @pytest.mark.parametrize("planted", [f"pin {ON_KEYS}", f"to {PHONE}", f"for {METER}", f"gave {TOKEN}"])
    def test_finds_what_is_planted_in_a_log(self, planted: str) -> None:
        (found,) = leaks_in_log(["all is well ms=7193", f"event='vended' {planted}"])

        assert found.where == "the log, line 2"

    def test_passes_over_what_tests_themselves_hand_to_the_logger(self) -> None:
        by_a_test = f"WARNING  apscheduler.jobs:test_logs.py:47 call {PHONE}"
        by_us = f"WARNING  bot.intake:intake.py:47 call {PHONE}"

        assert leaks_in_log([by_a_test]) == set()
        assert leaks_in_log([by_us]) == {Leak(Kind.PHONE, "the log, line 1")}

    def test_knows_which_fields_of_the_traffic_may_carry_what(self) -> None:
        sent = {"request": "sendMessage", "params": {"chat_id": 7, "text": f"Token {TOKEN}"}, "files": []}
        toast = {"request": "answerCallbackQuery", "params": {"text": f"Token {TOKEN}"}, "files": []}
        key = [[{"text": "1", "callback_data": f"pin:{ON_KEYS}"}]]
        keypad = {**sent, "params": {"text": "PIN?", "reply_markup": f'{{"inline_keyboard": {_json(key)}}}'}}
        told = {**sent, "params": {"text": f"Your PIN is {ON_KEYS}"}}

        found = leaks_in_traffic(_json(each).encode() for each in (sent, toast, keypad, told))

        assert found == {
            Leak(Kind.TOKEN, "request answerCallbackQuery: text"),
            Leak(Kind.PIN, "request sendMessage: reply_markup.inline_keyboard.callback_data"),
            Leak(Kind.PIN, "request sendMessage: text"),
        }

    def test_fails_the_build_when_something_is_found(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        log, traffic = tmp_path / "suite.log", tmp_path / "traffic.jsonl"
        log.write_text("all is well\n")
        traffic.write_text(_json({"result": "getMe", "value": {"id": 1}}) + "\n")
        assert main([str(traffic), str(log)]) == 0

        log.write_text(f"to={PHONE}\n")

        assert main([str(traffic), str(log)]) == 1
        assert "a phone in suite.log, line 1" in (said := capsys.readouterr().out)
        assert PHONE not in said


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
