"""People's door: HTML, one room per audience. Rooms answer pages only; JSON belongs to ``observe.sync``.

A room exports ``blueprint``. Load → permit → act → render, in that order, one commit.
"""

from flask import Flask

from observe.web import (
    administration,
    calibration,
    capsule,
    capture,
    errors,
    files,
    filters,
    headers,
    home,
    languages,
    leadership,
    login,
    notice,
    pairs,
    pwa,
    quarantine,
    reading,
    releases,
    render,
    resolving,
    tablets,
    teacher,
)

SHARED = (render, filters, headers, errors, login, files)
ROOMS = (
    home, login, notice, languages, capture, pwa, teacher, leadership, reading, releases, resolving,
    administration, quarantine, tablets, capsule, calibration, pairs,
)  # fmt: skip


def register(app: Flask) -> None:
    """Bind the rooms and what their pages share."""
    for part in SHARED:
        part.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
