"""Every address asks who you are, but for a short list; JSON is spoken under /sync alone."""

import re
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.architecture.source import files, name_of

# Endpoints that nobody needs to sign in for, with the reason.
PUBLIC = {
    "files.built": "style sheets, scripts, fonts",
    "pwa.worker": "the worker's script holds nothing personal",
    "pwa.manifest": "name and icons",
    "pwa.offline": "shown when the network is gone",
    "capture.shell": "the notebook's shell holds nothing personal",
    "capture.shell_in_english": "likewise",
    "login.sign_in": "the way in",
    "login.enter": "the way in",
    "login.enter_as": "the cast of the demo; a home in another mode has no such page",
    "login.choose_password": "the link that somebody got by mail proves who they are",
    "login.save_password": "likewise",
    "languages.choose": "a cookie with two letters",
    "notice.read": "how information is treated is for everybody to read",
    "notice.accessibility": "the statement that the law asks for",
    "home.health": "says that the process answers, and nothing else",
    "api-docs.openapi_json": "the protocol is public",
}
# What a door wants to see before it asks who is there: its shape is checked first.
SHAPES = {"sync.enrol": {"device_id": str(UUID(int=7))}}
WHO_ARE_YOU = (301, 302, 303, 308, 401)
EXAMPLES = {"UUIDConverter": UUID(int=7), "IntegerConverter": 7, "AnyConverter": "da"}


@pytest.fixture
def open_app(make_app, sqlite_files) -> Flask:
    """The application without form tokens: what stops a stranger must be the guard, not the token."""
    made = make_app(sqlite_files.migrated())
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def example(app: Flask, rule: Rule) -> str:
    """An address that this rule answers."""
    values = {name: EXAMPLES.get(type(kind).__name__, "x") for name, kind in rule._converters.items()}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)


def unguarded(app: Flask, public: dict[str, str]) -> list[str]:
    """Routes that answer nobody with more than "who are you"."""
    client, faults = app.test_client(), []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in public:
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            answer = client.open(example(app, rule), method=method, json=SHAPES.get(rule.endpoint))
            if answer.status_code not in WHO_ARE_YOU or not leads_to_the_door(answer):
                faults.append(f"{method} {rule} ({rule.endpoint}): {answer.status}")
    return faults


def leads_to_the_door(answer) -> bool:
    return answer.status_code == 401 or "/sign-in" in answer.headers["Location"]


def kinds(app: Flask) -> list[str]:
    """Addresses whose answer is of the wrong kind for where they stand."""
    client, faults = app.test_client(), []
    for rule in app.url_map.iter_rules():
        address = example(app, rule)
        is_json = "json" in client.get(address).headers.get("Content-Type", "") and "manifest" not in address
        if is_json != address.startswith("/sync/"):
            faults.append(f"{rule}: JSON is {is_json}")
    return faults


def test_every_route_outside_the_list_asks_who_you_are(open_app):
    assert unguarded(open_app, PUBLIC) == []


def test_the_list_names_no_route_that_is_gone(open_app):
    assert set(PUBLIC) - {rule.endpoint for rule in open_app.url_map.iter_rules()} == set()


def test_json_is_spoken_under_sync_and_nowhere_else(open_app):
    assert kinds(open_app) == []
    rooms = {name_of(path): path.read_text() for path in files("observe/web", "*.py")}
    assert [name for name, text in rooms.items() if re.search(r"jsonify|application/json", text)] == []


def test_the_rules_find_bad_examples(open_app):
    open_app.add_url_rule("/secret/<uuid:rid>", "secret", lambda rid: "for everybody")
    open_app.add_url_rule("/figures", "figures", lambda: {"figure": 1})
    assert any("secret" in fault for fault in unguarded(open_app, PUBLIC))
    assert any("figures" in fault for fault in kinds(open_app))
