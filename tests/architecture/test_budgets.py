"""Small at the tail: lines a file or function may have. An exception has a name and a reason."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, body_lines, files, functions, is_view, modules, name_of

# (folder, pattern) → (budget in lines, hard limit that no exception passes).
FILES = {
    ("observe", "*.py"): (200, 300),
    ("benchmarks", "*.py"): (200, 300),
    ("observe/static/js", "*.js"): (150, 200),
    ("build", "*.mjs"): (150, 200),
    ("observe/static/css", "*css"): (150, 200),
    ("observe/templates", "_*.html"): (40, 60),
    ("observe/templates", "[!_]*.html"): (90, 120),
    ("tests", "*.py"): (300, 300),
    ("tests", "*.js"): (300, 300),
}
FUNCTION, FUNCTION_HARD, VIEW, CREATE_APP = 25, 50, 20, 60
LARGER_FILES: dict[str, str] = {
    "observe/errors/__init__.py": "the one list of refusals",
}
# As module:function.
LONGER_FUNCTIONS: dict[str, str] = {
    "observe.models.versions.projection:_row": "one line for each column",
}
OPENINGS = {
    ".py": ('"""', "#!"),
    ".js": ("//", "/**"),
    ".mjs": ("//",),
    ".css": ("/*",),
    ".scss": ("//",),
    ".html": ("{#",),
}


def over(lines: int, budget: int, hard: int, is_excepted: bool) -> bool:
    return lines > (hard if is_excepted else budget)


def too_long(path: Path, budget: int, hard: int) -> list[str]:
    lines = len(path.read_text().splitlines())
    return [f"{name_of(path)}: {lines} lines"] if over(lines, budget, hard, name_of(path) in LARGER_FILES) else []


def long_functions(module: str, tree: ast.AST) -> list[str]:
    return [
        f"{module}:{function.name}: {body_lines(function)} lines"
        for function in functions(tree)
        if over(
            body_lines(function),
            VIEW if is_view(function) else FUNCTION,
            FUNCTION_HARD,
            f"{module}:{function.name}" in LONGER_FUNCTIONS,
        )
    ]


def unopened(path: Path) -> list[str]:
    """A file whose first line does not say what it is for; an empty one only makes a package of a folder of tests."""
    text = path.read_text()
    first = text.split("\n", 1)[0]
    if not text and "tests" in path.parts:
        return []
    return [] if first.startswith(OPENINGS[path.suffix]) else [f"{name_of(path)}: {first[:40]!r}"]


@pytest.mark.parametrize(("place", "limits"), FILES.items(), ids=lambda value: "/".join(map(str, value)))
def test_files_keep_their_budget(place, limits):
    assert [fault for path in files(*place) for fault in too_long(path, *limits)] == []


def test_functions_keep_their_budget():
    assert [fault for module, tree in modules().items() for fault in long_functions(module, tree)] == []


def test_create_app_fits_on_a_page():
    assert len((ROOT / "observe/__init__.py").read_text().splitlines()) <= CREATE_APP


def test_the_first_line_says_what_a_file_is_for():
    ours = [path for folder, pattern in FILES for path in files(folder, pattern)]
    assert [fault for path in ours for fault in unopened(path)] == []


def test_exceptions_are_still_needed():
    needed = {name_of(path): limits[0] for place, limits in FILES.items() for path in files(*place)}
    spare = [name for name in LARGER_FILES if len((ROOT / name).read_text().splitlines()) <= needed[name]]
    assert spare == []


def test_the_rules_find_bad_examples(tmp_path):
    long = "\n".join(["@room.get('/')", "def page():", '    """Words', '    more words"""', *["    x = 1"] * 21])
    assert long_functions("observe.web.x", ast.parse(long)) == ["observe.web.x:page: 21 lines"]
    assert long_functions("observe.web.x", ast.parse(long.removeprefix("@room.get('/')\n"))) == []
    assert over(201, 200, 300, is_excepted=False)
    assert not over(201, 200, 300, is_excepted=True)
    assert over(301, 200, 300, is_excepted=True)
