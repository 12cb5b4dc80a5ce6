"""What is logged: enough to find a mistake, and nothing about anybody."""

import io
import logging
from collections.abc import Iterator

import orjson
import pytest
import structlog

from bot.logs import configure, hand_over, hidden


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    configure("json", "INFO", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    hand_over(structlog.processors.KeyValueRenderer(key_order=["event"]))


class TestALine:
    def test_is_json_with_the_trace_of_what_is_under_way(self, written: io.StringIO) -> None:
        with structlog.contextvars.bound_contextvars(trace="u7"):
            structlog.get_logger("test").info("payment resolved", payment="p1", ms=12)

        line = orjson.loads(written.getvalue())
        assert line["event"] == "payment resolved"
        assert (line["trace"], line["payment"], line["ms"], line["level"]) == ("u7", "p1", 12, "info")

    def test_tells_where_an_error_came_from_without_the_values(self, written: io.StringIO) -> None:
        try:
            _fail(pin="2580")
        except LookupError:
            structlog.get_logger("test").exception("a handler failed")

        error = orjson.loads(written.getvalue())["error"]
        assert error.startswith("builtins.LookupError: nobody at 080******67")
        assert "_fail" in error
        assert "2580" not in error

    def test_from_a_library_looks_the_same(self, written: io.StringIO) -> None:
        logging.getLogger("apscheduler.jobs").warning("call %s", "+2348031234567")
        logging.getLogger("apscheduler.jobs").info("not of interest")

        line = orjson.loads(written.getvalue())
        assert line["event"] == "call +23480******67"


class TestAValue:
    def test_that_no_line_may_say_is_left_out(self, written: io.StringIO) -> None:
        structlog.get_logger("test").info("sent", who="Ada Obi", reason="x" * 3, http=object(), ms=1)

        line = orjson.loads(written.getvalue())
        assert "who" not in line
        assert (line["reason"], line["http"], line["ms"]) == ("xxx", "object", 1)

    def test_of_a_database_s_error_is_left_out_of_its_message(self, written: io.StringIO) -> None:
        try:
            raise LookupError("duplicate key\nDETAIL: (name)=(Ada Obi) of ada@example.com")
        except LookupError:
            structlog.get_logger("test").exception("a step failed")

        assert "Ada" not in written.getvalue()
        assert hidden("to ada.obi@mail.example.com now") == "to <e-mail> now"


class TestHiding:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("call 08031234567 now", "call 080******67 now"),
            ("to +2348031234567", "to +23480******67"),
            ("meter 45012345678", "meter *******5678"),
            ("token 12345678901234567890", "token ****************7890"),
            ("bot123456789:AAHxyzxyzxyzxyzxyzxyzxyzxyzxyzxyzxyz/getMe", "bot<bot token>/getMe"),
            ("Bearer sk_live_abcdef123", "Bearer <key>"),
            ("payment 019ab1c2d3e4f5061728394a5b6c7d8e", "payment 019ab1c2d3e4f5061728394a5b6c7d8e"),
            ("update 416796235 of 7000001", "update 416796235 of 7000001"),
            ("no digits at all", "no digits at all"),
        ],
    )
    def test_leaves_ids_and_takes_the_rest(self, text: str, shown: str) -> None:
        assert hidden(text) == shown


def _fail(pin: str) -> None:
    raise LookupError("nobody at 08031234567")
