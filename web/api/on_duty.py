"""Who of the staff asks, and whether her roles permit it: decided and written down as in the chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.access_log import Shown
from domain.audit_log import Doing, by_channel
from domain.errors import NotAllowed
from domain.staff import MAY, Act, NotYourRole, StaffPerson
from domain.staff_people import OnDuty
from web.api.access import Me
from web.api.given import Api, Given

CHANNEL = "api"

StaffPinText = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}$"),
    Field(description="Your staff PIN, not that of your wallet.", examples=["7391"]),
]
Reason = Annotated[
    str,
    StringConstraints(min_length=3, max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$"),
    Field(description="Stands in the audit log.", examples=["Called, and said her phone was stolen."]),
]


def permitted(act: Act) -> Callable[[Me, Given], Awaitable[OnDuty]]:
    """Return what lets those through whose roles permit an act.

    To everybody else than staff these operations do not exist. Who is staff without the role is told, and the
    audit log knows.
    """

    async def on_duty(me: Me, api: Given) -> OnDuty:
        now = api.clock()
        if not me.customer.is_in_chat:
            raise NotAllowed  # Roles are Telegram accounts': there is none here.
        duty = await api.business.staff_desk.on_duty(me.customer.telegram_id, now=now)
        if duty is None:
            raise NotAllowed
        if not MAY[act] & duty.roles:
            raise await refused(api, duty, act)
        return duty

    return on_duty


async def refused(api: Api, duty: OnDuty, act: Act) -> NotYourRole:
    """Write down that somebody tried what none of her roles permits, and return what she is told."""
    name = duty.person.name
    doing = Doing(name, f"refused:{act.value}", act.value, api.clock(), details=by_channel(CHANNEL))
    await api.business.audit_log.note(doing)
    return NotYourRole()


async def noted(api: Api, duty: OnDuty, act: Act, subject_id: str, customer_id: str | None = None) -> int:
    """Write down what is about to be shown or done, and return the number of the row."""
    doing = doing_of(api, duty.person, act, subject_id, customer_id)
    return (await api.business.audit_log.note(doing)).sequence


async def shown(api: Api, duty: OnDuty, what: Shown, subject_id: str, customer_id: str) -> None:
    """Write down that somebody's data are about to be shown. If that can't be written, they are not."""
    await api.business.access_log.shows(
        customer_id, what, subject_id, viewer=duty.person.name, channel=CHANNEL
    )


def doing_of(
    api: Api, person: StaffPerson, act: Act, subject_id: str, customer_id: str | None = None, **told: str
) -> Doing:
    """Return what the audit log is told."""
    details = {**told, **by_channel(CHANNEL)}
    return Doing(person.name, act.value, subject_id, api.clock(), customer_id, details)
