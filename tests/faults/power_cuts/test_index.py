"""FAULTS 58, 70: a power cut while the index is rebuilt costs time, never a conversation or a hit.

The index promises no durability of its own (WAL, `synchronous=NORMAL`); whatever is left of it is
repaired or made anew when it is opened next.
"""

import json

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.transcripts import prompt, reply, write_transcript
from tests.faults.power_cuts.recording import sample

REOPENED = 25
# the shared memory of WAL is made anew by whoever opens the database first
NOT_INDEX = r"^(logs($|/)|index\.sqlite3-shm|\.maintenance\.lock|inflight)"


def test_whatever_is_left_of_an_index_the_next_start_finds_everything(
    recorded, data_dir, claude_dir, tmp_path, caplog, figure
):
    for number in range(3):
        words = [prompt(f"needle {number} {n}") for n in range(5)] + [reply("and hay")]
        write_transcript(data_dir / "projects", number + 1, *words)
    recording = recorded("search", "needle", "--json")
    assert len(json.loads(recording.output)) == 15
    before = {p: c for p, c in recording.initial.items() if c is not None}
    states = recording.states(ignored=NOT_INDEX, at_every_cut=False)
    figure("states of the disk, none with a loss", len(states))
    for state in states:
        assert all(state.files[path].data == content for path, content in before.items())
    with_index = [state for state in states if "index.sqlite3" in state.files]
    for number, state in enumerate(sample(with_index, REOPENED)):
        root = tmp_path / "states" / str(number)
        state.write_to(root)
        with Store(DataPaths(root), claude_dir, ManualClock()) as store:
            store.refresh_index()
            assert len(store.search("needle")) == 15, state.label
            assert sorted(s.messages for s in store.summaries()) == [6, 6, 6], state.label
    assert len(with_index) > REOPENED
