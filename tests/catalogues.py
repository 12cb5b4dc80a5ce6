"""Holds the message catalogues against each other and against the code: `python -m tests.catalogues`.

A message is used where the code in `bot/` names its key: as a plain text (`t("pay-pending", …)`, or in a
table of keys), as an f-string (`t(f"category-{category}")` uses all that begin so), or as a refusal's `code`.
In screens and conversations, and as what `t` is called with, a text that looks like a key must be one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from bot.text import DRAFTS

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = "en"
_LOOKS_LIKE_A_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


@dataclass
class Message:
    """One message of one language."""

    file: str
    variables: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)  # messages and terms


Catalogue = dict[str, Message]


@dataclass
class Uses:
    """What the code says about messages."""

    named: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)
    needed: dict[str, str] = field(default_factory=dict)  # key → where it is needed
    calls: list[tuple[str, str, set[str]]] = field(default_factory=list)  # key, where, values given


def problems(root: Path = ROOT) -> list[str]:
    """Return what is wrong, one sentence each; nothing if all is well."""
    found: list[str] = []
    languages = {folder.name: _read(folder, found) for folder in sorted((root / "locales").glob("*/"))}
    languages = {language: catalogue for language, catalogue in languages.items() if catalogue}
    if ENGLISH not in languages:
        return [*found, f"There are no messages in locales/{ENGLISH}."]
    english = languages.pop(ENGLISH)
    for language, catalogue in languages.items():
        found += _differences(english, catalogue, language, is_draft=language in DRAFTS)
    return [*found, *_against_the_code(english, _uses(root))]


def _read(folder: Path, found: list[str]) -> Catalogue:
    catalogue: Catalogue = {}
    for path in sorted(folder.glob("*.ftl")):
        name = f"{folder.name}/{path.name}"
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Junk):
                line = (entry.content or "").partition("\n")[0]
                found.append(f"{name} has a line that is no message: {line!r}")
            elif isinstance(entry, ftl.Message | ftl.Term):
                _add(catalogue, entry, path.name, found)
    # What a message says is also said with the words of those it mentions.
    for message in catalogue.values():
        message.variables |= {
            variable for key in _reached(catalogue, message) for variable in catalogue[key].variables
        }
    return catalogue


def _add(catalogue: Catalogue, entry: ftl.Message | ftl.Term, file: str, found: list[str]) -> None:
    key = f"-{entry.id.name}" if isinstance(entry, ftl.Term) else entry.id.name
    patterns = {f"{key}.{attribute.id.name}": attribute.value for attribute in entry.attributes}
    if entry.value is not None:
        patterns[key] = entry.value
    for name, pattern in patterns.items():
        if name in catalogue:
            found.append(f"{name} stands twice: in {catalogue[name].file} and in {file}.")
        reader = _Reader(Message(file))
        reader.visit(pattern)
        catalogue[name] = reader.message


class _Reader(visitor.Visitor):
    def __init__(self, message: Message) -> None:
        self.message = message

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's spelling
        self.message.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.message.mentions.add(f"{node.id.name}.{node.attribute.name}" if node.attribute else node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:  # noqa: N802
        self.message.mentions.add(f"-{node.id.name}")


def _reached(catalogue: Catalogue, message: Message) -> set[str]:
    reached: set[str] = set()
    ahead = set(message.mentions)
    while ahead:
        key = ahead.pop()
        if key in catalogue and key not in reached:
            reached.add(key)
            ahead |= catalogue[key].mentions
    return reached


def _differences(
    english: Catalogue, other: Catalogue, language: str, *, is_draft: bool = False
) -> Iterator[str]:
    for key in sorted(english.keys() - other.keys()) if not is_draft else ():
        yield f"{key} is missing in {language}."
    for key in sorted(other.keys() - english.keys()):
        yield f"{key} is in {language}, but not in {ENGLISH}."
    for key in sorted(english.keys() & other.keys()):
        if english[key].variables != other[key].variables:
            ours, theirs = _list(english[key].variables), _list(other[key].variables)
            yield f"{key} uses {ours} in {ENGLISH}, but {theirs} in {language}."
        if english[key].file != other[key].file:
            yield f"{key} is in {english[key].file} in {ENGLISH}, but in {other[key].file} in {language}."


def _against_the_code(english: Catalogue, uses: Uses) -> Iterator[str]:
    for key, where in sorted(uses.needed.items()):
        if key not in english:
            yield f"{key} is used in {where}, but is in no catalogue."
    for key, where, given in sorted(uses.calls, key=lambda call: call[:2]):
        if key in english and (missing := english[key].variables - given):
            yield f"{key} needs {_list(missing)}, which {where} does not give it."
    mentioned = {key for message in english.values() for key in message.mentions}
    for key in sorted(english.keys() - uses.named - mentioned):
        if not key.startswith(tuple(uses.beginnings)):
            yield f"{key} ({english[key].file}) is used nowhere."
    for key in sorted(mentioned - english.keys()):
        yield f"{key} is mentioned in a message, but is in no catalogue."


def _uses(root: Path) -> Uses:
    uses = Uses()
    for path in sorted((root / "domain").rglob("*.py")):
        for key, line in _refusal_codes(ast.parse(path.read_text(encoding="utf-8"))):
            uses.named.add(key)
            uses.needed[key] = f"{path.relative_to(root)}:{line}"
    for path in sorted((root / "bot").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strict = path.parent.name in {"screens", "conversations"}
        _note_texts(tree, str(path.relative_to(root)), uses, strict=strict)
        for key, line in _refusal_codes(tree):
            uses.needed[key] = f"{path.relative_to(root)}:{line}"
    return uses


def _refusal_codes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for owner in ast.walk(tree):
        for node in owner.body if isinstance(owner, ast.ClassDef) else ():
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(key)))
                    | ast.AnnAssign(target=ast.Name(id="code"), value=ast.Constant(value=str(key)))
                ):
                    yield key, node.lineno
                case _:
                    pass


def _note_texts(tree: ast.Module, file: str, uses: Uses, *, strict: bool) -> None:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)):
                uses.named.add(text)
                if strict and _LOOKS_LIKE_A_KEY.fullmatch(text):
                    uses.needed.setdefault(text, f"{file}:{node.lineno}")
            case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]) if "-" in beginning:
                uses.beginnings.add(beginning)
            case ast.Call(
                func=ast.Name(id="t") | ast.Attribute(attr="t"), args=[said, *_], keywords=keywords
            ):
                given = {keyword.arg for keyword in keywords if keyword.arg is not None}
                complete = len(given) == len(keywords)
                for key in _choices(said):
                    uses.needed.setdefault(key, f"{file}:{node.lineno}")
                    if complete:
                        uses.calls.append((key, f"{file}:{node.lineno}", given))
            case _:
                pass


def _choices(said: ast.expr) -> Iterator[str]:
    match said:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=one, orelse=other):
            yield from _choices(one)
            yield from _choices(other)
        case _:
            pass


def _list(names: set[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names)) or "no variable"


def main() -> int:
    """Print the problems; 1 if there are any."""
    found = problems()
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
