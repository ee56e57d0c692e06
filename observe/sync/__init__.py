"""The tablet's door: JSON under /sync/v1, nothing else. The protocol stands in ``docs/sync.md``.

May not be imported here: observe.web, observe.aggregates.
"""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to open yet."""
