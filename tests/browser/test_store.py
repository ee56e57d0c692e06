"""The tablet's store in the three engines: what it called saved is there after a SIGKILL, with its bytes."""

import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.live import ROOT

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>S</title><script src="store.js"></script></html>'
ENTRY = """
import * as store from './observe/static/js/offline/store.js';
import * as records from './observe/static/js/offline/records.js';
globalThis.offline = { ...store, ...records };
globalThis.opened = offline.openStore('olga', { deviceId: 'tablet' });
globalThis.draftOf = (n) => ({
  rid: offline.uuid7(), parents: [], rubric: null, observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen',
  payload: { wish: 'rækker hånden op '.repeat(60) + n },
});
"""
MAKE = """opened.then(async (store) => {
  for (let n = 0; n < 40; n += 1) await store.makeVersion({ draft: await store.saveDraft(draftOf(n)) });
  await store.saveDraft(draftOf('a draft'));
  return (await store.versions()).map((row) => row.vid);
})"""
READ = """opened.then(async (store) => {
  const rows = await store.versions();
  const texts = await Promise.all(rows.map((row) => store.version(row.vid)));
  const hashes = await Promise.all(texts.map(({ text }) => offline.sha256hex(text)));
  const drafts = (await store.drafts()).map((draft) => draft.payload.wish.slice(-7));
  return { rows: rows.map(({ vid, sha256, device_seq }) => ({ vid, sha256, device_seq })), hashes, drafts };
})"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        return


@pytest.fixture
def address(tmp_path) -> Iterator[str]:
    """A page with the store's own code, bundled as it ships, on a secure origin."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE)
    bundler = ["node", "node_modules/esbuild/bin/esbuild", "--bundle", f"--outfile={folder}/store.js"]
    subprocess.run([*bundler, "--log-level=error"], cwd=ROOT, input=ENTRY, text=True, check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_what_was_called_saved_survives_a_kill(tablet, address):
    tablet.open(address)
    made = tablet.evaluate(MAKE)
    tablet.kill()
    tablet.reopen(address)
    found = tablet.evaluate(READ)
    assert [row["vid"] for row in found["rows"]] == made
    assert [row["sha256"] for row in found["rows"]] == found["hashes"]
    assert [row["device_seq"] for row in found["rows"]] == list(range(1, 41))
    assert found["drafts"] == ["a draft"]


def test_the_probe_tells_a_store_that_works_from_one_that_is_missing(tablet, address):
    tablet.open(address)
    report = tablet.evaluate("offline.probeStorage({ persist: false })")
    assert (report["ok"], report["code"], report["low"]) == (True, None, False), json.dumps(report)
    tablet.evaluate("Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true }) && true")
    assert tablet.evaluate("offline.probeStorage({ persist: false }).then((report) => report.code)") == "missing"
