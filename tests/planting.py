"""Plants one bug at a time in a copy of the tree and shows that its test falls: python -m tests.planting [WORDS]."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants import MUTANTS, Mutant
from tests.mutants_of_releases import MUTANTS_OF_RELEASES

ROOT = Path(__file__).parent.parent
# Neither written by us nor needed by a test of the server; node_modules is linked.
LEFT_OUT = (".git", ".venv", ".dev", "node_modules", "instance", "__pycache__", ".hypothesis", ".pytest_cache")
# A test that does not come to an end has found the bug, too; all tests together may take longer on a busy machine.
LONGEST_S = 300
LONGEST_WITHOUT_S = 3_600
PLANTED = (*MUTANTS, *MUTANTS_OF_RELEASES)


def copy(folder: Path) -> Path:
    tree = folder / "observe"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
    if (ROOT / "node_modules").exists():
        (tree / "node_modules").symlink_to(ROOT / "node_modules")
    return tree


def fall(tree: Path, tests: list[str], longest_s: int = LONGEST_S) -> str | None:
    """What these tests say when they fail on the copy, which stands before the checkout on the path; None if not."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environ = {name: text for name, text in os.environ.items() if name != "OBSERVE_TRACE"}
    environ |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(command, cwd=tree, env=environ, capture_output=True, timeout=longest_s)
    except subprocess.TimeoutExpired:
        return f"did not come to an end in {longest_s} s"
    said = run.stdout.decode()[-2000:]
    if run.returncode not in (0, 1):
        # Neither passed nor failed: a test that is not there would find everything.
        raise SystemExit(f"{tests} could not be run:\n{said}")
    return said if run.returncode else None


def is_found(tree: Path, mutant: Mutant) -> bool:
    """Plant it, run its test, take it out again."""
    path = tree / mutant.file
    sound = path.read_text()
    path.write_text(sound.replace(mutant.sound, mutant.broken))
    found = fall(tree, [mutant.test]) is not None
    path.write_text(sound)
    return found


def misfits() -> list[str]:
    """Bugs whose place is not in their file just once: a planting that no longer fits the code proves nothing."""
    return [mutant.bug for mutant in PLANTED if (ROOT / mutant.file).read_text().count(mutant.sound) != 1]


def main(words: str) -> int:
    if unfit := misfits():
        raise SystemExit(f"not once in its file: {'; '.join(unfit)}")
    wanted = [mutant for mutant in PLANTED if words in mutant.bug]
    n_found = 0
    with TemporaryDirectory(prefix="observe-mutants-") as folder:
        tree = copy(Path(folder))
        if wanted and (said := fall(tree, sorted({mutant.test for mutant in wanted}), LONGEST_WITHOUT_S)):
            raise SystemExit(f"the tests fail without any planted bug:\n{said}")
        for mutant in wanted:
            found = is_found(tree, mutant)
            n_found += found
            told = f"found     {mutant.bug}\n          {mutant.test}" if found else f"SURVIVED  {mutant.bug}"
            print(told, flush=True)
    print(f"{n_found} of {len(wanted)} bugs planted in the server were found")
    return 0 if n_found == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
