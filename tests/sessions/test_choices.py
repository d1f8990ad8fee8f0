"""What was chosen for a conversation stays chosen."""

from desktop_app.engines.base import TurnChoices
from desktop_app.sessions.choices import FILE_NAME, Choices
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, SessionRef

REF = SessionRef("-work", DEFAULT_SESSION_ID)


def test_choices_survive_a_restart_and_defaults_leave_no_trace(tmp_path):
    chosen = TurnChoices(model="opus", permission_mode="plan", cwd="/elsewhere")
    Choices(tmp_path).save(REF, chosen)
    later = Choices(tmp_path)
    assert later.of(REF) == chosen
    assert later.of(SessionRef("-other", DEFAULT_SESSION_ID)) == TurnChoices()
    later.save(REF, TurnChoices())
    assert (tmp_path / FILE_NAME).read_bytes() == b"{}"


def test_a_broken_file_is_set_aside(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"{broken")
    assert Choices(tmp_path).of(REF) == TurnChoices()
    assert (tmp_path / f"{FILE_NAME}.broken").read_bytes() == b"{broken"


def test_a_file_that_cannot_be_read_is_no_choice(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    assert Choices(tmp_path).of(REF) == TurnChoices()


def test_the_engine_stands_beside_the_other_choices(tmp_path):
    choices = Choices(tmp_path)
    choices.save_engine(REF, "openai")
    choices.save(REF, TurnChoices(model="large"))
    later = Choices(tmp_path)
    assert (later.engine(REF), later.of(REF).model) == ("openai", "large")
    later.save(REF, TurnChoices())
    assert later.engine(REF) == "openai"
    later.save_engine(REF, "")
    assert (tmp_path / FILE_NAME).read_bytes() == b"{}"
