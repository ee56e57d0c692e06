"""The description at /sync/v1/openapi.json is true: asked at random by it, the door answers as it says."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks

from tests.sync.tablet import Tablet

load_all_checks()
URLS = {"/push", "/pull", "/inventory", "/enrolment"}
# Fields of a body that only some versions have.
OPTIONAL = {"drafts", "day_confirmed"}
# Wrong fields are answered 200 on purpose, each version by its own status; there is nothing behind a 404 to find.
LEFT_OUT = ("negative_data_rejection", "missing_required_header", "ignored_auth", "unsupported_method")
HOLD = [check for name, check in zip(CHECKS.get_all_names(), CHECKS.get_all(), strict=True) if name not in LEFT_OUT]


@pytest.fixture
def description(sqlite_app) -> dict[str, object]:
    answer = sqlite_app.test_client().get("/sync/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json


def test_it_is_openapi_3_1_and_names_every_url(description):
    assert description["openapi"] == "3.1.0"
    assert {path.removeprefix("/sync/v1") for path in description["paths"]} == URLS


def test_every_field_and_answer_is_described(description):
    for path in description["paths"].values():
        for operation in (path[method] for method in ("get", "post") if method in path):
            assert {"summary", "description", "security"} <= operation.keys()
            assert "default" in operation["responses"]
    body = description["components"]["schemas"]["Body"]
    assert set(body["properties"]) - set(body["required"]) == OPTIONAL


@pytest.mark.parametrize("url", sorted(URLS))
def test_the_door_answers_as_it_is_described(sqlite_app, sqlite_store, url):
    olga = Tablet(sqlite_app, sqlite_store, "olga").sign_in()
    # Schemathesis says that it takes gzip, but asking the application directly it does not unzip.
    plain = {"Accept-Encoding": "identity"}
    headers = {"Authorization": f"Bearer {olga.token}", "X-CSRFToken": olga.pull()["csrf"], **plain}
    cookies = {"observe": olga.client.get_cookie("observe").value}
    described = schemathesis.openapi.from_wsgi("/sync/v1/openapi.json", sqlite_app).include(path=f"/sync/v1{url}")
    (operation,) = (found.ok() for found in described.get_all_operations())

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case):
        case.call_and_validate(headers=headers, cookies=cookies, checks=HOLD)

    ask()


@pytest.mark.parametrize(("method", "path", "status"), [
    ("get", "/sync/v1/nowhere", 404), ("get", "/sync/nowhere", 404), ("put", "/sync/v1/push", 405),
    ("delete", "/sync/v1/pull", 405),
])  # fmt: skip
def test_refusals_of_the_router_are_json(sqlite_app, method, path, status):
    answer = getattr(sqlite_app.test_client(), method)(path)
    assert (answer.status_code, answer.content_type) == (status, "application/json")
    assert set(answer.json) == {"code", "detail"}
    assert ("Allow" in answer.headers) == (status == 405)


def test_the_pages_keep_their_own_refusals(sqlite_app):
    assert sqlite_app.test_client().get("/nowhere").mimetype == "text/html"


def test_an_unforeseen_failure_is_json_without_its_text(sqlite_app, sqlite_store):
    olga = Tablet(sqlite_app, sqlite_store, "olga")
    sqlite_app.testing = False
    with sqlite_store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE access_entry")
    sent = olga.version()
    answer = olga.push(sent)
    assert answer.status_code in (500, 503)
    assert "access_entry" not in answer.text
    assert set(answer.json) == {"code", "detail"}
