"""Headers on every answer: nothing inline, nothing framed, nothing kept by shared caches."""

from flask import Flask, current_app
from flask_login import current_user
from werkzeug import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def init_app(app: Flask) -> None:
    app.after_request(_protect)


def _protect(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "same-origin")
    answer.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if current_app.extensions["observe_settings"].has_secure_cookies:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    # A page may carry a name or a form that was kept, also before anybody has signed in.
    if "Cache-Control" not in answer.headers and (answer.mimetype == "text/html" or current_user.is_authenticated):
        answer.headers["Cache-Control"] = "no-store"
    return answer
