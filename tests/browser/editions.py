"""A second release of the program for the tests of updating: a line and a step of the schema more, really built."""

import shutil
import subprocess
from pathlib import Path

from tests.browser.driver import PAGE_FAULTS, PATIENCE_S, Tablet
from tests.live import ROOT

NEEDED = ("observe", "migrations", "build", "build.mjs", "package.json", "pyproject.toml")
MARK = "\ndocument.documentElement.dataset.edition = 'later';\n"
EDITION = "document.querySelector('h1[tabindex]') ? document.documentElement.dataset.edition ?? 'first' : 'leaving'"
SCHEMA = "observe/static/js/offline/store/schema.js"
STEPS = ("{ steps: PERSON_STEPS,", "{ steps: [...PERSON_STEPS, (db) => db.createObjectStore('later')],")
# Looks for a new worker and waits until it is installed, or thrown away because a file failed.
LOOK = """(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const end = new Promise((done) => {
    const follow = (worker) => {
      const tell = () => ['installed', 'redundant'].includes(worker.state) && done(worker.state);
      worker.addEventListener('statechange', tell);
      tell();
    };
    registration.addEventListener('updatefound', () => follow(registration.installing));
    const found = registration.waiting ?? registration.installing; // the browser looked by itself
    if (found) follow(found);
  });
  await registration.update();
  return Promise.race([end, new Promise((done) => setTimeout(done, PATIENCE, 'nothing new'))]);
})()""".replace("PATIENCE", str(PATIENCE_S * 1000 - 5_000))


def build_later_edition(folder: Path) -> Path:
    """The root of a copy of this checkout that is one release further."""
    root = folder / "later"
    for name in NEEDED:
        source, target = ROOT / name, root / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("dist", ".dist", "__pycache__"))
        else:
            shutil.copy2(source, target)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    with (root / "observe/static/js/capture/app.js").open("a") as script:
        script.write(MARK)
    schema = (root / SCHEMA).read_text()
    assert STEPS[0] in schema
    (root / SCHEMA).write_text(schema.replace(*STEPS))
    subprocess.run(["node", "build.mjs"], cwd=root, check=True, capture_output=True)
    return root


def edition_of(tablet: Tablet) -> str:
    """Which release the open page runs: 'first' or 'later'; 'leaving' while one page takes the place of another."""
    try:
        return tablet.evaluate(EDITION)
    except PAGE_FAULTS:
        return "leaving"


def look_for_edition(tablet: Tablet) -> str:
    """As the browser does from time to time; 'installed', 'redundant' if it failed, 'nothing new'."""
    return tablet.evaluate(LOOK)
