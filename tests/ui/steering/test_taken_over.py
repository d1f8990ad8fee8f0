"""What an engine writes into its own file besides the reply appears when the turn is over."""

from dataclasses import replace

from desktop_app.sessions.records import RecordContext, encode_line, new_uuid
from tests.fakes.engines import SteeredEngine, final
from tests.fakes.windows import until


class KeepingEngine(SteeredEngine):
    """Keeps a transcript of its own, as Claude Code does."""

    def __init__(self) -> None:
        super().__init__()
        self.capabilities = replace(self.capabilities, keeps_transcript=True)


async def test_rows_that_came_with_the_reply_are_shown(steered, factory, clock):
    factory._make = KeepingEngine
    async with steered() as shell:
        manager, ref, model = shell._context.manager, shell.conversations.current, shell.chat.model
        prompt = await manager.submit(ref, "Hello")
        await until(lambda: bool(factory.made and factory.latest.turns))
        path = factory.latest.turns[0].transcript.path
        path.parent.mkdir(parents=True)
        own = RecordContext(ref.session_id, "/work").user(
            "Typed there", uuid=new_uuid(), parent_uuid=prompt.uuid, now=clock.now()
        )
        path.write_bytes(encode_line({**own, "entrypoint": "cli"}))
        factory.latest.send(final("Known."))
        await manager.wait_idle()
        await until(lambda: model.rowCount() == 3)
        texts = [model.entry(row).text for row in range(3)]
        assert sorted(texts) == ["Hello", "Known.", "Typed there"]
        assert shell.window.banner.notice is None
        assert not shell.chat._strip.isVisible()


async def test_a_conversation_of_claude_code_s_goes_on_without_a_word_of_its_copy(
    steered, factory, real_claude_dir
):
    session_id = "00000000-0000-0000-0000-000000000060"
    async with steered(claude_dir=real_claude_dir, session_id=session_id) as shell:
        model, rows = shell.chat.model, shell.chat.model.rowCount()
        await shell._context.manager.submit(shell.conversations.current, "Go on")
        await until(lambda: bool(factory.made and factory.latest.turns))
        factory.latest.send(final("Known."))
        await shell._context.manager.wait_idle()
        await until(lambda: not shell.chat.history.is_reading)
        assert model.rowCount() == rows + 2
        assert [model.entry(row).text for row in (rows, rows + 1)] == ["Go on", "Known."]
        assert not shell.chat._strip.isVisible()
