"""What an engine waits for is said above the composer, and taken back when it goes on."""

from datetime import timedelta

from desktop_app.base.messages import message
from desktop_app.engines.base import Notice, TextDelta, Waiting
from tests.fakes.engines import final
from tests.fakes.windows import until

OVERLOADED = message("Test", "The server is overloaded.")


async def _wait(shell, factory, of=6):
    await shell._context.manager.submit(shell.conversations.current, "Hello")
    await until(lambda: bool(factory.made and factory.latest.turns))
    factory.latest.send(Waiting(OVERLOADED, 8.0, 2, of))
    await until(shell.upkeep.steering.waiting.isVisible)


async def _end(shell, factory):
    factory.latest.send(final("Done."))
    await shell._context.manager.wait_idle()


async def test_a_wait_is_said_counted_down_and_over_with_the_next_word(steered, factory, clock):
    async with steered() as shell:
        await _wait(shell, factory)
        line = shell.upkeep.steering.waiting
        assert line.text() == "The server is overloaded. Trying again in 8 s, attempt 2 of 6."
        assert shell.chat.composer.stop_button.isVisible()
        clock.advance(timedelta(seconds=5))
        line._second.timeout.emit()
        assert "in 3 s" in line.text()
        clock.advance(timedelta(seconds=5))
        line._second.timeout.emit()
        assert "Trying again now" in line.text()
        factory.latest.send(TextDelta("At last"))
        await until(lambda: not line.isVisible())
        await _end(shell, factory)


async def test_a_wait_is_said_in_its_conversation_only(steered, factory):
    async with steered() as shell:
        await _wait(shell, factory, of=0)
        line, first = shell.upkeep.steering.waiting, shell.conversations.current
        assert line.text().endswith("attempt 2.")
        shell.conversations.begin()
        await until(lambda: not line.isVisible())
        assert not line._second.isActive()
        shell.conversations.open(first)
        await until(line.isVisible)
        await shell._context.manager.stop(first)
        await until(lambda: not line.isVisible())


async def test_what_does_not_end_the_turn_is_told_in_the_banner(steered, factory):
    async with steered() as shell:
        await shell._context.manager.submit(shell.conversations.current, "Hello")
        await until(lambda: bool(factory.made and factory.latest.turns))
        factory.latest.send(Notice(message("Test", "Its own file is lost.")))
        await until(lambda: shell.window.banner.notice is not None)
        assert shell.window.banner.notice.title == "Its own file is lost."
        await _end(shell, factory)
