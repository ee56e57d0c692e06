"""Imports go down only, and what a floor may not touch it does not touch."""

import ast

from tests.architecture.source import functions, imports, modules

# 1 ground, 2 records, 3 judgement, 4 exchange, 5 doors, from 6 entry; neighbours on one floor do not know each other.
FLOORS = {
    "clock": 1, "config": 1, "data": 1, "errors": 1, "extensions": 1,
    "models": 2,
    "policy": 3, "aggregates": 3,
    "exchange": 4,
    "web": 5, "sync": 5,
    "": 6, "cli": 7, "__main__": 8,
}  # fmt: skip
PURE = ("models", "policy", "aggregates")
# The viewer, the request and the application are arguments there, never ambient.
NOT_IN_PURE = (
    "flask",
    "flask_login",
    "flask_babel",
    "flask_sqlalchemy",
    "werkzeug",
    "marshmallow",
    "observe.extensions",
)
NEVER_COMMIT = (*PURE, "exchange")
# Large, or wanted by one command alone: imported where they are used.
IMPORTED_LATE = ("numpy", "krippendorff", "typst", "xlsxwriter")
# Counting that is no figure about observations, as module:function, with the reason.
MAY_COUNT = {
    "observe.models.attempts:check": "throttling counts tries at a password",
    "observe.models.retention:n_records": "how much is kept, to know what would be too much to delete unasked",
    "observe.web.loaders:_count_unread": "the badge: how much of one's own mail is unread",
}
# `accept` is the one way in for versions.
CALLERS_OF_ACCEPT = {
    "observe.sync.push",
    "observe.exchange.capsule",
    "observe.cli.demo.self_ratings",
    "observe.cli.demo.tablets",
    "observe.cli.generate.filling",
}


def room(module: str) -> str:
    return module.removeprefix("observe").removeprefix(".").split(".")[0]


def upward(module: str, tree: ast.AST, known: frozenset[str]) -> list[str]:
    """Imports from a higher floor, or from a neighbour on the same."""
    ours = FLOORS[room(module)]
    reached = [(name, line) for name, line in imports(tree, known) if name.split(".")[0] == "observe"]
    return [
        f"{module}:{line} imports {name}"
        for name, line in reached
        if room(name) != room(module) and FLOORS[room(name)] >= ours
    ]


def impure(module: str, tree: ast.AST) -> list[str]:
    return [
        f"{module}:{line} imports {name}"
        for name, line in imports(tree, frozenset(NOT_IN_PURE))
        if any(name == banned or name.startswith(f"{banned}.") for banned in NOT_IN_PURE)
    ]


def late(module: str, tree: ast.AST) -> list[str]:
    return [
        f"{module}:{line} imports {name} inside {function.name}"
        for function in functions(tree)
        for name, line in imports(function)
        if name.split(".")[0] not in IMPORTED_LATE
    ]


def calls(tree: ast.AST, owner: str | None, names: tuple[str, ...]) -> list[int]:
    """Lines where ``owner.name(...)`` is called; any owner where it is None."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        node.lineno
        for node in found
        if node.func.attr in names
        and (owner is None or (isinstance(node.func.value, ast.Name) and node.func.value.id == owner))
    ]


def counting(module: str, tree: ast.AST) -> list[str]:
    return [
        f"{module}:{line} counts rows in {function.name}"
        for function in functions(tree)
        for line in calls(function, "func", ("avg", "sum", "count"))
        if f"{module}:{function.name}" not in MAY_COUNT
    ]


def ambient_time(module: str, tree: ast.AST) -> list[str]:
    read = calls(tree, "datetime", ("now", "utcnow", "today")) + calls(tree, "date", ("today",))
    return [f"{module}:{line} reads the clock" for line in read + calls(tree, "time", ("time", "time_ns"))]


def test_imports_go_down_only():
    known = frozenset(modules())
    assert [fault for module, tree in modules().items() for fault in upward(module, tree, known)] == []


def test_records_and_judgement_know_no_web():
    pure = {module: tree for module, tree in modules().items() if room(module) in PURE}
    assert [fault for module, tree in pure.items() for fault in impure(module, tree)] == []


def test_imports_stand_at_the_top():
    assert [fault for module, tree in modules().items() for fault in late(module, tree)] == []


def test_figures_are_counted_in_aggregates_queries_alone():
    others = {name: tree for name, tree in modules().items() if not name.startswith("observe.aggregates.queries")}
    assert [fault for module, tree in others.items() for fault in counting(module, tree)] == []


def test_only_doors_and_commands_commit():
    below = {module: tree for module, tree in modules().items() if room(module) in NEVER_COMMIT}
    assert [f"{module}:{line}" for module, tree in below.items() for line in calls(tree, None, ("commit",))] == []


def test_only_the_clock_reads_the_clock():
    others = {module: tree for module, tree in modules().items() if module != "observe.clock"}
    assert [fault for module, tree in others.items() for fault in ambient_time(module, tree)] == []


def test_versions_enter_by_one_way_and_its_callers_are_known():
    entry = "observe.models.versions"
    callers = {
        module
        for module, tree in modules().items()
        if not module.startswith(entry)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(entry)
        if any(alias.name == "accept" for alias in node.names)
    }
    assert callers <= CALLERS_OF_ACCEPT


def test_the_rules_find_bad_examples():
    bad = ast.parse(
        "from observe.web import render\nfrom flask import request\n"
        "def page():\n    import json\n    return func.count(1), datetime.now(), store.commit()\n"
    )
    assert upward("observe.models.people", bad, frozenset({"observe.web.render"}))
    assert upward("observe.sync.push", bad, frozenset())
    assert not upward("observe.cli.serve", bad, frozenset())
    assert impure("observe.models.people", bad)
    assert late("observe.models.people", bad)
    assert counting("observe.models.people", bad)
    assert ambient_time("observe.models.people", bad)
    assert calls(bad, None, ("commit",))
