"""What a search finds of everything that went out and came in, on a real database."""

from __future__ import annotations

from domain.history_search import read_search
from domain.money import naira
from domain.statements import Statements
from domain.top_ups import TopUp
from domain.withdrawing import Withdrawals
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock
from tests.storage.payouts import FakePayouts, accepted, ada_obi
from tests.transfers import Sending


async def found(database: Database, who: str, said: str, *, limit: int = 9) -> list[object]:
    search = read_search(said, (), now=NOON)
    return list(await Statements(database).search(who, search, limit=limit))


class TestASearch:
    async def test_finds_what_was_sent_received_withdrawn_and_added(
        self, bank: Bank, database: Database, clock: Clock
    ) -> None:
        ada = await ada_obi(bank)
        bola, musa = await bank.customer("Bola", wallet=naira(900)), await bank.customer("Musa")
        to_bola = await Sending(database).send(ada, bola, naira(500))
        to_musa = await Sending(database).send(ada, musa, naira(300))
        from_bola = await Sending(database).send(bola, ada, naira(200))
        withdrawals = Withdrawals(database, FakePayouts(), RULES, clock, is_on=True)
        out = await accepted(withdrawals, ada, naira(1_000), clock)
        who = ada.id

        assert await found(database, who, "sent") == [to_musa, to_bola]
        assert await found(database, who, "received") == [from_bola]
        assert await found(database, who, "transfers", limit=2) == [from_bola, to_musa]
        assert await found(database, who, bola.phone.national) == [from_bola, to_bola]
        assert await found(database, who, f"sent {bola.phone.national[-4:]}") == [to_bola]
        assert await found(database, who, out.to.number) == [out]
        assert await found(database, who, "withdrawals") == [out]
        assert [type(each) for each in await found(database, who, "added")] == [TopUp]
        assert len(await found(database, who, "today")) == 5
        assert await found(database, who, "yesterday") == []
        assert await found(database, bola.id, "sent") == [from_bola]
