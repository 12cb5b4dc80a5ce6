"""What this VTpass answers to "whose is it?": each company in its own fields."""

from __future__ import annotations

from datetime import date, timedelta

from sandbox.vtpass.answers import refusal
from sandbox.vtpass.catalogue import SERVICES, Service
from sandbox.vtpass.dues import due
from sandbox.vtpass.extras import Json
from sandbox.vtpass.households import Household, household
from sandbox.vtpass.subscribers import (
    JAMB,
    SMILE,
    SPECTRANET,
    STARTIMES,
    Viewer,
    candidate,
    smile_accounts,
    smile_owner,
    spectranet_owner,
    viewer,
)
from sandbox.vtpass.variations import Variation
from sandbox.vtpass.world import World

_COMMISSION: Json = {"amount": None, "rate": "1.50", "rate_type": "percent", "computation_type": "default"}


def verified(world: World, number: str, service_id: str, kind: str) -> Json:
    """Return the answer to `/merchant-verify`. A wrong number still has code 000."""
    service = SERVICES.get(service_id)
    if service is None:
        return refusal("012")
    if not number:
        return refusal("011")
    if service.is_electricity:
        return _meter(world, number, service, kind)
    if service.is_bouquet:
        return _decoder(world, number, service)
    if service_id == STARTIMES:
        return _startimes(world, number)
    if service_id == SMILE:
        return _smile(world, number)
    if service_id == SPECTRANET:
        return _named(spectranet_owner(number, friendly=world.friendly), {"WrongBillersCode": False})
    if service_id == JAMB:
        return _profile(world, number, kind)
    return refusal("012")


def verified_by_email(world: World, address: str) -> Json:
    """Return the answer to `/merchant-verify/smile/email`."""
    return _smile(world, address) if "@" in address else refusal("011")


def _meter(world: World, number: str, service: Service, kind: str) -> Json:
    if kind not in ("prepaid", "postpaid"):
        return refusal("011")
    owner = household(number, postpaid=kind == "postpaid", friendly=world.friendly)
    if owner is None:
        error = (
            f"This meter is not correct or is not a valid {service.name} {kind} meter. "
            "Please check and try again"
        )
        return {"code": "000", "content": {"error": error, "WrongBillersCode": True}}
    content = _meter_content(owner, number, kind)
    if world.friendly and kind == "postpaid":
        content["Customer_Arrears"] = due(world, service.id, number)
    return {"code": "000", "content": content}


def _meter_content(owner: Household, number: str, kind: str) -> Json:
    return {
        "Customer_Name": owner.name,
        "Address": owner.address,
        "Meter_Number": number,
        "Customer_Arrears": owner.arrears,
        "Minimum_Amount": "",
        "Min_Purchase_Amount": owner.minimum,
        "Can_Vend": "yes" if owner.can_vend else "no",
        "Business_Unit": "",
        "Customer_Account_Type": "NMD",
        "Meter_Type": kind.upper(),
        "WrongBillersCode": owner.wrong_flag,
        "commission_details": _COMMISSION,
    }


def _decoder(world: World, number: str, service: Service) -> Json:
    owner = viewer(number, friendly=world.friendly)
    if owner is None:  # Without the flag that a meter has.
        error = "Smartcard number is not valid. Please check and try again"
        return {"code": "000", "content": {"error": error}}
    dice = sum(map(int, number))
    packages = [row for row in world.lists.of(service.id) if row.kobo]
    ends_on = world.now().date() + timedelta(days=dice % 28)
    content: Json = {
        "Customer_Name": owner.name,
        "Status": "ACTIVE" if dice % 2 else "Open",
        "Customer_Number": int(number[:9]),
        "Customer_Type": service.id.upper(),
        "commission_details": _COMMISSION,
    }
    content["DUE_DATE" if owner.price_as_text else "Due_Date"] = _due(ends_on, service)
    if owner.wrong_flag is not None:
        content["WrongBillersCode"] = owner.wrong_flag
    if owner.tells_package and packages:
        content |= _package(owner, packages[dice % len(packages)])
    return {"code": "000", "content": content}


def _package(owner: Viewer, package: Variation) -> Json:
    price: object = package.kobo // 100
    if owner.price_as_text:
        price = f"{package.kobo / 100:,.2f}"
    if owner.owes_nothing:
        price = 0
    return {
        "Current_Bouquet": package.name,
        "Current_Bouquet_Code": package.code,
        "Renewal_Amount": price,
    }


def _due(day: date, service: Service) -> str:
    """Return a day as the company writes it: 2025-02-06T00:00:00 or 06-FEB-25."""
    return f"{day:%d-%b-%y}".upper() if service.id == "gotv" else f"{day:%Y-%m-%dT00:00:00}"


def _startimes(world: World, number: str) -> Json:
    owner = viewer(number, friendly=world.friendly)
    name = owner.name if owner is not None and owner.wrong_flag is None else None
    return _named(name, {"Balance": 0, "Smartcard_Number": number, "WrongBillersCode": False})


def _smile(world: World, said: str) -> Json:
    more: Json = {"WrongBillersCode": False}
    if not said.isdigit() or said.startswith("0"):
        rows = [
            {"AccountId": int(account), "FriendlyName": f"My Smile {n}"}
            for n, account in enumerate(smile_accounts(said), start=1)
        ]
        # A single account is not in a list.
        more["AccountList"] = {"Account": rows[0] if len(rows) == 1 else rows, "NumberOfAccounts": len(rows)}
    return _named(smile_owner(said, friendly=world.friendly), more)


def _profile(world: World, number: str, exam: str) -> Json:
    if not exam:
        return refusal("011")
    if world.lists.find(JAMB, exam) is None:
        return refusal("010")
    return _named(candidate(number, exam, friendly=world.friendly), {})


def _named(name: str | None, more: Json) -> Json:
    if name is None:
        return {"code": "000", "content": {"error": "Invalid number", "WrongBillersCode": True}}
    return {"code": "000", "content": {"Customer_Name": name, **more}}
