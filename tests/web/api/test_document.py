"""The document of the API says all there is to say, and the page for people shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from tests.web.api.conftest import Caller
from web.api.app import describe
from web.api.describing import example_of, operations

SAID = describe()
OPERATIONS = [
    pytest.param(path, operation, id=f"{method.upper()} {path}")
    for path, method, operation in operations(SAID)
]
# What anybody may ask: whoever joins or signs in has no token yet.
OPEN = {
    "/auth/register",
    "/auth/register/confirm",
    "/auth/password/forgot",
    "/auth/login",
    "/auth/refresh",
}


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_an_operation_says_what_it_does_and_how_it_may_end(path: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    is_open = path in OPEN
    assert bool(operation.get("security")) is not is_open
    statuses = set(operation["responses"])
    assert {"400", "413", "422", "429", "500", "503"} <= statuses
    assert is_open or {"401", "403", "404", "409"} <= statuses
    for status, answer in operation["responses"].items():
        assert answer["description"]
        if not status.startswith("2"):
            assert list(answer["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("name", sorted(SAID["components"]["schemas"]))
def test_a_shape_has_an_example_of_every_field(name: str) -> None:
    shape = SAID["components"]["schemas"][name]
    fields = shape.get("properties", {})

    bare = [field for field, schema in fields.items() if example_of(SAID, schema) is None]

    assert bare == []


def test_is_written_into_a_file_without_any_settings(tmp_path: Path) -> None:
    file = tmp_path / "var" / "openapi.json"

    assert main(["openapi", str(file)]) == 0

    assert json.loads(file.read_text(encoding="utf-8")) == SAID


async def test_is_shown_to_people_on_a_page_that_runs_no_script(caller: Caller) -> None:
    answer = await caller.http.get("/api/v1/docs")

    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    for path, _, operation in operations(SAID):
        assert f"/api/v1{path}" in answer.text
        assert operation["summary"].replace("'", "&#x27;") in answer.text
    assert (await caller.http.get("/api/v1/openapi.json")).json() == SAID
