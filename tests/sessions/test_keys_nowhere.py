"""A key that was used, refused and quoted by a server is in no file whatever."""

import zipfile

import pytest

from desktop_app.base.log import configure_logging
from desktop_app.base.secret import Secret
from desktop_app.engines.registry import Registry
from desktop_app.sessions.events import TurnFailed
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.support.bundle import bundle_of_store, save_bundle
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.file import save
from desktop_app.settings.model import Settings
from desktop_app.settings.secrets import Keys
from tests.fakes import anthropic_api, openai_api
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.keyrings import LockedKeyring, MemoryKeyring
from tests.fakes.openai_api import OpenAiApi

CANARIES = {"anthropic": "sk-ant-canary-4242", "openai": "sk-proj-canary-4242"}
HINT = "canary"


@pytest.fixture(autouse=True)
def loaded():
    """Load the vendors' packages outside the time that a test may take."""
    pytest.importorskip("anthropic")
    pytest.importorskip("openai")


def contents(root):
    """Yield the name and the bytes of every file, those inside archives too."""
    for path in filter(lambda each: each.is_file(), root.rglob("*")):
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path}/{name}", archive.read(name)) for name in archive.namelist())


def planned(fake, key):
    """Return what a server says: a refusal that quotes the key, a reply, a broken stream."""
    return [
        fake.refusal(401, "authentication_error", f"Incorrect API key provided: {key}"),
        fake.reply("Fine now."),
        fake.failed_inside("api_error", f"half {HINT[:3]}"),
        fake.refusal(400, "invalid_request_error", f"header authorization: Bearer {key}"),
    ]


async def use(manager, ref, engine):
    for text in ("One", "Two", "Three"):
        await manager.submit(ref, text, engine=engine)
        await manager.wait_idle(ref)


@pytest.mark.parametrize("keyring", [MemoryKeyring, LockedKeyring])
async def test_no_file_holds_a_key(store, paths, ref, tmp_path, log, keyring):
    keys = Keys(environment={}, load=keyring)
    async with AnthropicApi() as first, OpenAiApi() as second:
        first.plan = planned(anthropic_api, CANARIES["anthropic"])
        second.plan = planned(openai_api, CANARIES["openai"])
        settings = {
            "anthropic": EngineSettings(base_url=first.base_url),
            "openai": EngineSettings(base_url=second.base_url, key_in_keyring=True),
        }
        save(paths.settings_file, Settings(engines=settings))
        with configure_logging(paths.log_file):
            for name, key in CANARIES.items():
                await keys.keep(name, Secret(key))
            engines = Registry(servers=settings, keys=keys, environment={})
            async with SessionManager(store, engines) as manager:
                manager.subscribe(log)
                for name in CANARIES:
                    await use(manager, ref, name)
                await manager.refresh_index()
                await manager.backup()
                report = await manager.health(current=ref)
                bundle = await manager.run(bundle_of_store, report)
        sent = [str(request.headers) for server in (first, second) for request in server.requests]
    save_bundle(bundle, paths.root / "support.zip")

    assert all(any(key in headers for headers in sent) for key in CANARIES.values())  # it was used
    assert len(log.of(TurnFailed)) >= 2
    read = dict(contents(tmp_path))
    assert any(name.endswith(".log") for name in read)
    assert any("backups" in name and ".jsonl" in name for name in read)
    told = "".join(str(event) for event in log.events).encode()
    for name, content in (*read.items(), ("events", told)):
        assert HINT.encode() not in content, name
