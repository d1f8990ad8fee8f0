"""What a record is shown as: indented, as it is, or in hexadecimal figures."""

import pytest

from desktop_app.sessions.raw_records import RawRecord
from desktop_app.ui.dialogs.raw_record_dialog import exact_text, hex_text, readable_text


def record(content, offset=0, length=None):
    return RawRecord(offset, len(content) if length is None else length, content)


def test_a_record_is_indented_for_reading():
    shown = readable_text(record(b'{"type":"unknown","n":[1]}'))
    assert shown == '{\n  "type": "unknown",\n  "n": [\n    1\n  ]\n}'


def test_exactly_means_byte_for_byte_in_order():
    content = '{"b":1,  "a":"ä","a":2}'.encode()
    assert exact_text(record(content)) == content.decode()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'{"a":"\xff"}', b"\0\0"])
def test_what_is_no_text_is_shown_in_figures(content):
    for shown in (readable_text(record(content, 32)), exact_text(record(content, 32))):
        assert shown.startswith(f"{32:010x}  {content.hex(' ')}")


def test_a_torn_record_is_shown_as_it_is():
    assert readable_text(record(b'{"type":"us')) == '{"type":"us'


def test_characters_that_could_mislead_are_named():
    assert "⟦RLO⟧" in exact_text(record('{"a":"\u202etxt"}'.encode()))


def test_the_beginning_of_a_long_record_is_not_cut_within_a_character():
    content = ('{"a":"b' + "ä" * 10).encode()[:-1]
    assert exact_text(record(content, length=10**9)) == '{"a":"'


def test_no_line_is_so_long_that_laying_it_out_holds_the_window_up():
    shown = exact_text(record(b'"' + b"x" * 100_000 + b'"'))
    assert max(map(len, shown.split("\n"))) <= 2_000
    assert shown.replace("\n", "") == '"' + "x" * 100_000 + '"'


def test_figures_are_bounded():
    assert len(hex_text(bytes(10_000_000), 0)) < 400_000
