"""Somebody at the web door: keeps cookies, finds the form token on the page, and asks in a language."""

import re
from datetime import datetime

from flask import Flask
from werkzeug.test import TestResponse

from observe.models.people import Person

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """``Visitor(app)`` is nobody; ``Visitor(app, person)`` is signed in, without a password and its slow hash."""

    def __init__(self, app: Flask, person: Person | None = None, language: str = "en") -> None:
        self.client = app.test_client()
        self.client.set_cookie("language", language)
        if person is not None:
            with self.client.session_transaction() as cookie:
                cookie["_user_id"] = f"{person.id} -"
                cookie["_fresh"] = True

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers)

    def submit(self, path: str, **fields: str) -> TestResponse:
        """Post a form with a fresh token, as a page of ours would."""
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def save(self, path: str, target: str, **fields: str) -> TestResponse:
        """Post a form as htmx does."""
        headers = {"HX-Request": "true", "HX-Target": target}
        return self.client.post(path, data={"csrf_token": self.token(), **fields}, headers=headers)

    def token(self) -> str:
        """Whoever is signed in has the way out on every page, and everybody else has the sign-in page."""
        found = TOKEN.search(self.get("/was").text) or TOKEN.search(self.get("/sign-in").text)
        return found.group(1)

    def forget_login(self) -> None:
        """The cookie has expired."""
        self.client.delete_cookie("observe")


def signed_in_at(person: Person, changed_at: datetime) -> str:
    """What the cookie holds for somebody whose password dates from ``changed_at``."""
    return f"{person.id} {changed_at.isoformat()}"
