"""What is remembered comes back as it was."""

import json

from bot.conversations.memory import Memory, draft_of, kept, recall
from bot.keypad import Keypad
from tests.bot.samples import LONG, NOON, payment, sheet


class TestAMemory:
    def test_comes_back_as_it_was_with_the_same_hash(self) -> None:
        memory = Memory(card=7, payload="light", first_pin="2580", keypad=Keypad.fresh(), sheet=sheet())
        memory.draft = draft_of(payment(name=LONG), now=NOON)
        memory.close_keypad("a" * 32)

        again = recall(json.loads(json.dumps(kept(memory))))

        assert again == memory
        assert again.sheet is not None
        assert again.sheet.hash == sheet().hash

    def test_that_nobody_can_read_any_more_is_a_new_one(self) -> None:
        assert recall({"card": "x", "draft": 5}) == Memory()

    def test_of_nothing_is_nothing(self) -> None:
        assert kept(Memory()) == {}

    def test_knows_the_last_keypads_that_were_closed(self) -> None:
        memory = Memory()
        sids = []
        for number in range(12):
            memory.keypad = Keypad.fresh()
            sids.append(memory.keypad.sid)
            memory.close_keypad(str(number))

        newest = memory.was_closed(sids[-1])
        assert newest is not None
        assert newest.order_id == "11"
        assert memory.was_closed(sids[0]) is None
