"""What `recall` does with words: which of a prompt matter, what to quote, how to quote it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

MAX_WORDS = 16
EXCERPT_CHARS = 420
LEAD_CHARS = 80
MAX_OCCURRENCES = 400

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")

# Words that say nothing about what is looked for, folded (no case, no accents).
_STOP_WORDS_EN = """
    a about all also am an and any anything are as ask at be been before being but by can could did
    do does doing for from get give had has have how i if in into is it its just know let like look
    made make may me might mine most my no not of on one or our please said saw say see shall she
    should show so some something tell than that the their them then there these they thing things
    this those to told us very want was we were what when where which who whom whose why will with
    would you your yours
"""
_STOP_WORDS_PT = """
    a agora ai ainda algo alguem algum alguma alguns ao aos aquela aquele aquilo as assim ate com
    como conte da das de dela dele deles depois desta deste disse disso diz do dos e ela elas ele
    eles em era essa esse esta estao estava este eu fala falamos falei faz fazer fiz foi foram for
    ha isso isto ja la lhe mais mas me mesmo meu meus minha minhas mostra mostre muito na nao nas
    nem nessa nesse nesta neste no nos nossa nosso num numa o onde os ou para pela pelo por porque
    posso pra quais qual quando que quem quero sao se sem ser seu seus so sobre sua suas tambem te
    tem temos tenho ter tinha tu tua tudo um uma umas uns vamos voce voces
"""
_STOP_WORDS = frozenset((_STOP_WORDS_EN + _STOP_WORDS_PT).split())
_GREETINGS = frozenset({"hello", "hi", "hey", "good", "ola", "oi", "opa", "bom", "boa"})
_GREETED = frozenset({"morning", "evening", "afternoon", "day", "dia", "tarde", "noite", "recall"})
_HELP = frozenset({"help", "ajuda", "ajude", "ajudar", "socorro"})

# What would make a quotation more than text: Markdown, HTML, mathematics, bare addresses.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~&$@]")
_LIST_MARK = re.compile(r"^(\d{1,9})([.)])|^([-+=])")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?i:(?<=\bwww)\.)")
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def fold(text: str) -> str:
    """Return `text` without case and accents, for comparing."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def significant_words(prompt: str) -> tuple[str, ...]:
    """Return the words of a prompt that say what is looked for, as written, each once."""
    words: dict[str, str] = {}
    for word in _WORD.findall(prompt):
        folded = fold(word)
        is_telling = folded not in _STOP_WORDS and (len(folded) > 1 or not folded.isascii())
        if is_telling or folded.isdigit():
            words.setdefault(folded, word)
    return tuple(words.values())[:MAX_WORDS]


def is_greeting(words: Sequence[str]) -> bool:
    """Tell whether significant words only greet."""
    folded = {fold(word) for word in words}
    return bool(folded & _GREETINGS) and folded <= _GREETINGS | _GREETED


def is_call_for_help(words: Sequence[str]) -> bool:
    """Tell whether significant words only ask what this is; so does having none."""
    return all(fold(word) in _HELP for word in words)


def coverage(text: str, words: Sequence[str]) -> int:
    """Return how many of `words` occur in `text`."""
    return len({word for word, _ in _occurrences(text, words)})


def excerpt(text: str, words: Sequence[str]) -> str:
    """Return up to `EXCERPT_CHARS` of `text`, where most of `words` stand together."""
    if len(text) <= EXCERPT_CHARS:
        return text.strip()
    found = list(_occurrences(text, words))
    reach = EXCERPT_CHARS - LEAD_CHARS
    best = max(
        (place for _, place in found),
        key=lambda start: len({w for w, place in found if start <= place < start + reach}),
        default=0,
    )
    start = _next_space(text, best - LEAD_CHARS, best) if best > LEAD_CHARS else 0
    end = start + EXCERPT_CHARS
    cut = text[start:end]
    if end < len(text):
        cut = cut[: max(cut.rfind(" "), cut.rfind("\n"), EXCERPT_CHARS // 2)]
    return ("… " if start else "") + cut.strip() + (" …" if end < len(text) else "")


def quotation(text: str) -> str:
    """Return `text` as a Markdown block quote in which nothing of it has a meaning."""
    lines = [escape(line) for line in text.splitlines()]
    paragraphs = "\n".join(lines).strip("\n")
    shown = re.sub(r"\n{3,}", "\n\n", paragraphs).split("\n")
    # two spaces keep a line break, which Markdown would fold
    breaks = ["  " if line and after else "" for line, after in zip_longest(shown, shown[1:])]
    return "\n".join(f"> {line}".rstrip() + end for line, end in zip(shown, breaks, strict=True))


def escape(line: str) -> str:
    """Return one line as Markdown that shows exactly its text, controls left out."""
    plain = " ".join("".join(c if _is_shown(c) else " " for c in line).split())
    marked = _MARKDOWN.sub(r"\\\g<0>", plain)
    marked = _ADDRESS.sub(r"\\\g<0>", marked)
    return _LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)


def _is_shown(character: str) -> bool:
    return character not in _BIDI_CONTROLS and unicodedata.category(character) not in ("Cc", "Cs")


def _occurrences(text: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    wanted = {fold(word) for word in words}
    count = 0
    for found in _WORD.finditer(text):
        folded = fold(found[0])
        if folded in wanted:
            yield folded, found.start()
            count += 1
            if count == MAX_OCCURRENCES:
                return


def _next_space(text: str, start: int, limit: int) -> int:
    spaces = (place + 1 for place in range(start, limit) if text[place].isspace())
    return next(spaces, start)
