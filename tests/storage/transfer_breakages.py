"""How each rule about transfers is broken, and the transfers of a day that it is broken on."""

from __future__ import annotations

from domain.customers import Customer
from domain.money import naira
from storage.database import Database
from tests.builders import NOON, Bank
from tests.transfers import Sending

_FORGET = "DELETE FROM journal_entries WHERE key = '{}'"
_SAY = "UPDATE transfers SET status = '{}' WHERE id = '{}'"
TRANSFER_BREAKAGES = {
    "a transfer arrived without an entry": _FORGET.format("transfer:{sent}"),
    "a claim arrived without an entry": _FORGET.format("claim:{claimed}"),
    "a transfer that did not arrive was paid out": _SAY.format("undone", "{sent}"),
    "a claim that did not arrive was paid out": _SAY.format("cancelled", "{claimed}"),
    "a cooling transfer is not held": _SAY.format("cooling", "{sent}"),
    "a claim link has nothing in escrow": _FORGET.format("claim-park:{waiting}"),
    "a transfer that came to nothing was not released": _FORGET.format("transfer-release:{undone}"),
    "a claim that came to nothing was not returned": _SAY.format("returned", "{waiting}"),
    "a recall that is asked for holds nothing": (
        "UPDATE transfers SET status = 'recalling', recalled = 1 WHERE id = '{sent}'"
    ),
    "a transfer that was given back has no entry": _FORGET.format("recall:{given}"),
    "a transfer that was not given back has an entry": _SAY.format("kept", "{given}"),
    "what was kept after a recall was not released": _FORGET.format("recall-release:{kept}"),
    "an open transfer is looked at by nobody": "UPDATE transfers SET due_at = NULL WHERE id = '{waiting}'",
    "the escrow is not that of the waiting claims": (
        "UPDATE transfers SET amount = amount + 1 WHERE id = '{waiting}'"
    ),
}


async def transfers_of_a_day(database: Database, ada: Customer) -> dict[str, str]:
    """Let one transfer of each kind happen, and return their ids."""
    bola, sending = await Bank(database).customer("Bola"), Sending(database)
    waiting = await sending.send_link(ada, naira(100), code="waiting")
    claimed = await sending.send_link(ada, naira(100), code="claimed")
    await sending.transfers.claim(bola, "claimed", now=NOON)
    undone = await sending.send(ada, bola, naira(100), cools=True)
    await sending.transfers.take_back(ada.id, undone.id, now=NOON)
    ids = {"waiting": waiting.id, "claimed": claimed.id, "undone": undone.id}
    for kind in ("sent", "given", "kept"):
        transfer = await sending.send(ada, bola, naira(100))
        ids[kind] = transfer.id
        if kind != "sent":
            await sending.transfers.ask_back(ada.id, transfer.id, now=NOON)
            await sending.transfers.answer(bola.id, transfer.id, agrees=kind == "given", now=NOON)
    return ids
