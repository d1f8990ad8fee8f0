"""Shipped files are found; a missing one is named."""

import pytest

from desktop_app.base.resources import resource_path


def test_shipped_files_are_found():
    assert resource_path("translations", "sempre_pt_BR.ts").is_file()


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match=r"resources/icons/no-such\.svg"):
        resource_path("icons", "no-such.svg")
