"""A crash is offered to the next start: a banner with the report, over the whole conversation."""

from tests.fakes.windows import running, until

REPORT = "Fatal Python error: Segmentation fault"


async def test_the_report_of_a_crash_is_offered_and_copied(opened, qapp):
    async with opened() as shell:
        shell.last_crash = REPORT
        async with running(shell):
            banner = shell.window.banner
            await until(lambda: banner.notice is not None)
            assert "ended by itself" in banner.notice.title
            assert banner.notice.action == "Copy the report"
            banner.actionTriggered.emit(banner.notice)
            assert qapp.clipboard().text() == REPORT


async def test_a_start_after_an_end_in_good_order_says_nothing(opened):
    async with opened() as shell, running(shell):
        assert shell.last_crash == ""
        assert shell.window.banner.notice is None
