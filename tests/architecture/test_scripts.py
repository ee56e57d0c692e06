"""The floors of the notebook's JavaScript: offline knows no page, capture no storage and no network."""

import re

from tests.architecture.source import ROOT, files, name_of, script_code

SCRIPTS = "observe/static/js"
PAGE = r"\b(document|window|HTMLElement|customElements|alert|location)\b(?!:)"
STORAGE = (
    r"\b(indexedDB|localStorage|sessionStorage|caches|fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b\s*[.(]"
)
# folder → (what must not stand in its code, folders of ours that it may import).
RULES = {
    "offline": (PAGE, ("offline",)),
    "capture": (STORAGE, ("capture", "offline", "components")),
    "worker": (r"\b(document|window)\b", ("worker", "offline")),
    "components": (r"\bindexedDB\b", ("components",)),
}
IMPORT = re.compile(r"""(?:\bfrom\s+|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]""")
DANGEROUS = re.compile(r"\.(innerHTML|outerHTML|insertAdjacentHTML)\b|\beval\(|new Function\(|document\.write")


def touching(folder: str, name: str, text: str) -> list[str]:
    pattern = re.compile(RULES[folder][0])
    return [f"{name}: {found.group(0)}" for found in pattern.finditer(script_code(text))]


def straying(folder: str, name: str, text: str) -> list[str]:
    """Imports of our own folders that this folder may not know."""
    allowed = RULES[folder][1]
    reached = [(target, (ROOT / name).parent.joinpath(target).resolve()) for target in IMPORT.findall(text)]
    own = ROOT / SCRIPTS
    return [
        f"{name}: {target}"
        for target, path in reached
        if not path.is_relative_to(own) or path.relative_to(own).parts[0] not in allowed
    ]


def scripts(folder: str) -> list[tuple[str, str]]:
    return [(name_of(path), path.read_text()) for path in files(f"{SCRIPTS}/{folder}", "*.js")]


def test_each_folder_keeps_to_what_it_may_touch():
    assert [fault for folder in RULES for script in scripts(folder) for fault in touching(folder, *script)] == []


def test_each_folder_imports_what_it_may_know():
    assert [fault for folder in RULES for script in scripts(folder) for fault in straying(folder, *script)] == []


def test_text_is_never_parsed_as_markup():
    found = [(name, DANGEROUS.search(script_code(text))) for folder in RULES for name, text in scripts(folder)]
    assert [f"{name}: {hit.group(0)}" for name, hit in found if hit] == []


def test_the_rules_find_bad_examples():
    name = f"{SCRIPTS}/offline/core.js"
    assert touching("offline", name, "document.querySelector('p')")
    assert not touching("offline", name, "// the document\nconst text = 'window';")
    assert touching("capture", name, "await fetch('/sync')")
    assert straying("offline", name, "import { show } from '../capture/app.js';")
    assert straying("worker", f"{SCRIPTS}/worker/worker.js", "import('../capture/app.js')")
    assert DANGEROUS.search("note.innerHTML = text")
