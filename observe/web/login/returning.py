"""Where to go next, and how a form survives an expired login: its text stays on the page and in nobody's store.

A form that meets an expired login or a stale token comes back as hidden fields of the sign-in page; after signing in
they stand on a page with a fresh token, and one tap sends them. Nothing is kept on the server, and a form that came
from another site is not kept at all: nobody shall be led to confirm what they did not write.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request, url_for
from werkzeug.datastructures import MultiDict

PREFIX = "kept:"
ACTION = "kept_action"
# Never written into a page: tokens are made anew, passwords are typed anew.
NOT_KEPT = ("csrf_token", "password", ACTION)
# A value with a blank, or longer than this, is somebody's words and is shown; the rest are ids and choices.
LONGEST_CHOICE = 40


@dataclass(frozen=True)
class Kept:
    """A form that could not be taken yet: where it goes, and its fields as (name, value) pairs."""

    action: str
    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> list[tuple[str, str]]:
        """The fields that somebody wrote, to be shown for another look."""
        return [(name, value) for name, value in self.fields if _is_written(value)]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.fields if not _is_written(value)]

    def hidden(self) -> list[tuple[str, str]]:
        """What a sign-in form carries along, as (name, value) pairs."""
        return [(ACTION, self.action), *((PREFIX + name, value) for name, value in self.fields)]


def kept_form() -> Kept | None:
    """The form of this request, to be kept; None if it holds nothing, or was sent from another site."""
    if request.method != "POST" or not _is_from_here():
        return None
    if request.path == url_for("login.sign_in"):
        return carried_form(request.form)
    return Kept(request.path, tuple(_pairs(request.form)))


def carried_form(form: MultiDict[str, str]) -> Kept | None:
    """The kept form that a sign-in form carried along; None if it carried none."""
    action = local_address(form.get(ACTION))
    if action is None:
        return None
    carried = ((name.removeprefix(PREFIX), value) for name, value in _pairs(form) if name.startswith(PREFIX))
    return Kept(action, tuple(carried))


def local_address(wanted: str | None) -> str | None:
    """``wanted`` if it is a path of this site, else None. Browsers read ``\\`` as ``/`` and drop control signs."""
    if not wanted or not wanted.startswith("/") or wanted[1:2] in ("/", "\\") or not wanted.isprintable():
        return None
    there = urlsplit(wanted)
    return None if there.scheme or there.netloc else wanted


def _pairs(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form.items(multi=True) if name not in NOT_KEPT]


def _is_from_here() -> bool:
    """Told by the browser; one that tells neither is old, and its form is kept."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return site in (None, "same-origin") and (origin is None or urlsplit(origin).netloc == request.host)


def _is_written(value: str) -> bool:
    return len(value) > LONGEST_CHOICE or any(sign.isspace() for sign in value)
