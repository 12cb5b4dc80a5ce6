"""Rules of the house that no linter knows."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import domain
from bot.text import DRAFTS
from domain.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("bot", "domain", "storage", "gateways", "web")
OURS = (*PRODUCT, "sandbox", "migrations", "benchmarks", "tests")
LANGUAGES = sorted(
    folder.name
    for folder in (ROOT / "locales").glob("*/")
    if any(folder.glob("*.ftl")) and folder.name not in DRAFTS
)


def tracked_files() -> list[Path]:
    """Return the files of the project: what git knows, or would know."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.decode().split("\0") if (path := ROOT / name).is_file()]
    hidden_away = {".venv", "var", "__pycache__", ".git"}  # An unpacked archive: no git here.
    return [path for path in ROOT.rglob("*") if path.is_file() and not hidden_away & set(path.parts)]


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules of these packages: their path and what is written in them."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """Return what is written in a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def refusals(base: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """Return every refusal of the domain."""
    for module in pkgutil.iter_modules(domain.__path__, "domain."):
        importlib.import_module(module.name)
    known = {each for direct in base.__subclasses__() for each in ({direct} | refusals(direct))}
    return {each for each in known if each.__module__.startswith("domain.")}  # and none of a test's own


class TestTheDomain:
    def test_needs_nothing_but_the_standard_library(self) -> None:
        known = sys.stdlib_module_names | {"domain"}

        strangers = [
            f"{path}:{node.lineno}"
            for path, tree in modules("domain")
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
            if name.partition(".")[0] not in known
        ]

        assert strangers == []

    def test_is_flat(self) -> None:
        assert [
            path for path in (ROOT / "domain").iterdir() if path.is_dir() and path.name != "__pycache__"
        ] == []

    def test_knows_no_fractions(self) -> None:
        floats = [
            f"{path}:{node.lineno}"
            for path, tree in modules("domain")
            for node in ast.walk(tree)
            if (isinstance(node, ast.Constant) and isinstance(node.value, float))
            or (isinstance(node, ast.Name) and node.id == "float")
        ]

        assert floats == []

    def test_has_no_clock(self) -> None:
        readings = [
            f"{path}:{node.lineno}"
            for path, tree in modules("domain")
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"now", "utcnow", "today", "time", "monotonic"}
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"datetime", "date", "time"}
        ]

        assert readings == []


class TestTheLanguages:
    def test_are_english_and_pidgin_at_least(self) -> None:
        assert set(LANGUAGES) >= {"en", "pcm"}


class TestEveryRefusal:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_words_in_every_language(self, language: str) -> None:
        words = (ROOT / "locales" / language / "errors.ftl").read_text(encoding="utf-8")

        speechless = [
            refusal.__name__
            for refusal in refusals()
            if not re.search(rf"^{re.escape(refusal.code)} *=", words, re.MULTILINE)
        ]

        assert speechless == []

    def test_has_a_code_of_its_own(self) -> None:
        codes = [refusal.code for refusal in refusals() if "code" in vars(refusal)]

        assert sorted(codes) == sorted(set(codes))


class TestTheCode:
    def test_starts_background_work_in_one_place(self) -> None:
        elsewhere = [
            f"{path}:{node.lineno}"
            for path, tree in modules(*PRODUCT)
            if path != "bot/background.py"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"create_task", "ensure_future"}
            and ast.unparse(node.value)
            in {"asyncio", "loop", "asyncio.get_running_loop()", "asyncio.get_event_loop()"}
        ]

        assert elsewhere == []

    def test_reads_the_environment_in_one_place(self) -> None:
        elsewhere = [
            f"{path}:{node.lineno}"
            for path, tree in modules(*PRODUCT)
            if path not in {"bot/settings.py", "bot/__main__.py"} and not path.startswith("bot/commands/")
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"environ", "getenv"}
            and ast.unparse(node.value) == "os"
        ]

        assert elsewhere == []

    @pytest.mark.parametrize(
        ("proof", "maker"),
        [
            ("Approval", "domain/pins.py"),
            ("StepUp", "domain/one_time_codes.py"),
            ("StaffApproval", "domain/staff_pins.py"),
        ],
    )
    def test_makes_a_proof_of_consent_in_one_place(self, proof: str, maker: str) -> None:
        elsewhere = [
            f"{path}:{node.lineno}"
            for path, tree in modules(*PRODUCT)
            if path != maker
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == proof
        ]

        assert elsewhere == []

    def test_keeps_what_people_read_in_the_catalogues(self) -> None:
        sentence = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")

        spoken = [
            f"{path}:{node.lineno}: {node.value!r}"
            for path, tree in modules("bot/conversations", "bot/screens")
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and sentence.search(node.value)
            if node not in _not_for_customers(tree)
        ]

        assert spoken == []

    def test_can_be_read_without_scrolling_for_ever(self) -> None:
        lengths = {
            path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path, _ in modules(*OURS)
        }

        assert {path: length for path, length in lengths.items() if length > 450} == {}

    def test_has_no_drawer_for_odds_and_ends(self) -> None:
        vague = {"utils", "util", "helpers", "common", "misc", "models", "constants", "base"}

        assert [path for path, _ in modules(*OURS) if Path(path).stem in vague] == []


@cache
def _not_for_customers(tree: ast.Module) -> set[ast.AST]:
    """Return docstrings, and what is said to programmers by errors and logs."""
    told: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told.add(node.value)
        elif isinstance(node, ast.Raise | ast.Assert) or (
            isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("log.", "_log."))
        ):
            told |= set(ast.walk(node))
    return told


class TestTheEnvironmentExample:
    def test_names_every_setting_and_no_other(self) -> None:
        from bot.settings import Settings

        assert set(self.settings()) == {name.upper() for name in Settings.model_fields}

    def test_is_accepted_as_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from bot.settings import Settings

        for name in self.settings():
            monkeypatch.delenv(name, raising=False)

        settings = Settings(_env_file=ROOT / ".env.example")

        assert settings.environment == "demo"

    def settings(self) -> list[str]:
        """Return the names of the settings it shows, also of those that are commented out."""
        text = (ROOT / ".env.example").read_text(encoding="utf-8")
        return re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)


class TestTheLocks:
    RUNTIME, ALL = "requirements.lock", "requirements-dev.lock"

    def pins(self, lock: str) -> set[str]:
        """Return the lines that name a package and its version."""
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        return {line.rstrip("\\ ") for line in lines if line and not line.startswith((" ", "#"))}

    @pytest.mark.parametrize("lock", [RUNTIME, ALL])
    def test_pin_every_package_with_its_hashes_and_name_no_index(self, lock: str) -> None:
        text = (ROOT / lock).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\S)", text.strip())

        assert [entry.split()[0] for entry in entries if not re.match(r"[a-z0-9.-]+==\S+", entry)] == []
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
        assert re.findall(r"://|--(?:extra-)?index-url|--find-links", text) == []

    def test_agree_on_the_versions(self) -> None:
        assert {pin.split(" ;")[0] for pin in self.pins(self.RUNTIME)} <= {
            pin.split(" ;")[0] for pin in self.pins(self.ALL)
        }

    def test_hold_what_the_project_says_it_needs(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        wanted = {self.name(need) for need in project["project"]["dependencies"]}

        assert wanted - {self.name(pin) for pin in self.pins(self.RUNTIME)} == set()

    def name(self, requirement: str) -> str:
        """Return the package's name in the one spelling that all agree on."""
        return re.split(r"[\[<>=;! ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


class TestTheProject:
    def test_says_nothing_about_the_machine_it_was_written_on(self) -> None:
        here = str(ROOT.parent / "x")[:-1] if len(ROOT.parent.parts) > 1 else "no such place"
        private = re.compile(
            rf"{re.escape(here)}|/(?:home|Users)/\w+/|/opt/(?:pypi|wheels)|https?://\S+/(?:simple|packages)/"
        )

        found = [
            f"{path.relative_to(ROOT)}: {match[0]}"
            for path in tracked_files()
            if path.suffix not in {".png", ".jpg", ".ico", ".woff2"} and path != Path(__file__)
            for match in private.finditer(path.read_text(encoding="utf-8", errors="replace"))
        ]

        assert found == []

    @pytest.mark.parametrize("command", ["demo", "test", "check", "audit", "bench"])
    def test_tells_of_each_command_in_the_readme_and_in_make(self, command: str) -> None:
        assert f"make {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
        assert re.search(rf"^{command}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    def test_is_checked_by_the_same_commands_that_a_person_runs(self) -> None:
        checks = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

        assert {"make check", "make test"} <= set(checks)
