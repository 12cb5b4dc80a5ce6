"""Looking back further: a search in the history, a month's statement, what a month cost."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.buttons import FoundOlder, Go, StatementOf
from bot.conversations.desk import Desk
from bot.conversations.history import show_history
from bot.papers.chart import chart_png
from bot.papers.printer import Printer
from bot.papers.statement import Told, statement_csv, statement_pdf
from bot.screens import statements as screens
from domain.billers import Biller
from domain.history_search import read_search, recipients_of, take_name
from domain.months import Month, read_month
from domain.payments import Payment
from domain.statements import Statements
from domain.vendors import Category

router = Router(name="statements")

_PAGE = 5
_LONGEST_SEARCH = 60
_BETWEEN = frozenset({"for", "on", "in", "of", "to"})
_FORMATS = frozenset({"pdf", "csv"})


@router.message(Command("history", magic=F.args))
async def search_typed(_: Message, command: CommandObject, desk: Desk, statements: Statements) -> None:
    desk.chat.memory.search = (command.args or "")[:_LONGEST_SEARCH]
    await _show_found(desk, statements)


@router.callback_query(FoundOlder.filter())
async def older_found_asked_for(
    _: CallbackQuery, callback_data: FoundOlder, desk: Desk, statements: Statements
) -> None:
    await _show_found(desk, statements, before=callback_data.before)


@router.message(Command("statement"))
async def statement_asked_for(
    _: Message, command: CommandObject, desk: Desk, statements: Statements, printer: Printer
) -> None:
    words = (command.args or "").split()
    format_ = next((word.casefold() for word in words if word.casefold() in _FORMATS), None)
    month = read_month(" ".join(word for word in words if word.casefold() not in _FORMATS), now=desk.now)
    if format_ is None:
        await _show_statement(desk, statements, month)
    else:
        await _bring(desk, statements, printer, month, format_)


@router.message(Command("spending"))
async def spending_asked_for(_: Message, command: CommandObject, desk: Desk, statements: Statements) -> None:
    """Show what a month cost; with a saved name, what it cost for that line or meter."""
    names = await _numbers_by_name(desk)
    reference, rest = take_name(command.args or "", names)
    month = read_month(" ".join(word for word in rest.split() if word not in _BETWEEN), now=desk.now)
    if reference is None:
        await _show_spending(desk, statements, month)
        return
    name = next(name for name, number in names.items() if number == reference)
    recipients = tuple(recipients_of([reference], await _on_sale(desk)))
    spending = await statements.spending(desk.customer.id, month, recipients=recipients)
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(screens.spending_on(desk.t, name, spending))


@router.callback_query(Go.filter(F.to == "statement"))
async def newest_statement_asked_for(_: CallbackQuery, desk: Desk, statements: Statements) -> None:
    await _show_statement(desk, statements, Month.of(desk.now))


@router.callback_query(Go.filter(F.to == "spending"))
async def newest_spending_asked_for(_: CallbackQuery, desk: Desk, statements: Statements) -> None:
    await _show_spending(desk, statements, Month.of(desk.now))


@router.callback_query(StatementOf.filter())
async def month_tapped(
    _: CallbackQuery, callback_data: StatementOf, desk: Desk, statements: Statements, printer: Printer
) -> None:
    month = read_month(callback_data.month, now=desk.now)
    match callback_data.act:
        case "show":
            await _show_statement(desk, statements, month)
        case "spending":
            await _show_spending(desk, statements, month)
        case "chart":
            spending = await statements.spending(desk.customer.id, month)
            async with desk.chat.typing():
                picture = await printer.make(chart_png, desk.t, spending)
                await desk.chat.bot.send_photo(
                    desk.chat.id,
                    BufferedInputFile(picture, "spending.png"),
                    caption=screens.chart_caption(desk.t, spending),
                )
        case "pdf" | "csv" as format_:
            await _bring(desk, statements, printer, month, format_)
        case _:
            return


async def _show_found(desk: Desk, statements: Statements, *, before: str | None = None) -> None:
    said = desk.chat.memory.search
    if said is None:  # forgotten meanwhile
        await show_history(desk)
        return
    search = read_search(said, await _on_sale(desk), await _numbers_by_name(desk), now=desk.now)
    found = await statements.search(desk.customer.id, search, limit=_PAGE + 1, before=before)
    shown = found[:_PAGE]
    bills = (each for each in shown if isinstance(each, Payment))
    billers = await _billers(desk, {bill.order.biller_id for bill in bills})
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    who, has_older = desk.customer.id, len(found) > _PAGE
    await desk.chat.show(screens.found(desk.t, said, shown, billers, customer_id=who, has_older=has_older))


async def _show_statement(desk: Desk, statements: Statements, month: Month) -> None:
    statement = await statements.of_month(desk.customer.id, month)
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(screens.statement(desk.t, statement, is_newest=month >= Month.of(desk.now)))


async def _show_spending(desk: Desk, statements: Statements, month: Month) -> None:
    spending = await statements.spending(desk.customer.id, month)
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(screens.spending(desk.t, spending, is_newest=month >= Month.of(desk.now)))


async def _bring(desk: Desk, statements: Statements, printer: Printer, month: Month, format_: str) -> None:
    """Bring a month as a file; if there is nothing in it, say so."""
    statement = await statements.of_month(desk.customer.id, month)
    if not statement.lines:
        await _show_statement(desk, statements, month)
        return
    billers = await _billers(desk, {payment.order.biller_id for payment in statement.payments})
    told = Told(statement, desk.customer, billers)
    async with desk.chat.typing():
        made = await printer.make(statement_csv if format_ == "csv" else statement_pdf, desk.t, told)
        file = BufferedInputFile(made, f"vision-{month}.{format_}")
        caption = screens.statement_caption(desk.t, statement)
        await desk.chat.bot.send_document(desk.chat.id, file, caption=caption)


async def _on_sale(desk: Desk) -> list[Biller]:
    return [biller for category in Category for biller in await desk.billers.on_sale(category)]


async def _numbers_by_name(desk: Desk) -> dict[str, str]:
    return {saved.name: saved.reference for saved in await desk.saved_names.of(desk.customer.id)}


async def _billers(desk: Desk, ids: set[str]) -> dict[str, Biller]:
    return {each: await desk.billers.get(each) for each in ids}
