from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities import parse_html, utf16_length
from sandbox.telegram.refusals import ApiRefusal
from sandbox.telegram.text import formatted


def bold(offset: int, length: int) -> dict[str, object]:
    return {"type": "bold", "offset": offset, "length": length}


class TestHtml:
    @pytest.mark.parametrize(
        ("html", "text", "entities"),
        [
            ("plain", "plain", []),
            ("<b>a</b>", "a", [bold(0, 1)]),
            ("<STRONG>a</Strong>", "a", [bold(0, 1)]),
            ("x<b>a</>", "xa", [bold(1, 1)]),
            ("👍🏽<b>é</b>", "👍🏽é", [bold(4, 1)]),
            ("₦<b>5</b>", "₦5", [bold(1, 1)]),
            ("<b></b>a", "a", []),
            ("a & b &lt;c&gt; &amp;amp; &quot;", 'a & b <c> &amp; "', []),
            ("&#8358;&#x20A6;&nbsp;", "₦₦&nbsp;", []),
            (
                "<b>a<i>b</i></b>",
                "ab",
                [bold(0, 2), {"type": "italic", "offset": 1, "length": 1}],
            ),
            (
                "<tg-spoiler>1</tg-spoiler><span class='tg-spoiler'>2</span>",
                "12",
                [
                    {"type": "spoiler", "offset": 0, "length": 1},
                    {"type": "spoiler", "offset": 1, "length": 1},
                ],
            ),
            (
                '<a href="https://a.ng/?x=1&amp;y=2">pay</a>',
                "pay",
                [{"type": "text_link", "offset": 0, "length": 3, "url": "https://a.ng/?x=1&y=2"}],
            ),
            ("<a href='nonsense'>pay</a>", "pay", []),
            (
                '<pre><code class="language-python">x</code></pre>',
                "x",
                [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
            ),
            ("<code>1</code>", "1", [{"type": "code", "offset": 0, "length": 1}]),
            (
                "<blockquote expandable>q</blockquote>",
                "q",
                [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
            ),
            (
                '<tg-time unix="1795500000" format="Dt">soon</tg-time>',
                "soon",
                [
                    {
                        "type": "date_time",
                        "offset": 0,
                        "length": 4,
                        "unix_time": 1795500000,
                        "date_time_format": "Dt",
                    }
                ],
            ),
        ],
    )
    def test_becomes_text_and_entities(self, html: str, text: str, entities: list[dict[str, object]]) -> None:
        assert parse_html(html) == (text, entities)

    @pytest.mark.parametrize(
        ("html", "reason"),
        [
            ("a <", "Unclosed start tag at byte offset 2"),
            ("₦<b", "Unclosed start tag at byte offset 3"),
            ("<b class=", "Unclosed start tag at byte offset 0"),
            ("<br>", 'Unsupported start tag "br" at byte offset 0'),
            ("₦ <ada@x>", 'Unsupported start tag "ada@x" at byte offset 4'),
            ("5 < 6 > 4", 'Unsupported start tag "" at byte offset 2'),
            ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
            ("a</b>", "Unexpected end tag at byte offset 1"),
            ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
            ("<b>a</b", "Unclosed end tag at byte offset 4"),
            ("<i><b>a", 'Can\'t find end tag corresponding to start tag "b"'),
            ("<span class='x'>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
            ("<a href=x!>a</a>", "Unexpected end of name token at byte offset 8"),
        ],
    )
    def test_is_refused_in_telegrams_words(self, html: str, reason: str) -> None:
        with pytest.raises(ApiRefusal) as refused:
            parse_html(html)

        assert refused.value.description == f"Bad Request: can't parse entities: {reason}"

    @given(st.text(alphabet=st.sampled_from("ab<>/&;b i=\"'₦👍 "), max_size=30))
    def test_is_parsed_or_refused_whatever_it_is(self, html: str) -> None:
        with suppress(ApiRefusal):
            text, entities = parse_html(html)
            for entity in entities:
                assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(text)

    @given(st.text(max_size=50))
    def test_gives_back_any_quoted_text(self, words: str) -> None:
        quoted = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

        assert parse_html(f"<b>{quoted}</b>")[0] == words


class TestText:
    @pytest.mark.parametrize(
        ("words", "kinds"),
        [
            ("/start now", [("bot_command", 0, 6)]),
            ("see https://a.ng/x, ok", [("url", 4, 14)]),
            ("👍 @vision_bot", [("mention", 3, 11)]),
            ("#light $NGN", [("hashtag", 0, 6), ("cashtag", 7, 4)]),
            ("me@x.ng", [("email", 0, 7)]),
            ("₦1,500.50", []),
        ],
    )
    def test_shows_what_the_server_finds_by_itself(
        self, words: str, kinds: list[tuple[str, int, int]]
    ) -> None:
        _, entities = formatted(words, "", None)

        assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == kinds

    def test_loses_white_space_around_it_and_keeps_the_entities_in_place(self) -> None:
        assert formatted("  \n <b>hi</b> \n", "HTML", None) == ("hi", [bold(0, 2)])

    def test_keeps_white_space_that_an_entity_covers(self) -> None:
        assert formatted("<b> hi</b>", "HTML", None) == (" hi", [bold(0, 3)])

    def test_may_have_4096_characters_after_parsing(self) -> None:
        text, _ = formatted("<b>" + "₦" * 4096 + "</b>", "HTML", None)

        assert len(text) == 4096
