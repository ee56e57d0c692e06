"""Our source as the rules read it: files, syntax trees, and the small walks that several rules share."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "observe"


def files(folder: str, pattern: str) -> list[Path]:
    """Files under a folder of the checkout, without what is built."""
    found = sorted((ROOT / folder).rglob(pattern))
    return [path for path in found if "dist" not in path.parts and "__pycache__" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """``observe/web/__init__.py`` → ``observe.web``."""
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def modules() -> dict[str, ast.Module]:
    """{dotted name: tree} of the package."""
    return {module_name(path): ast.parse(path.read_text()) for path in files("observe", "*.py")}


def imports(tree: ast.AST, known: frozenset[str] = frozenset()) -> Iterator[tuple[str, int]]:
    """(module, line) of every import; ``from a import b`` gives a.b where that is one of the ``known`` modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in known else node.module, node.lineno)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's statements: neither its signature nor its docstring, for words are not to be saved on."""
    first, *others = function.body
    is_documented = ast.get_docstring(function) is not None
    if is_documented and not others:
        return 0
    return function.end_lineno - (others[0] if is_documented else first).lineno + 1


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a route's decorator stands over it."""
    methods = {"get", "post", "put", "patch", "delete", "route"}
    calls = (one.func for one in function.decorator_list if isinstance(one, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in methods for call in calls)


def script_code(text: str) -> str:
    """JavaScript without comments and without what stands between quotes."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)(^|[^:'\"])//.*$", r"\1", text)
    return re.sub(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", "''", text)
