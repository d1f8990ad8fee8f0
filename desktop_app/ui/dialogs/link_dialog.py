"""Asks before a link leaves the application, and shows where it really leads."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.i18n import translate
from desktop_app.ui.links import external_url

_SHOWN_LINES = 4


class LinkDialog(Dialog):
    """The whole address of a link, and the choice what to do with it.

    The address is shown as it will be sent (international names in their ASCII form), so that a
    look-alike name is seen. Anything but web and mail addresses can only be copied.
    """

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        self._url = external_url(url)
        if self._url is None:
            title = translate("LinkDialog", "This link is not opened")
        else:
            title = translate("LinkDialog", "Open this link?")
        super().__init__(title, "linkDialog", parent)
        self._address = _encoded(url)
        self.add_heading(title)
        self._note = self.add_text(self._explanation())
        self._add_address()
        cancel = self.add_button(translate("LinkDialog", "Cancel"))
        copy = self.add_button(translate("LinkDialog", "Copy link"))
        opens = self.add_button(self._opening(), "primary")
        cancel.setObjectName("linkCancelButton")
        copy.setObjectName("linkCopyButton")
        opens.setObjectName("linkOpenButton")
        opens.setVisible(self._url is not None)
        expected = cancel if self._url is None else opens
        expected.setDefault(True)
        expected.setFocus()
        cancel.clicked.connect(self.reject)
        copy.clicked.connect(self._on_copy)
        opens.clicked.connect(self._on_open)

    def _host(self) -> str:
        """Return the machine that a web address names; a mail address names none."""
        if self._url is None:
            return ""
        return self._url.host(QUrl.ComponentFormattingOption.FullyEncoded)

    def _opening(self) -> str:
        if self._host():
            return translate("LinkDialog", "Open in browser")
        return translate("LinkDialog", "Write a mail")

    def _explanation(self) -> str:
        if self._url is None:
            return translate(
                "LinkDialog",
                "This is not a web or mail address, so Sempre does not open it. You can copy it.",
            )
        host = self._host()
        if not host:
            return translate("LinkDialog", "Your mail program would open it.")
        return translate("LinkDialog", "Your browser would open a page of {host}.", host=host)

    def _add_address(self) -> None:
        address = QPlainTextEdit(self._address)
        address.setObjectName("linkAddress")
        address.setAccessibleName(translate("LinkDialog", "Address of the link"))
        address.setReadOnly(True)
        address.setTabChangesFocus(True)
        margins_px = 2 * (round(address.document().documentMargin()) + address.frameWidth())
        address.setFixedHeight(_SHOWN_LINES * address.fontMetrics().lineSpacing() + margins_px)
        self.page.addWidget(address)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.accept()

    def _on_open(self) -> None:
        if self._url is not None and QDesktopServices.openUrl(self._url):
            self.accept()
            return
        self._note.setText(
            translate("LinkDialog", "No program could be started for it. Copy the link instead.")
        )
        self.fit()


def _encoded(address: str) -> str:
    return QUrl(address).toString(QUrl.ComponentFormattingOption.FullyEncoded) or address
