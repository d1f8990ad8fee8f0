"""Parts for things that are folded or too long to be shown at once."""

from dataclasses import replace

from desktop_app.ui.chat.named_pictures import is_only_picture, named_pictures, parted_at_pictures
from desktop_app.ui.chat.rows.code_part import CodeBlock, CodePart
from desktop_app.ui.chat.rows.label_parts import ShowAllPart
from desktop_app.ui.chat.rows.long_text import (
    LONG_TEXT_CHARS,
    SHOWN_OF_LONG_TEXT_CHARS,
    LongText,
    open_key,
)
from desktop_app.ui.chat.rows.part import Part
from desktop_app.ui.chat.rows.picture import picture_parts
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.chat.rows.segment_stack import SegmentStack
from desktop_app.ui.chat.rows.text_part import PlainPart
from desktop_app.ui.chat.segments import (
    CODE_CHUNK_LINES,
    PlainPiece,
    Segment,
    SegmentKind,
    split_markdown,
    split_plain,
)
from desktop_app.ui.chat.style import Style
from desktop_app.ui.i18n import translate

# Code with more lines than this is folded to its beginning.
LONG_CODE_LINES = 40
SHOWN_OF_LONG_CODE_LINES = 24


def markdown_parts(text: str, key: str, settings: RowSettings) -> list[Part]:
    """Return parts for a whole Markdown text; `key` names it for folding."""
    long = LongText(text, key, settings)
    parts = code_folded_parts(split_markdown(long.shown_markdown), key, settings)
    return [*long.parts_above(), *parts, *long.parts_below()]


def plain_parts(text: str, key: str, settings: RowSettings) -> list[Part]:
    """Return parts for a text that is not interpreted."""
    long = LongText(text, key, settings)
    parts = [
        PlainPart(piece.text, settings.style, joint=piece.joint)
        for piece in split_plain(long.shown)
    ]
    return [*long.parts_above(), *parts, *long.parts_below()]


def code_parts(text: str, label: str, language: str, style: Style) -> list[Part]:
    """Return one box with `text` as code, cut into chunks that are laid out one by one."""
    block = CodeBlock(language, code_chunks(text), label, is_dark=style.theme.is_dark)
    parts = [CodePart(block, number, style) for number in range(len(block.chunks))]
    for part in parts[:-1]:
        part.is_last = False
    return list(parts)


def code_chunks(text: str) -> list[PlainPiece]:
    """Return code in chunks of some lines, each of a bounded number of characters."""
    lines = text.split("\n")
    chunks: list[PlainPiece] = []
    for start in range(0, len(lines), CODE_CHUNK_LINES):
        first, *others = split_plain("\n".join(lines[start : start + CODE_CHUNK_LINES]))
        joint = "\n" if chunks else first.joint
        chunks += [PlainPiece(first.text, joint), *others]
    return chunks


def long_code_parts(
    text: str, label: str, language: str, key: str, settings: RowSettings
) -> list[Part]:
    """Return a box of code like `code_parts`, folded to its beginning where it is long."""
    style = settings.style
    lines = text.count("\n") + 1
    is_long = lines > LONG_CODE_LINES or len(text) > SHOWN_OF_LONG_TEXT_CHARS
    if not is_long:
        return code_parts(text, label, language, style)
    is_open = settings.folds.is_open(key)
    if not is_open:
        words = translate("Transcript", "Show all {n} lines", lines)
        shown = code_parts(_beginning(text), label, language, style)
        return [*shown, ShowAllPart(key, words, style)]
    long = LongText(text, key, settings, is_unfolded=True)
    shown = code_parts(long.shown, label, language, style)
    return [*long.parts_above(), *shown, *long.parts_below(), ShowAllPart(key, _less(), style)]


def code_folded_parts(segments: list[Segment], key: str, settings: RowSettings) -> list[Part]:
    """Return parts for segments; long code blocks are folded to their beginning."""
    stack = SegmentStack(settings.style)
    for number, run in enumerate(_code_runs(segments)):
        lines = sum(segment.text.count("\n") + 1 for segment in run)
        if run[0].kind is not SegmentKind.CODE:
            _add_prose(stack, run[0], f"{key}:{number}", settings)
            continue
        if lines <= LONG_CODE_LINES:
            for segment in run:
                stack.add(segment)
            continue
        run_key = f"{key}:code-{number}"
        is_open = settings.folds.is_open(run_key)
        if is_open:
            for segment in run:
                stack.add(segment)
        else:
            head = _beginning(run[0].text)
            stack.add(Segment(SegmentKind.CODE, head, run[0].language))
        words = _less() if is_open else translate("Transcript", "Show all {n} lines", lines)
        stack.parts.append(ShowAllPart(run_key, words, settings.style))
    return stack.parts


def _add_prose(stack: SegmentStack, segment: Segment, key: str, settings: RowSettings) -> None:
    """Put prose on the stack; below each paragraph the pictures of this machine it names."""
    for place, text in enumerate(parted_at_pictures(segment.text)):
        piece = replace(segment, text=text)
        if place:
            piece = replace(piece, continues=False, joint="\n\n")
        if not is_only_picture(text):
            stack.add(piece)
        for number, source in enumerate(named_pictures(text)):
            stack.parts += picture_parts(source, f"{key}:{place}-{number}", settings)


def unfolding_keys(text: str, key: str) -> set[str]:
    """Return the folding keys that show a Markdown text as it was while it arrived."""
    if len(text) > LONG_TEXT_CHARS:
        return {open_key(key)}
    return {
        f"{key}:code-{number}"
        for number, run in enumerate(_code_runs(split_markdown(text)))
        if run[0].kind is SegmentKind.CODE
    }


def _code_runs(segments: list[Segment]) -> list[list[Segment]]:
    """Put the chunks of each code block together; prose segments stand alone."""
    runs: list[list[Segment]] = []
    for segment in segments:
        if segment.kind is SegmentKind.CODE and segment.continues and runs:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return runs


def _beginning(text: str) -> str:
    lines = text.split("\n", SHOWN_OF_LONG_CODE_LINES)[:SHOWN_OF_LONG_CODE_LINES]
    return "\n".join(lines)[:SHOWN_OF_LONG_TEXT_CHARS]


def _less() -> str:
    return translate("Transcript", "Show less")
