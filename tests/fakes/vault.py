"""Names and looks for tests of the vault."""

from pathlib import Path

from desktop_app.claude_code.vault import Vault

PROJECT = "-home-ana-shop"
ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"


def content_of(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def link_of(vault: Vault, path: Path) -> Path:
    return vault.projects / path.relative_to(vault.claude_projects)


def copy_of(vault: Vault, path: Path) -> Path:
    return vault.copies / path.relative_to(vault.claude_projects)
