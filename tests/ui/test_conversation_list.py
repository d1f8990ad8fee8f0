"""The list fills at once, and becomes exact by itself."""

import asyncio

from desktop_app.sessions.store import searching as store_module
from desktop_app.ui.models.session_rows import SessionRow
from tests.fakes.transcripts import prompt, write_transcript


async def test_estimated_counts_are_not_shown_and_exact_ones_follow_the_index(
    opened, claude_dir, monkeypatch
):
    monkeypatch.setattr(store_module, "GLANCE_ABOVE_BYTES", 100_000)
    said = [prompt("x" * 1_000, cwd="/home/user/chat") for _ in range(300)]
    ref, _ = write_transcript(claude_dir / "projects", 1, prompt("Whales"), *said)
    async with opened() as shell:
        shown = shell.conversations.list
        refreshes = asyncio.Queue()
        shown.refreshed.connect(lambda: refreshes.put_nowait(shown.summary(ref)))

        shown.refresh()  # nothing yet: the first frame goes first
        assert not shown._is_refreshing
        shown.start()
        listed = await refreshes.get()
        assert listed.is_estimated
        row = SessionRow(listed, listed.last_activity)
        assert row.title == "Whales"
        assert "messages" not in row.tool_tip

        await shell._context.manager.refresh_index()
        listed = await refreshes.get()
        assert not listed.is_estimated
        assert "301 messages" in SessionRow(listed, listed.last_activity).tool_tip
        shell.conversations.stop()
