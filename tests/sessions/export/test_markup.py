"""Messages become HTML that shows what was written and can do nothing."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.export.markdown import fenced, inert
from desktop_app.sessions.export.markup import html_of

TAGS = {"p", "pre", "code", "div", "h3", "h4", "h5", "h6", "hr", "blockquote", "ul", "ol", "li"}
TAGS |= {"table", "tr", "th", "td", "a", "strong", "em", "s"}


class _Seen(HTMLParser):
    """Collects what a browser would make of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]
        if tag != "hr":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def seen(html: str) -> _Seen:
    parser = _Seen()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@given(st.text(alphabet="ab <>&\"'`*_~#|-[](){}:/!\n\t1.\\javscripthtps\x00\ud800", max_size=200))
def test_whatever_is_written_the_page_stays_inert_and_closed(text):
    parser = seen(html_of(text))
    assert parser.tags <= TAGS
    assert parser.names <= {"href", "class", "start"}
    assert all(re.match(r"https?://|mailto:", link, re.IGNORECASE) for link in parser.links)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One", "<h3>One</h3>\n"),
        (
            "a **b** *c* `d<` ~~e~~",
            "<p>a <strong>b</strong> <em>c</em> <code>d&lt;</code> <s>e</s></p>\n",
        ),
        (
            "- a\n- b\n  - c",
            "<ul><li><p>a</p>\n</li><li><p>b</p>\n<ul><li><p>c</p>\n</li></ul>\n</li></ul>\n",
        ),
        ("3. a", '<ol start="3"><li><p>a</p>\n</li></ol>\n'),
        (
            "```py\nx = '<'\n```",
            '<div class="lang">py</div><pre><code>x = &#x27;&lt;&#x27;</code></pre>\n',
        ),
        ("```\nnever closed", "<pre><code>never closed</code></pre>\n"),
        ("> a", "<blockquote><p>a</p>\n</blockquote>\n"),
        (
            "|a|b|\n|-|-|\n|1|2|",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n",
        ),
        ("[x](https://a.b/c)", '<p><a href="https://a.b/c">x</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>x</p>\n"),
        ("see https://a.b/c.", '<p>see <a href="https://a.b/c">https://a.b/c</a>.</p>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
    ],
)
def test_what_models_write(text, html):
    assert html_of(text) == html


@pytest.mark.parametrize(
    "text", ["*" * 50_000, "`a" * 30_000, "> " * 20_000, "[" * 60_000, "- a\n" * 20_000]
)
def test_hostile_texts_take_no_longer_than_others(text):
    assert html_of(text)


def test_markdown_holds_no_html_and_closes_its_code():
    assert inert("<b>x</b> `<i>` a < b") == "&lt;b>x&lt;/b> `<i>` a < b"
    assert inert("[x](javascript:alert(1))") == "[x](#alert(1))"
    assert inert("```\n<b>") == "```\n<b>\n```"
    assert fenced("a ```` b") == "`````\na ```` b\n`````"
