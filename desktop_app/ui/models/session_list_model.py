"""The list of conversations as a Qt model: rows under headings, narrowed by a filter."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary
from desktop_app.ui.models.session_rows import HeadingRow, Row, SessionRow, filtered, rows_of

Index = QModelIndex | QPersistentModelIndex


class SessionListRole(IntEnum):
    """What the view and the delegate ask for besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    IS_HEADING = Qt.ItemDataRole.UserRole + 2
    REF = Qt.ItemDataRole.UserRole + 3


class SessionListModel(QAbstractListModel):
    """Rows for a list view. Selections and scrolling survive an update; lives on its thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._places: dict[SessionRef, int] = {}
        self._filter = ""

    def set_summaries(self, summaries: Sequence[Summary], now: datetime) -> None:
        """Show `summaries`, which come latest activity first."""
        self._all = rows_of(summaries, now)
        self._show(filtered(self._all, self._filter))

    def set_filter(self, text: str) -> None:
        """Show only the conversations that hold every word of `text`."""
        if text != self._filter:
            self._filter = text
            self._show(filtered(self._all, text))

    @property
    def conversations(self) -> int:
        """How many conversations there are, shown or not."""
        return sum(isinstance(row, SessionRow) for row in self._all)

    @property
    def shown_refs(self) -> tuple[SessionRef, ...]:
        """The conversations that are shown, from top to bottom."""
        return tuple(self._places)

    def place_of(self, ref: SessionRef) -> QModelIndex:
        """Return where `ref` is shown; an invalid index where it is not."""
        row = self._places.get(ref)
        return QModelIndex() if row is None else self.index(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows shown, headings included."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Look one thing up."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if role == SessionListRole.ROW:
            return row
        if role == SessionListRole.IS_HEADING:
            return isinstance(row, HeadingRow)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return None if isinstance(row, HeadingRow) else _session_data(row, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only conversations be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.data(index, SessionListRole.IS_HEADING):
            return Qt.ItemFlag.ItemNeverHasChildren
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def _show(self, rows: list[Row]) -> None:
        """Take `rows` in place; whatever points at a conversation goes on pointing at it."""
        before = self._shown
        if [_key(row) for row in rows] == [_key(row) for row in before]:
            self._shown = rows
            self._announce_changes(before)
            return
        self.layoutAboutToBeChanged.emit()
        pointing = self.persistentIndexList()
        self._shown = rows
        self._places = {
            row.ref: place for place, row in enumerate(rows) if isinstance(row, SessionRow)
        }
        moved = [
            self.place_of(row.ref)
            if isinstance(row := before[index.row()], SessionRow)
            else QModelIndex()
            for index in pointing
        ]
        self.changePersistentIndexList(pointing, moved)
        self.layoutChanged.emit()

    def _announce_changes(self, before: list[Row]) -> None:
        """Tell which rows are different; ages grow silently, the view paints them anew anyway."""
        changed = [
            place for place, row in enumerate(before) if _facts(row) != _facts(self._shown[place])
        ]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))


def _session_data(row: SessionRow, role: int) -> object:
    match role:
        case SessionListRole.REF:
            return row.ref
        case Qt.ItemDataRole.ToolTipRole:
            return row.tool_tip
        case Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        case _:
            return None


def _key(row: Row) -> SessionRef | str:
    return row.ref if isinstance(row, SessionRow) else row.title


def _facts(row: Row) -> Summary | str:
    return row.summary if isinstance(row, SessionRow) else row.title
