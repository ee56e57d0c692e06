"""Names come from the glossary; words that say nothing, or say the wrong thing here, name nothing of ours."""

import ast
import re

from tests.architecture.source import files, modules, name_of, script_code

REFUSED = {"session", "score", "user", "data", "info", "manager", "helper", "helpers", "utils", "util", "item", "items",
           "process", "handle", "handler"}  # fmt: skip
# Whole names that stand for a thing of a library, or that the library asks for.
ALLOWED = {
    "session": "SQLAlchemy's session, passed as an argument; a lesson is never called so",
    "FormData": "the browser's",
    "data": "observe.data, the folder of what is shipped; a message's payload in the browser's own events",
    "items": "the method of every dictionary",
    "smtp_user": "what every mail server calls it",
    "process_bind_param": "the hook of SQLAlchemy's types",
    "process_result_value": "the hook of SQLAlchemy's types",
    "handle_error": "the hook of flask-smorest's blueprints",
}
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
SCRIPT_NAME = re.compile(r"\b(?:const|let|var|function\*?|class)\s+([A-Za-z_$][\w$]*)")


def refused(name: str) -> bool:
    return name not in ALLOWED and bool({word.lower() for word in WORDS.findall(name)} & REFUSED)


def given_names(tree: ast.AST) -> set[str]:
    """What this source calls its own: functions, classes, arguments and variables; not what it imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def test_names_in_python():
    faults = [f"{module}: {name}" for module, tree in modules().items() for name in given_names(tree) if refused(name)]
    assert sorted(faults) == []


def test_names_in_scripts():
    scripts = {name_of(path): script_code(path.read_text()) for path in files("observe/static/js", "*.js")}
    faults = [
        f"{file}: {name}" for file, text in scripts.items() for name in SCRIPT_NAME.findall(text) if refused(name)
    ]
    assert sorted(faults) == []


def test_names_of_files():
    ours = [*files("observe", "*.*"), *files("tests", "*.*")]
    names = {name_of(path): path.name.split(".")[0].removeprefix("test_") for path in ours}
    assert [name for name, stem in names.items() if refused(stem)] == []


def test_the_rules_find_bad_examples():
    bad = ast.parse("def process_items(user_data): total_score = 1\nclass LessonSession: pass")
    assert {name for name in given_names(bad) if refused(name)} == {
        "process_items", "user_data", "total_score", "LessonSession",
    }  # fmt: skip
    assert refused("teacherScore")
    assert not refused("scoreboard")
    assert not refused("processing")
