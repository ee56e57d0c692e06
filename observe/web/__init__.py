"""People's door: HTML, one room per audience. Rooms answer pages only; JSON belongs to ``observe.sync``.

A room exports ``blueprint``. Load → permit → act → render, in that order, one commit.
"""

from flask import Flask

from observe.web import (
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
    pwa,
    reading,
    render,
    teacher,
)

SHARED = (render, filters, headers, errors, login, files)
ROOMS = (home, login, notice, languages, capture, pwa, teacher, leadership, reading)


def register(app: Flask) -> None:
    """Bind the rooms and what their pages share."""
    for part in SHARED:
        part.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
