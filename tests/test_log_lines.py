"""What the code gives to its loggers: a constant message, and values with names that are allowed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot.logs import KNOWN
from tests.test_house_rules import PRODUCT, modules

_METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
# What holds somebody's own, by what it is called wherever it is held.
_THEIRS = frozenset(
    {
        *("phone", "pin", "digits", "token", "e_mail", "email", "password", "first_name", "last_name"),
        *("username", "payload", "body", "secret", "delivery", "recipient", "reference", "raw"),
    }
)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a logger, and where it is."""
    for path, tree in modules(*PRODUCT):
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "_log"), attr=method)) if (
                    method in _METHODS
                ):
                    yield f"{path}:{node.lineno}", node


class TestEveryLine:
    def test_has_a_constant_message(self) -> None:
        others = [
            where
            for where, call in calls()
            if len(call.args) != 1
            or not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
        ]

        assert others == []

    def test_has_values_that_are_known_alone(self) -> None:
        others = [
            f"{where}: {given.arg}"
            for where, call in calls()
            for given in call.keywords
            if given.arg is not None and given.arg not in KNOWN
        ]

        assert others == [], "name what it is among `bot.logs.KNOWN`, if anybody may read it"

    def test_is_never_given_what_is_somebody_s_own(self) -> None:
        theirs = [
            f"{where}: {name}"
            for where, call in calls()
            for given in call.keywords
            for node in walked(given.value)
            if (name := _name_of(node)) in _THEIRS
        ]

        assert theirs == []


def walked(value: ast.AST) -> Iterator[ast.AST]:
    """Yield all parts of a value, but not what is only counted."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "len":
        return
    yield value
    for part in ast.iter_child_nodes(value):
        yield from walked(part)


def _name_of(node: ast.AST) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""
