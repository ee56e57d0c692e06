"""Prints the table of goals: ./dev bench, or ./dev bench P5 P9; --full stores a million, --postgresql not in SQLite."""

import sys

from benchmarks import notebook, push, reading, scale
from benchmarks.table import show

MEASURES = {
    ("P1", "P2", "P3"): notebook.measure,
    ("P5",): push.measure,
    ("P8", "P9"): reading.measure,
    ("P9", "P10", "P11"): scale.measure,
}


def main(wanted: list[str]) -> None:
    rows = []
    for numbers, measure in MEASURES.items():
        if not wanted or set(numbers) & set(wanted):
            rows += scale.measure(*SWITCHES) if measure is scale.measure else measure()
    print(show(row for row in rows if not wanted or row.number in wanted))


SWITCHES = ["--full" in sys.argv, "--postgresql" in sys.argv]
main([word for word in sys.argv[1:] if not word.startswith("--")])
