"""What a conversation has used: tokens and cost in all, by model and by day."""

from collections.abc import Iterator

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop_app.base.errors import SempreError
from desktop_app.base.system_errors import reason_of
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.entries import name_of_author
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.usage import ConversationUsage, TokenCount, usage_of
from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.formats import format_count
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.store_worker import StoreWorker
from desktop_app.ui.theme import GRID_PX, SECONDARY_SCALE
from desktop_app.ui.usage_words import cost_words, tokens_read

_SHOWN_ROWS = 14

_Line = tuple[str, TokenCount | None]  # without a count it is a heading


class UsageDialog(Dialog):
    """Reads the whole conversation once, beside the window, and shows what it found."""

    def __init__(
        self, worker: StoreWorker, tasks: TaskOwner, ref: SessionRef, parent: QWidget | None = None
    ) -> None:
        title = translate("Usage", "Tokens and cost of this conversation")
        super().__init__(title, "usageDialog", parent)
        self._worker = worker
        self.add_heading(title)
        self._state = self.add_text(translate("Usage", "Being counted…"))
        self.table = _table()
        self.table.hide()
        self.page.addWidget(self.table)
        self._note = self.add_text(
            translate(
                "Usage",
                "Each reply counts once. Costs are those that an engine reported; where none did "
                "there is a dash. Tokens read include those from a server's cache.",
            ),
            SECONDARY_SCALE,
        )
        self._note.hide()
        close = self.add_button(translate("Usage", "Close"))
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.accept)
        self._task = tasks.start(self._read(ref), "count tokens")
        self.finished.connect(self._task.cancel)

    async def _read(self, ref: SessionRef) -> None:
        try:
            found = await self._worker.run(usage_of, ref)
        except SempreError as error:
            self._tell(render(error.title))
        except OSError as error:
            reason = render(reason_of(error))
            self._tell(translate("Usage", "The file can't be read: {reason}.", reason=reason))
        else:
            self._show(found)

    def _tell(self, words: str) -> None:
        self._state.setText(words)
        self.fit()

    def _show(self, found: ConversationUsage) -> None:
        if not found.total.messages:
            self._tell(translate("Usage", "No reply here says what it has used."))
            return
        self._state.hide()
        _fill(self.table, list(_lines(found)))
        self.table.show()
        self._note.show()
        margins = self.page.contentsMargins()
        widest_px = _natural_width_px(self.table) + margins.left() + margins.right()
        self.resize(min(widest_px, self.screen().availableGeometry().width()), self.height())
        self.fit()


def _lines(found: ConversationUsage) -> Iterator[_Line]:
    yield translate("Usage", "In all"), found.total
    if len(found.by_model) > 1:
        yield translate("Usage", "By model"), None
        by_tokens = sorted(found.by_model.items(), key=lambda item: -tokens_read(item[1]))
        yield from ((name_of_author(model), count) for model, count in by_tokens)
    if found.by_day:
        yield translate("Usage", "By day"), None
        for day, count in sorted(found.by_day.items(), reverse=True):
            name = QLocale().toString(
                QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat
            )
            yield name, count


def _table() -> QTableWidget:
    table = QTableWidget(0, 5)
    table.setObjectName("usageTable")
    table.setAccessibleName(translate("Usage", "Tokens and cost"))
    table.setHorizontalHeaderLabels(
        [
            "",
            translate("Usage", "Replies"),
            translate("Usage", "Tokens read"),
            translate("Usage", "Written"),
            translate("Usage", "Cost"),
        ]
    )
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.viewport().setAutoFillBackground(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * GRID_PX)
    table.setStyleSheet(
        "QHeaderView, QHeaderView::section { background: transparent; border: none; }"
        f"QHeaderView::section {{ padding: {GRID_PX}px {2 * GRID_PX}px; }}"
        f"QTableWidget::item {{ padding: 0 {2 * GRID_PX}px; }}"
    )
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, lines: list[_Line]) -> None:
    table.setRowCount(len(lines))
    for row, (name, count) in enumerate(lines):
        _put(table, row, 0, name, is_bold=count is None or row == 0)
        if count is not None:
            _put(table, row, 1, format_count(count.messages))
            _put(table, row, 2, format_count(tokens_read(count)))
            _put(table, row, 3, format_count(count.output_tokens))
            _put(table, row, 4, cost_words(count.cost_usd))
    shown = min(len(lines), _SHOWN_ROWS)
    row_px = table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(row_px * shown + table.horizontalHeader().sizeHint().height() + 2)


def _natural_width_px(table: QTableWidget) -> int:
    """Return the width at which no text is cut."""
    header = table.horizontalHeader()
    columns = range(table.columnCount())
    wanted = (max(table.sizeHintForColumn(n), header.sectionSizeHint(n)) for n in columns)
    return sum(wanted) + 2 * GRID_PX


def _put(table: QTableWidget, row: int, column: int, text: str, *, is_bold: bool = False) -> None:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    if column:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if is_bold:
        font = QFont(table.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
    table.setItem(row, column, item)
