"""The three engines do what the journeys rely on: a killed browser finds its rows and its worker again."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = """<!doctype html><html lang="en"><title>Engine</title><meta charset="utf-8">
<h1>Is it there?</h1><p id="answer">Nothing yet</p>
<label for="word">Word</label><input id="word"><button type="button" id="keep">Keep</button>
<script src="page.js"></script></html>"""
SCRIPT = """
navigator.serviceWorker.register('worker.js');
const opened = new Promise((done) => {
  const request = indexedDB.open('words', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('words');
  request.onsuccess = () => done(request.result);
});
const say = (text) => { document.getElementById('answer').textContent = text; };
opened.then((store) => {
  const reading = store.transaction('words').objectStore('words').get('kept');
  reading.onsuccess = () => { if (reading.result) say('Found ' + reading.result); };
});
document.getElementById('keep').addEventListener('click', async () => {
  const writing = (await opened).transaction('words', 'readwrite', { durability: 'strict' });
  writing.objectStore('words').put(document.getElementById('word').value, 'kept');
  writing.oncomplete = () => say('Saved');
});
"""
WORKER = """
const FILES = ['./', 'page.js'];
addEventListener('install', (event) => event.waitUntil(caches.open('shell').then((shell) => shell.addAll(FILES))));
addEventListener('fetch', (event) => event.respondWith(
  caches.match(event.request).then((kept) => kept ?? fetch(event.request))));
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        return


@pytest.fixture
def site(tmp_path) -> Iterator[ThreadingHTTPServer]:
    folder = tmp_path / "site"
    folder.mkdir()
    for name, content in (("index.html", PAGE), ("page.js", SCRIPT), ("worker.js", WORKER)):
        (folder / name).write_text(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_rows_and_worker_survive_a_kill_and_a_dead_server(tablet, site):
    address = f"http://localhost:{site.server_port}/"
    tablet.open(address)
    tablet.until_offline_ready()
    tablet.fill("Word", "blåbærgrød")
    tablet.press("Keep")
    tablet.see("Saved")
    tablet.kill()
    site.shutdown()
    site.server_close()
    tablet.reopen(address)
    tablet.see("Found blåbærgrød")
