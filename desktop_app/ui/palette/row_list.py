"""The palette's rows as a Qt model, and a view that goes from one choosable row to the next."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop_app.ui.i18n import translate
from desktop_app.ui.palette.row_delegate import ROW_ROLE, RowDelegate
from desktop_app.ui.palette.rows import PaletteRow
from desktop_app.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class Step(IntEnum):
    """How far a key goes."""

    UP = -1
    DOWN = 1
    PAGE_UP = -8
    PAGE_DOWN = 8


class RowModel(QAbstractListModel):
    """Rows for the view; lives on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PaletteRow] = ()

    def set_rows(self, rows: Sequence[PaletteRow]) -> None:
        """Show `rows` in place of what was shown."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def add_rows(self, rows: Sequence[PaletteRow]) -> None:
        """Show `rows` below what is shown; nothing above them moves."""
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
        self.rows = (*self.rows, *rows)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Look one thing up."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only rows be chosen that do something."""
        if not index.isValid() or not self.rows[index.row()].is_choosable:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowList(QListView):
    """The rows. The field above keeps the focus and the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paletteList")
        self.setAccessibleName(translate("Palette", "What was found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.rows = RowModel(self)
        self._delegate = RowDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)

    @property
    def current(self) -> PaletteRow | None:
        """The row that Enter chooses."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def choose_first(self) -> None:
        """Make the first row current that does something; its heading stays in sight."""
        self.scrollToTop()
        places = self._choosable()
        if places:
            self.setCurrentIndex(self.rows.index(places[0]))
            self.scrollToTop()

    def go(self, step: Step) -> None:
        """Make another row current; a single step goes round at the ends."""
        places = self._choosable()
        if not places:
            return
        here = self.currentIndex().row()
        place = places.index(here) + step if here in places else 0
        if step in (Step.UP, Step.DOWN):
            place %= len(places)
        place = min(max(place, 0), len(places) - 1)
        if place == 0:
            self.choose_first()
        else:
            self.setCurrentIndex(self.rows.index(places[place]))

    def _choosable(self) -> list[int]:
        return [place for place, row in enumerate(self.rows.rows) if row.is_choosable]
