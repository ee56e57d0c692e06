"""Prints the table of goals: ./dev bench, or ./dev bench P5 P9."""

import sys

from benchmarks import notebook, push, reading
from benchmarks.table import show

MEASURES = {
    ("P1", "P2", "P3"): notebook.measure,
    ("P5",): push.measure,
    ("P8", "P9"): reading.measure,
}


def main(wanted: list[str]) -> None:
    rows = []
    for numbers, measure in MEASURES.items():
        if not wanted or set(numbers) & set(wanted):
            rows += measure()
    print(show(row for row in rows if not wanted or row.number in wanted))


main(sys.argv[1:])
