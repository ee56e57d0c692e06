"""One way to make a page: whole, or the one fragment that htmx asked for; and what every template may call."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache, partial
from pathlib import Path

from flask import Flask, g, make_response, render_template, url_for
from flask_babel import get_locale, get_translations
from jinja2.runtime import Macro
from markupsafe import Markup
from werkzeug import Response

from observe.config import ROOT
from observe.extensions import db, htmx
from observe.web.loaders import masthead

DIST = ROOT / "static" / "dist"
# Rows and cells of tables, some ten pages of patterns; the oldest is forgotten first.
MOST_DRAWN = 512
_drawn: OrderedDict[tuple[Hashable, ...], Markup] = OrderedDict()


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"asset": asset, "icon": icon}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_of_every_page)


def _of_every_page() -> dict[str, object]:
    """Who reads, and the language. Where something stopped it may be the database: that page asks it nothing."""
    viewer = None if g.get("asks_nothing") else masthead(db.session)
    return {"viewer": viewer, "locale": str(get_locale())}


def page(template: str, fragments: dict[str, str] | None = None, status: int = 200, **context: object) -> Response:
    """The whole page, or the partial in ``fragments`` ({target id: template}) that htmx asked for by target.

    Boosted and history-restoring requests get the whole page: they replace the document. ``is_swapped`` tells which.
    """
    wanted = None if htmx.boosted or htmx.history_restore_request else (fragments or {}).get(htmx.target or "")
    context |= {"is_swapped": bool(wanted), **_in_this_language()}
    answer = make_response(render_template(wanted or template, **context), status)
    answer.vary.update(("HX-Request", "HX-Target"))
    return answer


def _in_this_language() -> dict[str, Callable[..., Markup]]:
    """gettext, ngettext and ``drawn`` in the language of this answer, looked up once: a page has hundreds of calls."""
    found = get_translations()

    def gettext(text: str, **facts: object) -> Markup:
        return Markup(found.ugettext(text)) % facts

    def ngettext(one: str, many: str, num: int, **facts: object) -> Markup:
        return Markup(found.ungettext(one, many, num)) % {"num": num, **facts}

    return {"gettext": gettext, "ngettext": ngettext, "drawn": partial(drawn, get_locale().language)}


def drawn(language: str, macro: Macro, *arguments: Hashable) -> Markup:
    """``macro(*arguments)``, drawn once for equal arguments: a visit changes few rows of a table with thirty.

    The macro may look at nothing but its arguments and the language, and none of another name may mean the same: what
    it returned for one viewer is shown to all.
    """
    key = (macro.name, language, *arguments)
    found = _drawn.get(key)
    if found is None:
        found = _drawn[key] = macro(*arguments)
        if len(_drawn) > MOST_DRAWN:
            _drawn.popitem(last=False)
    return found


def asset(name: str) -> str:
    """Address of a built file by the name it is written under; the address changes with the content."""
    return url_for("files.built", name=_listed("assets.json").get(name, name))


def icon(name: str, label: str = "") -> Markup:
    """An icon of the design system, inline. Decoration beside a word, unless a label says what it stands for."""
    shape = Markup(_listed("icons.json")[name])
    named = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon-svg" viewBox="0 -960 960 960" {} focusable="false">{}</svg>').format(named, shape)


def _listed(name: str) -> dict[str, str]:
    path = DIST / name
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _written_at: int) -> dict[str, str]:
    return json.loads(path.read_text(encoding="utf-8"))
