"""Printing never raises: not for closed readers, full disks or missing streams."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from desktop_app.cli.output import Output, standard_output


def test_everything_is_utf8_whatever_the_stream_says(monkeypatch):
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    output = standard_output()
    output.line("olá 😀 \ud800")
    output.flush()
    assert buffer.getvalue() == "olá 😀 \ufffd\n".encode()


def test_text_printed_before_stays_in_front(monkeypatch):
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="utf-8")
    stream.write("first ")
    monkeypatch.setattr(sys, "stdout", stream)
    standard_output().text("second")
    assert buffer.getvalue() == b"first second"


def test_without_a_stream_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    output = standard_output()
    output.line("x")
    output.flush()
    assert not output.is_open


def test_a_reader_that_left_ends_the_output_quietly():
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as stream:
        output = Output(stream)
        output.text("seen")
        os.close(reading)
        output.text("unseen")
        output.line("more")
        assert not output.is_open
        assert output.failure is None


def test_a_full_disk_is_remembered():
    with Path("/dev/full").open("wb") as stream:
        output = Output(stream)
        output.line("x")
        output.flush()
        assert output.failure is not None
        assert output.failure.errno == errno.ENOSPC
        output.line("dropped")


def test_a_closed_stream_is_no_failure():
    stream = io.BytesIO()
    stream.close()
    output = Output(stream)
    output.line("x")
    assert not output.is_open
    assert output.failure is None


@pytest.mark.parametrize("value", [{"a": 1}, [], [{"x": "\ud800"}]])
def test_a_document_ends_with_a_newline(value):
    buffer = io.BytesIO()
    Output(buffer).document(value)
    assert buffer.getvalue().endswith(b"\n")
