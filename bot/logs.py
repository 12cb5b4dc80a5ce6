"""Logging: one line per finished piece of work, for people at a desk or as JSON, without personal data."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Literal, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_DIGIT = re.compile(r"\d")
_BOT_TOKEN = re.compile(r"\d{4,}:[A-Za-z0-9_-]{30,}")
_SECRET_KEY = re.compile(r"\b[sp]k_(?:live|test)_\w+", re.IGNORECASE)
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w])(\+?234|0)([789][01])\d{6}(\d{2})(?!\w)")
_LONG_NUMBER = re.compile(
    r"(?<![\w-])\d{9}\d+(?![\w-])"
)  # a meter or a token; ids are hexadecimal or shorter
_LONGEST_MESSAGE = 300

# Libraries that speak through the standard library, and how loud they may be.
_LOUDNESS = {
    "aiogram": logging.WARNING,
    "aiohttp": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "uvicorn": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
}

# Everything that a line of ours may say besides its message: ids, codes, counts and durations. Whatever else
# is given to a logger is not written, and a test reads every call in the code.
_OWN = "event level timestamp error exc_info trace subject _record _from_structlog"
_ABOUT = """
    about at channel code command company call failure http job key kind lacks list method mode notice outcome
    payment person problem processor purpose reachable reason roles route schedule service statement status
    top_up trouble update vendor wake work worker
"""
_COUNTS = """
    again billers bytes changed commands commissions conversations count ended fields kobo left messages
    missed ms pause processes recovered schedules seconds times tries updates
"""
KNOWN = frozenset(f"{_OWN} {_ABOUT} {_COUNTS}".split())

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class _Logger(structlog.stdlib.BoundLogger):
    """Leaves errors to `explain_errors`: the standard library would write them down with every value."""

    def exception(self, event: str | None = None, *args: Any, **values: Any) -> Any:
        values.setdefault("exc_info", True)
        return self.error(event, *args, **values)


def configure(form: Literal["console", "json"], level: str, stream: TextIO | None = None) -> None:
    """Set logging up for this process, for structlog and the standard library alike."""
    stream = stream or sys.stderr
    render: Processor = (
        structlog.processors.JSONRenderer(serializer=_json)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty(), pad_event_to=36)
    )
    # Ours are written where they arise; only libraries go the long way through the standard library.
    structlog.configure(
        processors=[*SHAPING, render],
        logger_factory=structlog.WriteLoggerFactory(stream),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHAPING,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    hush_libraries(level)


def hush_libraries(level: str = "INFO") -> None:
    """Let libraries say what is wrong and no more: in what they ask others, there are customers' numbers."""
    for name, loudness in _LOUDNESS.items():
        logging.getLogger(name).setLevel(max(loudness, logging.getLevelNamesMapping()[level]))


def hand_over(last: Processor) -> None:
    """Let structlog hand its events, in their final shape, to the standard library, which tests listen to."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHAPING, last],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=_Logger,
        cache_logger_on_first_use=False,  # a test may listen to a logger that another one has used
    )


# Who is told of every line that is an error. A process has one log, and so one list.
_LISTENERS: list[Callable[[Mapping[str, Any]], None]] = []


@contextmanager
def errors_told_to(listener: Callable[[Mapping[str, Any]], None]) -> Iterator[None]:
    """Let somebody be told of every error that is logged within the block."""
    _LISTENERS.append(listener)
    try:
        yield
    finally:
        _LISTENERS.remove(listener)


def tell_of_errors(_: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Tell of a line that says that somebody must change code. Who fails at hearing it stops nobody."""
    if _LISTENERS and event.get("level") in {"error", "critical"}:
        for listener in _LISTENERS:
            try:
                listener(event)
            except Exception as error:
                event["failure"] = f"not tracked: {type(error).__name__}"
    return event


def only_known(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Leave out what no line may say. What is no plain value is told by its kind."""
    return {name: _plain(value) for name, value in event.items() if name in KNOWN}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | logging.LogRecord):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    return type(value).__name__


def explain_errors(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Write down where an error came from: files, lines and names, and never the values there."""
    error = error_in(event.pop("exc_info", None))
    if error is not None:
        event["error"] = _told(error)
    return event


def error_in(found: object) -> BaseException | None:
    """Return the error that a line is about, however it was given."""
    match found:
        case BaseException():
            return found
        case (_, BaseException() as second, _):
            return second
        case True:
            return sys.exc_info()[1]
        case _:
            return None


def told_of(message: str) -> str:
    """Return what of an error's message may be read: of a database's or a parser's only the first line.

    The others say with which values.
    """
    return hidden(message.partition("\n")[0][:_LONGEST_MESSAGE])


def _told(error: BaseException) -> str:
    """Return the chain of errors, the newest first, each with its way through our code."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}: {told_of(str(current))}")
        frames = traceback.extract_tb(current.__traceback__)
        lines.extend(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def hide_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take phone numbers, meters, tokens and keys out of every text: the last net of several."""
    return {name: hidden(value) if isinstance(value, str) else value for name, value in event.items()}


def hidden(text: str) -> str:
    """Return the text without what nobody may read in a log."""
    if "@" in text:
        text = _E_MAIL.sub("<e-mail>", text)
    if _DIGIT.search(text) is None:
        return text
    text = _BOT_TOKEN.sub("<bot token>", text)
    text = _SECRET_KEY.sub("<key>", text)
    text = _PHONE.sub(r"\1\2******\3", text)
    return _LONG_NUMBER.sub(lambda match: "*" * (len(match[0]) - 4) + match[0][-4:], text)


def _json(value: MutableMapping[str, Any], **_: Any) -> str:
    return orjson.dumps(value, default=str).decode()


# What happens to every event before it is written, whoever logged it.
SHAPING: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    tell_of_errors,
    explain_errors,
    only_known,
    hide_personal_data,
]
