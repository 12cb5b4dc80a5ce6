"""Whatever the document allows, and what it does not: no server error, no answer that is not documented.

`make fuzz` asks thousands of times; among the other tests it is a few times for each operation.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.specs.openapi import checks

from tests.web.api.conftest import PASSWORD, PIN, Caller
from web.api.app import PREFIX, describe

Operation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "6"))
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
# They end the session that asks: a session of its own is used up by each.
ENDS_THE_SESSION = {"/auth/logout"}


@dataclass
class Fuzzer:
    """Asks, signed in or not, and counts what is answered."""

    address: str
    log_in: Callable[[], str]
    token: str
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)

    def asks(self, operation: Operation, mode: GenerationMode) -> None:
        """Ask many times for one operation."""

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: AnyCase) -> None:
            self._ask(case, operation)

        ask()

    def _ask(self, case: AnyCase, operation: Operation) -> None:
        token = self.log_in() if operation.path in ENDS_THE_SESSION else self.token
        body = case.body
        if isinstance(body, dict) and isinstance(body.get("pin"), str):
            body["pin"] = PIN  # or nothing behind it would ever be reached
        headers = {"Authorization": f"Bearer {token}"}
        answer = case.call(base_url=f"{self.address}{PREFIX}", headers=headers)
        self.answered[f"{operation.method.upper()} {operation.path}", answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)


async def test_nothing_is_answered_that_is_not_documented(caller: Caller) -> None:
    await caller.joins()
    http = caller.http

    async def sign_in() -> str:
        login = {"name": caller.phone, "password": PASSWORD}
        answer = await http.post(f"{PREFIX}/auth/login", json=login)
        return str(answer.json()["access_token"])

    loop = asyncio.get_running_loop()
    fuzzer = Fuzzer(
        str(http.base_url).rstrip("/"),
        lambda: asyncio.run_coroutine_threadsafe(sign_in(), loop).result(),
        caller.tokens["access_token"],
    )
    schema = schemathesis.openapi.from_dict(describe())

    def run() -> list[str]:
        wrong = []
        for found in schema.get_all_operations():
            operation: Operation = found.ok()  # type: ignore[union-attr]
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                try:
                    fuzzer.asks(operation, mode)
                except Exception as error:
                    wrong.append(f"{operation.method.upper()} {operation.path} ({mode.value}): {error}")
        return wrong

    wrong = await asyncio.to_thread(run)

    by_status = Counter[int]()
    for (_, status), times in fuzzer.answered.items():
        by_status[status] += times
    print(f"{fuzzer.answered.total()} requests: {dict(sorted(by_status.items()))}")
    assert wrong == []
