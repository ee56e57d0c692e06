"""The tablet's ids that its browser remembers apart from the notebook: a cookie, which clearing the storage leaves.

A browser that clears the notebook leaves a tablet that looks new. By this cookie the next enrolment knows which tablet
it was, for each person who had a notebook on it, and can say what happened. It opens nothing.
"""

from uuid import UUID

from flask import Request, Response, current_app

from observe.models.versions import uuid_or_none

COOKIE = "observe_tablet"
PATH = "/sync/v1/enrolment"
# Browsers shorten what lasts longer.
LASTS_SECONDS = 400 * 24 * 3600
# Everybody on a shared tablet is told of the clearing, also if it happens again before they have signed in.
MOST_TABLETS = 8


def remembered(request: Request) -> list[UUID]:
    """What this browser's notebooks were called, newest first."""
    given = request.cookies.get(COOKIE, "").split(".")[:MOST_TABLETS]
    return [device_id for device_id in map(uuid_or_none, given) if device_id]


def remember(answer: Response, device_id: UUID, before: list[UUID]) -> Response:
    """Put this one first."""
    names = [device_id, *(one for one in before if one != device_id)][:MOST_TABLETS]
    answer.set_cookie(
        COOKIE, ".".join(map(str, names)), max_age=LASTS_SECONDS, path=PATH, httponly=True, samesite="Strict",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
    return answer
