"""Markdown of a message as inert HTML: everything is escaped, links lead to the web or to mail.

It knows what models write: headings, lists, quotes, tables, code, emphasis, links. Whatever else
there is stays readable as text. Work and memory grow with the length of the text only.
"""

import re
from html import escape

_MAX_DEPTH = 8
# Beyond this emphasis and links in one paragraph are not looked for; nobody writes such by hand.
_MAX_PARAGRAPH_CHARS = 20_000

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]{0,40})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"([ \t]{0,40})([-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_INLINE = re.compile(
    r"(?P<ticks>`{1,3})(?P<code>[^`]{1,2000})(?P=ticks)(?!`)"
    r"|\[(?P<label>[^\[\]]{1,1000})\]\((?P<target>[^()\s]{1,2000}(?:\([^()\s]{0,200}\))?)"
    r"(?:[ ]\"[^\"]{0,200}\")?\)"
    r"|\*\*(?P<strong>[^\s*][^*]{0,2000})\*\*"
    r"|(?<![\w*])\*(?P<em>[^\s*][^*]{0,1000})\*(?![\w*])"
    r"|~~(?P<struck>[^\s~][^~]{0,1000})~~"
    r"|(?P<url>https?://[^\s<>\"'`]{1,2000})"
)
_SAFE_TARGET = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+$", re.IGNORECASE)
_AFTER_URL = ".,;:!?)]}*_"


def html_of(text: str) -> str:
    """Return a message as HTML."""
    return "".join(_Blocks(text.replace("\r\n", "\n").split("\n")).read(0))


def plain(text: str) -> str:
    """Return `text` for HTML, character by character; what no page may hold becomes U+FFFD."""
    return escape(_UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text))


_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _Blocks:
    """Reads lines from the first to the last, each once per level of nesting."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def read(self, depth: int) -> list[str]:
        """Return the HTML of all lines."""
        readers = (
            self._code,
            self._heading,
            self._rule,
            self._quote,
            self._list,
            self._table,
        )
        made: list[str] = []
        while self._at < len(self._lines):
            if not self._lines[self._at].strip():
                self._at += 1
                continue
            for read in readers:
                if (block := read(depth)) is not None:
                    made.append(block)
                    break
            else:
                made.append(self._paragraph())
        return made

    def _code(self, _depth: int) -> str | None:
        found = _FENCE.match(self._lines[self._at])
        if found is None:
            return None
        self._at += 1
        start = self._at
        while self._at < len(self._lines):
            line = self._lines[self._at].strip()
            if line.startswith(found[1]) and not line.strip(found[1][0]):
                break
            self._at += 1
        code = "\n".join(self._lines[start : self._at])
        self._at += 1
        label = f'<div class="lang">{plain(found[2])}</div>' if found[2] else ""
        return f"{label}<pre><code>{plain(code)}</code></pre>\n"

    def _heading(self, _depth: int) -> str | None:
        found = _HEADING.match(self._lines[self._at])
        if found is None:
            return None
        self._at += 1
        level = min(len(found[1]) + 2, 6)  # the page has the first two
        return f"<h{level}>{_inline(found[2])}</h{level}>\n"

    def _rule(self, _depth: int) -> str | None:
        if not _RULE.match(self._lines[self._at]):
            return None
        self._at += 1
        return "<hr>\n"

    def _quote(self, depth: int) -> str | None:
        if depth >= _MAX_DEPTH or not _QUOTE.match(self._lines[self._at]):
            return None
        quoted: list[str] = []
        while self._at < len(self._lines) and (found := _QUOTE.match(self._lines[self._at])):
            quoted.append(self._lines[self._at][found.end() :])
            self._at += 1
        return f"<blockquote>{''.join(_Blocks(quoted).read(depth + 1))}</blockquote>\n"

    def _list(self, depth: int) -> str | None:
        first = _ITEM.match(self._lines[self._at])
        if depth >= _MAX_DEPTH or first is None:
            return None
        is_ordered = first[2][0].isdigit()
        items: list[str] = []
        while self._at < len(self._lines):
            found = _ITEM.match(self._lines[self._at])
            if found is None or found[2][0].isdigit() is not is_ordered:
                break
            if _RULE.match(self._lines[self._at]):
                break
            items.append(self._item(found, depth))
        if not is_ordered:
            return f"<ul>{''.join(items)}</ul>\n"
        start = int(first[2][:-1])
        return f'<ol start="{start}">{"".join(items)}</ol>\n'

    def _item(self, found: re.Match[str], depth: int) -> str:
        """Read one item with everything that is indented below it."""
        margin = len(found[1])
        inner = [self._lines[self._at][found.end() :]]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.strip():
                indent = len(line) - len(line.lstrip())
                if indent <= margin and (_starts_block(line) or not inner[-1].strip()):
                    break
                inner.append(line[min(indent, found.end()) :])
            else:
                inner.append("")
            self._at += 1
        return f"<li>{''.join(_Blocks(inner).read(depth + 1))}</li>"

    def _table(self, _depth: int) -> str | None:
        if self._at + 1 >= len(self._lines) or "|" not in self._lines[self._at]:
            return None
        if not _TABLE_RULE.match(self._lines[self._at + 1]) or "-" not in self._lines[self._at + 1]:
            return None
        head = _row(self._lines[self._at], "th")
        self._at += 2
        rows: list[str] = []
        while self._at < len(self._lines) and "|" in self._lines[self._at]:
            rows.append(_row(self._lines[self._at], "td"))
            self._at += 1
        return f"<table>{head}{''.join(rows)}</table>\n"

    def _paragraph(self) -> str:
        lines = [self._lines[self._at].strip()]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() or _starts_block(line):
                break
            lines.append(line.strip())
            self._at += 1
        return f"<p>{_inline(chr(10).join(lines))}</p>\n"


def _starts_block(line: str) -> bool:
    return any(start.match(line) for start in (_FENCE, _HEADING, _RULE, _QUOTE, _ITEM))


def _row(line: str, cell: str) -> str:
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return f"<tr>{''.join(f'<{cell}>{_inline(text.strip())}</{cell}>' for text in cells)}</tr>"


def _inline(text: str, depth: int = 0) -> str:
    if len(text) > _MAX_PARAGRAPH_CHARS or depth > _MAX_DEPTH:
        return plain(text)
    made: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        made += (plain(text[end : found.start()]), _span(found, depth))
        end = found.end()
    made.append(plain(text[end:]))
    return "".join(made)


def _span(found: re.Match[str], depth: int) -> str:
    if (code := found["code"]) is not None:
        return f"<code>{plain(code)}</code>"
    if (url := found["url"]) is not None:
        bare = url.rstrip(_AFTER_URL)
        return f'<a href="{plain(bare)}">{plain(bare)}</a>{plain(url[len(bare) :])}'
    if (target := found["target"]) is not None:
        label = _inline(found["label"], depth + 1) if "://" not in found["label"] else ""
        label = label or plain(found["label"])
        is_safe = _SAFE_TARGET.match(target)
        return f'<a href="{plain(target)}">{label}</a>' if is_safe else f"{label}"
    for name, tag in (("strong", "strong"), ("em", "em"), ("struck", "s")):
        if (inner := found[name]) is not None:
            return f"<{tag}>{_inline(inner, depth + 1)}</{tag}>"
    return plain(found[0])
