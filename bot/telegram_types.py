"""Telegram's types, made ready one by one when they are first used, and not all of them at the start.

aiogram lets pydantic make the schemas of all its types while it is imported: hundreds, each with all that it
can hold. That was most of the time that the bot took to start, and most of its memory; it uses a few dozen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from pydantic import BaseModel

_TYPES = "aiogram.types"


def are_made_when_used() -> None:
    """Let aiogram's types be made later; it must not have been imported yet, or nothing is gained."""
    if _TYPES not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds aiogram's types as ever, and lets them be imported without being made."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _TYPES:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                with _put_off() as names:
                    run(module)
                _know(module, names)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


@contextmanager
def _put_off() -> Iterator[dict[str, Any]]:
    """Let nothing be made; yields by which names the types know each other."""
    names: dict[str, Any] = {}

    def remember(*, _types_namespace: Mapping[str, Any] | None = None, **_: object) -> None:
        names.update(_types_namespace or {})

    made = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = remember  # type: ignore[method-assign]
    try:
        yield names
    finally:
        BaseModel.model_rebuild = made  # type: ignore[method-assign]


def _know(types: ModuleType, names: Mapping[str, Any]) -> None:
    """Let each type, when it is made, find the others by their names: as if its module had imported them."""
    modules = {each.__module__ for each in names.values() if isinstance(each, type)}
    for module in (vars(sys.modules[name]) for name in modules if name.startswith(f"{_TYPES}.")):
        module.update({**names, **module})
    types.Update.model_rebuild()  # the first customer is not to wait for it
