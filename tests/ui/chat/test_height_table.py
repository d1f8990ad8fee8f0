"""Sums of heights under any change."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.chat.height_table import HeightTable

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 20), st.lists(st.integers(1, 50), max_size=5)),
        st.tuples(st.just("remove"), st.integers(0, 20), st.integers(1, 4)),
        st.tuples(st.just("set"), st.integers(0, 20), st.integers(1, 50)),
        st.tuples(st.just("look"), st.integers(0, 20), st.integers(0, 400)),
    ),
    max_size=30,
)


@given(STEPS)
def test_tops_and_rows_agree_with_a_plain_list(steps):
    table, plain = HeightTable(), []
    for kind, place, value in steps:
        where = min(place, len(plain))
        if kind == "insert":
            table.insert(where, value)
            plain[where:where] = value
        elif kind == "remove":
            count = min(value, len(plain) - where)
            table.remove(where, count)
            del plain[where : where + count]
        elif kind == "set" and where < len(plain):
            table.set(where, value)
            plain[where] = value
        elif kind == "look" and plain:
            row = table.row_at(value)
            assert row == len(plain) - 1 or sum(plain[: row + 1]) > value
            assert row == 0 or sum(plain[:row]) <= value
        assert len(table) == len(plain)
    assert [table.top_of(row) for row in range(len(plain))] == [
        sum(plain[:row]) for row in range(len(plain))
    ]
    assert table.total_px == sum(plain)
