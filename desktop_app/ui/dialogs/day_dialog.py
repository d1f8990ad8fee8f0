"""Asks for the day to which the transcript is to go."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCalendarWidget, QWidget

from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.i18n import translate


class DayDialog(Dialog):
    """A calendar; a double click or Return on a day chooses it."""

    dayChosen = Signal(object)  # date

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        heading = translate("DayDialog", "Go to a day")
        super().__init__(heading, "dayDialog", parent)
        self.add_heading(heading)
        self.add_text(
            translate("DayDialog", "Shows the first message of that day, or the next one after it.")
        )
        self.calendar = QCalendarWidget()
        self.calendar.setObjectName("dayCalendar")
        self.calendar.setAccessibleName(translate("DayDialog", "Day"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setMaximumDate(QDate(today.year, today.month, today.day))
        self.calendar.activated.connect(self._on_chosen)
        self.page.addWidget(self.calendar)
        cancel = self.add_button(translate("DayDialog", "Cancel"))
        cancel.clicked.connect(self.reject)
        self._go = self.add_button(translate("DayDialog", "Go"), "primary")
        self._go.setObjectName("dayGoButton")
        self._go.setDefault(True)
        self._go.clicked.connect(self._on_chosen)
        self.calendar.setFocus()

    def _on_chosen(self) -> None:
        day = self.calendar.selectedDate()
        self.dayChosen.emit(date(day.year(), day.month(), day.day()))
        self.accept()
