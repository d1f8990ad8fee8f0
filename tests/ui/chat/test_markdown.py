"""Documents made of Markdown: our type, no HTML, no loading, only harmless links."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument, QTextFormat

from desktop_app.ui.chat.markdown import (
    blocks_of,
    gap_before,
    markdown_document,
    openable_link,
    plain_document,
)


def links(document):
    found = []
    for block in blocks_of(document):
        iterator = block.begin()
        while not iterator.atEnd():
            href = iterator.fragment().charFormat().anchorHref()
            found += [href] if href else []
            iterator += 1
    return found


def test_raw_html_is_shown_as_it_was_written(style):
    document = markdown_document("<b>bold</b> <script>alert(1)</script>\n\n<img src=x>", style)
    assert document.toPlainText() == "<b>bold</b> <script>alert(1)</script>\n<img src=x>"


def test_only_harmless_links_keep_their_target(style):
    text = (
        "[a](https://a.example) [b](javascript:alert(1)) [c](file:///etc/passwd) "
        "[d](mailto:d@example.org) [e](sempre://session/p/1#2) [f](data:text/html,x)"
    )
    assert links(markdown_document(text, style)) == [
        "https://a.example",
        "mailto:d@example.org",
        "sempre://session/p/1#2",
    ]


@pytest.mark.parametrize("href", ["", "javascript:x", "http://" + "x" * 3_000, "//host", "vbs:1"])
def test_a_link_that_could_do_harm_is_none(href):
    assert openable_link(href) == ""


@pytest.mark.parametrize(
    "source", ["http://tracker.example/p.png", "file:///etc/hostname", "/etc/hostname", "x.png"]
)
def test_a_picture_becomes_words_and_nothing_is_loaded(style, source):
    document = markdown_document(f"before ![a cat]({source}) after", style)
    assert document.toPlainText() == "before [picture: a cat] after"
    for kind in QTextDocument.ResourceType:
        assert document.resource(kind.value, QUrl(source)) is None


def test_headings_have_our_sizes_and_nothing_else_grows(style):
    document = markdown_document("# One\n\n### Three\n\nwords", style)
    sizes = [
        block.begin().fragment().charFormat().font().pixelSize() for block in blocks_of(document)
    ]
    assert sizes == [
        style.heading.pixelSize(),
        style.subheading.pixelSize(),
        style.body.font.pixelSize(),
    ]
    assert gap_before("# One") > gap_before("words")


def test_lines_are_one_and_a_half_times_as_high_as_the_font(style):
    document = markdown_document("word " * 300, style)
    document.setTextWidth(500)
    assert document.documentLayout().documentSize().height() > 0  # lays out
    layout = document.begin().layout()
    distance = layout.lineAt(2).y() - layout.lineAt(1).y()
    assert distance == pytest.approx(1.5 * style.body.font.pixelSize(), abs=1)


def test_a_check_box_does_not_leak_out_of_its_list(style):
    document = markdown_document("- [ ] open\n\n---\n\ntext", style)
    last = document.lastBlock().blockFormat()
    assert last.marker().value == 0


def test_tables_have_borders_in_our_colour(style):
    document = markdown_document("| a | b |\n|---|---|\n| 1 | 2 |", style)
    (table,) = document.rootFrame().childFrames()
    assert table.format().toTableFormat().borderBrush().color() == style.theme.border


def test_plain_text_is_not_interpreted(style):
    text = "*no* [link](https://x.example) <b>&amp;</b>\n# no heading"
    document = plain_document(text, style, style.body.font, 120)
    assert document.toPlainText() == text
    assert links(document) == []
    first = document.begin().blockFormat()
    assert first.property(QTextFormat.Property.HeadingLevel) is None
