"""Whatever the document allows, and what it does not: no server error, no answer that is not documented.

`make fuzz` asks hundreds of times for each operation; among the other tests it is a few times.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from domain.staff import Role, RoleGrant, name_of
from storage.checks import problems
from tests.builders import Granted
from tests.chat import PIN, Vision
from tests.web.api.conftest import PASSWORD, Caller
from tests.web.api.test_recurring import ada_on_both, begun
from web.api.app import PREFIX, describe

Operation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))
IS_LONG = "FUZZ_EXAMPLES" in os.environ  # then it is asked something else each time
STAFF_PIN = "7391"
PINS = {"pin": PIN, "old_pin": PIN, "new_pin": PIN, "staff_pin": STAFF_PIN}
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# They end the session that asks: a session of its own is used up by each.
ENDS_THE_SESSION = {"/auth/logout"}


@dataclass
class Fuzzer:
    """Asks, signed in as somebody of the staff with a wallet and bills, and counts what is answered."""

    address: str
    log_in: Callable[[], str]
    token: str
    hers: Mapping[str, str]  # ids of hers, by what paths and bodies call them
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    asked: int = 0

    def asks(self, operation: Operation, mode: GenerationMode) -> None:
        """Ask many times for one operation."""

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=not IS_LONG,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: AnyCase) -> None:
            self._ask(case, operation, means_it=mode is GenerationMode.POSITIVE)

        ask()

    def _ask(self, case: AnyCase, operation: Operation, *, means_it: bool) -> None:
        self.asked += 1
        token = self.log_in() if operation.path in ENDS_THE_SESSION else self.token
        filled: list[Any] = [case.body] if isinstance(case.body, dict) else []
        if means_it and self.asked % 3 and isinstance(case.path_parameters, dict):
            filled.append(case.path_parameters)
        for values in filled:
            for name, value in values.items():
                if name in PINS and re.fullmatch("[0-9]{4}", str(value)):
                    values[name] = PINS[name]  # or nothing behind it would ever be reached
                elif means_it and self.asked % 3 and name in self.hers and isinstance(value, str | int):
                    values[name] = self.hers[name]
        headers = {"Authorization": f"Bearer {token}"}
        answer = case.call(base_url=f"{self.address}{PREFIX}", headers=headers)
        self.answered[f"{operation.method.upper()} {operation.path}", answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)


async def test_nothing_is_answered_that_is_not_documented(caller: Caller, vision: Vision) -> None:
    ada, person, payment_id = await ada_on_both(caller, vision)
    await vision.app.database.money.apply(
        Granted(RoleGrant(person.id, Role.OWNER, vision.clock(), "the office"))
    )
    await vision.app.services.staff_pins.set_first(name_of(person.id), STAFF_PIN)
    recurring = await begun(ada, payment_id)
    quote = await ada.asks("POST", "/recurring/quote", {"payment_id": payment_id, "rhythm": "monthly"})
    friend = await (await vision.knows("Bola")).customer()

    async def sign_in() -> str:
        login = {"name": ada.phone, "password": PASSWORD}
        answer = await ada.http.post(f"{PREFIX}/auth/login", json=login)
        return str(answer.json()["access_token"])

    loop = asyncio.get_running_loop()
    fuzzer = Fuzzer(
        str(ada.http.base_url).rstrip("/"),
        lambda: asyncio.run_coroutine_threadsafe(sign_in(), loop).result(),
        ada.tokens["access_token"],
        {
            "payment_id": payment_id,
            "reference": payment_id,
            "recurring_id": recurring["id"],
            "quote_id": quote.json()["quote_id"],
            "occurrence": recurring["next"],
            "customer_id": friend.id,
            "customer": friend.id,
            "biller_id": "mtn",
        },
    )
    schema = schemathesis.openapi.from_dict(describe())

    def run() -> list[str]:
        wrong = []
        for found in schema.get_all_operations():
            operation: Operation = found.ok()  # type: ignore[union-attr]
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                try:
                    fuzzer.asks(operation, mode)
                except (Exception, FailureGroup) as error:
                    wrong.append(f"{operation.method.upper()} {operation.path} ({mode.value}): {error}")
        return wrong

    wrong = await asyncio.to_thread(run)

    by_status = Counter[int]()
    for (_, status), times in fuzzer.answered.items():
        by_status[status] += times
    print(f"{fuzzer.answered.total()} requests: {dict(sorted(by_status.items()))}")
    reached = {operation for operation, status in fuzzer.answered if status < 300}
    print(f"{len(reached)} operations did what was asked for at least once")
    assert wrong == []
    assert await problems(vision.app.database) == []
