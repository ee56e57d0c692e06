"""Runs the nemesis over many seeds and prints its figures: python -m tests.faults --seeds 200 [--first N]."""

import argparse
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.databases import SqliteFiles, settings_for
from tests.faults.nemesis import Figures, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many")
    parser.add_argument("--first", type=int, default=1, help="the first one; --seeds 1 --first 17 is 17 again")
    asked = parser.parse_args()
    done, failed = [], []
    with TemporaryDirectory(prefix="observe-nemesis-") as folder:
        files = SqliteFiles(Path(folder))
        for seed in range(asked.first, asked.first + asked.seeds):
            try:
                done.append(run(seed, settings_for(files.migrated(), Path(folder))))
                print(f"seed {seed}: {done[-1].n_saved} saved, quiet after {done[-1].quiesce_s:.0f} s", flush=True)
            except AssertionError as found:
                failed.append(seed)
                print(f"seed {seed} FAILED: {found}", flush=True)
    say(done, failed)
    return 1 if failed else 0


def say(done: list[Figures], failed: list[int]) -> None:
    """The figures of all runs; times are those of the tablets' clocks."""
    times = [figures.quiesce_s for figures in done] or [0.0]
    faults: Counter[str] = sum((figures.faults for figures in done), Counter())
    states: Counter[str] = sum((figures.states for figures in done), Counter())
    print(f"seeds: {len(done) + len(failed)}, failed: {failed or 'none'}")
    print(f"observations called saved: {sum(figures.n_saved for figures in done)}")
    print(f"lost: {sum(len(figures.lost) for figures in done)}")
    print(f"duplicates: {sum(figures.n_twice for figures in done)}")
    print(f"time to quiesce: median {median(times):.0f} s, longest {max(times):.0f} s")
    print("faults of the network:", ", ".join(f"{name} {n}" for name, n in sorted(faults.items())))
    print("rows at the end:", ", ".join(f"{name} {n}" for name, n in sorted(states.items())))


if __name__ == "__main__":
    sys.exit(main())
