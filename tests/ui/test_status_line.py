"""The line that is always there."""

import pytest
from PySide6.QtCore import QLocale

from desktop_app.ui.status_line import Keeping, StatusLine
from desktop_app.ui.theme import DARK, LIGHT


@pytest.fixture
def line(qtbot):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    widget = StatusLine(0, 0)
    qtbot.addWidget(widget)
    widget.resize(600, 28)
    widget.show()
    yield widget
    QLocale.setDefault(before)


def test_before_sizes_are_known_the_promise_stands(line):
    assert line.text() == "timeout=0 · cleanup=0 · saved"


def test_it_tells_the_promise_the_sizes_and_that_all_is_saved(line):
    line.set_sizes(12_400_000, 1_200_000_000)

    assert line.text() == "timeout=0 · cleanup=0 · this 12.4 MB · all 1.2 GB · saved"
    assert line.accessibleName() == line.text()


@pytest.mark.parametrize(
    ("keeping", "word"),
    [(Keeping.SAVED, "saved"), (Keeping.SAVING, "saving…"), (Keeping.NOT_SAVED, "not saved")],
)
def test_the_state_is_a_word_and_not_a_colour_alone(line, keeping, word):
    line.set_keeping(keeping)

    assert line.text().endswith(f"· {word}")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_not_saved_is_painted_as_danger(line, theme):
    line.set_theme(theme)
    line.set_keeping(Keeping.NOT_SAVED)
    image = line.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(600) for y in range(28)}

    assert theme.danger.name() in colors
    assert theme.ok.name() not in colors


def test_a_click_is_told(qtbot, line):
    with qtbot.waitSignal(line.clicked):
        line.click()
