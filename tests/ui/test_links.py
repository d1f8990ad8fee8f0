"""Links lead into the history, to a question, or nowhere."""

import pytest

from desktop_app.ui.links import external_url, session_link

ID = "00000000-0000-0000-0000-000000000001"


def test_a_link_into_the_history_names_conversation_and_message():
    link = session_link(f"sempre://session/-home-me/{ID}#abc-1")

    assert link is not None
    assert (link.ref.project, link.ref.session_id, link.uuid) == ("-home-me", ID, "abc-1")


def test_a_project_with_unusual_letters_is_decoded():
    link = session_link(f"sempre://session/a%20b/{ID}")

    assert link is not None
    assert link.ref.project == "a b"
    assert link.uuid == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        f"sempre://session/{ID}",
        f"sempre://session/../{ID}",
        f"sempre://session/%2e%2e/{ID}",
        f"sempre://session/a%2Fb/{ID}",
        "sempre://session/-home-me/not-an-id",
        f"sempre://other/-home-me/{ID}",
        f"http://session/-home-me/{ID}",
    ],
)
def test_anything_else_leads_nowhere(address):
    assert session_link(address) is None


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b#c", "HTTP://example.org", "mailto:someone@example.org"]
)
def test_web_and_mail_may_be_asked_about(address):
    assert external_url(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "smb://server/share",
        "vscode://x",
        "https://",
        "relative/path",
        "",
    ],
)
def test_everything_else_is_refused(address):
    assert external_url(address) is None
