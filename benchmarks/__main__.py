"""Prints the table of goals: ./dev bench, or ./dev bench P5 P9; --full stores a million, --postgresql there."""

import sys
from functools import partial

from benchmarks import notebook, push, reading, scale
from benchmarks.table import show

IS_FULL, IS_POSTGRESQL = "--full" in sys.argv, "--postgresql" in sys.argv
MEASURES = {
    ("P1", "P2", "P3"): notebook.measure,
    ("P5",): push.measure,
    ("P8", "P9"): partial(reading.measure, IS_POSTGRESQL),
    ("P9", "P10", "P11"): partial(scale.measure, IS_FULL, IS_POSTGRESQL),
}


def main(wanted: list[str]) -> None:
    rows = []
    for numbers, measure in MEASURES.items():
        if not wanted or set(numbers) & set(wanted):
            rows += measure()
    print(show(row for row in rows if not wanted or row.number in wanted))


main([word for word in sys.argv[1:] if not word.startswith("--")])
