"""The check of the message catalogues sees what it promises to see."""

from pathlib import Path

import pytest

from tests import catalogues


class TestTheCataloguesOfThisRepository:
    def test_have_every_message_in_every_language_and_none_too_many(self) -> None:
        assert catalogues.problems() == []


class TestTheCheck:
    def test_finds_nothing_where_all_is_well(self, tree: "Tree") -> None:
        assert tree.problems() == []

    def test_finds_a_message_that_another_language_lacks(self, tree: "Tree") -> None:
        tree.write("locales/en/home.ftl", "home-hello = Hello, { $name }\nhome-bye = Bye\n")
        tree.write("bot/screens/home.py", 't("home-hello", name=n), t("home-bye")')

        assert tree.problems() == ["home-bye is missing in pcm."]

    def test_finds_variables_that_differ_between_languages(self, tree: "Tree") -> None:
        tree.write("locales/pcm/home.ftl", "home-hello = How far, { $who }\n")

        assert tree.problems() == ["home-hello uses $name in en, but $who in pcm."]

    def test_finds_a_variable_through_a_message_that_is_mentioned(self, tree: "Tree") -> None:
        tree.write("locales/en/home.ftl", "home-hello = Hello, { home-who }\nhome-who = { $name }\n")
        tree.write("locales/pcm/home.ftl", "home-hello = How far, { home-who }\nhome-who = you\n")

        assert "home-hello uses $name in en, but no variable in pcm." in tree.problems()

    def test_finds_a_message_that_nobody_uses(self, tree: "Tree") -> None:
        tree.write("bot/screens/home.py", "")

        assert tree.problems() == ["home-hello (home.ftl) is used nowhere."]

    @pytest.mark.parametrize(
        "code", ['t("home-helo")', 'KEYS = {1: "home-helo"}', 't("x" if a else "home-helo")']
    )
    def test_finds_a_key_that_is_no_message(self, tree: "Tree", code: str) -> None:
        tree.write("bot/conversations/home.py", code)

        assert any(problem.startswith("home-helo is used in bot/conv") for problem in tree.problems())

    def test_finds_a_refusal_without_words(self, tree: "Tree") -> None:
        tree.write("domain/errors.py", 'class TooPoor(Refusal):\n    code = "too-poor"\n')

        assert tree.problems() == ["too-poor is used in domain/errors.py:2, but is in no catalogue."]

    def test_finds_a_value_that_a_call_forgets(self, tree: "Tree") -> None:
        tree.write("bot/screens/home.py", 't("home-hello")')

        assert tree.problems() == ["home-hello needs $name, which bot/screens/home.py:1 does not give it."]

    def test_takes_a_beginning_for_all_messages_that_begin_so(self, tree: "Tree") -> None:
        tree.write("bot/screens/home.py", 't(f"home-{what}", name=n)')

        assert tree.problems() == []

    def test_finds_a_line_that_is_no_message(self, tree: "Tree") -> None:
        tree.write("locales/en/home.ftl", "home-hello = Hello, { $name }\nhome hello\n")

        assert tree.problems() == ["en/home.ftl has a line that is no message: 'home hello'"]


class Tree:
    """A small project whose catalogues are all right."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("locales/en/home.ftl", "home-hello = Hello, { $name }\n")
        self.write("locales/pcm/home.ftl", "home-hello = How far, { $name }\n")
        self.write("bot/screens/home.py", 't("home-hello", name=n)')

    def write(self, path: str, text: str) -> None:
        """Write a file of it."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def problems(self) -> list[str]:
        """Check it."""
        return catalogues.problems(self.root)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)
