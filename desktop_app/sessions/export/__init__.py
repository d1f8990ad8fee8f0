"""Conversations as files for other people: Markdown, HTML, JSON, PDF."""

from desktop_app.sessions.export.choice import ExportChoice, ExportFormat
from desktop_app.sessions.export.errors import ExportError
from desktop_app.sessions.export.exporting import (
    Exported,
    Exporting,
    ExportReport,
    export_conversation,
    export_conversations,
)

__all__ = [
    "ExportChoice",
    "ExportError",
    "ExportFormat",
    "ExportReport",
    "Exported",
    "Exporting",
    "export_conversation",
    "export_conversations",
]
