"""PINs, vouchers and cards, however VTpass writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.vendors import Voucher
from gateways.vtpass_vouchers import read_vouchers

PIN, SERIAL = "098765432112", "WRN123456790"
SHOWMAX = "SHMH7YQ2WK41"


class TestAVoucher:
    @pytest.mark.parametrize(
        ("said", "vouchers"),
        [
            # Showmax
            ({"purchased_code": SHOWMAX, "Voucher": [SHOWMAX]}, [Voucher(SHOWMAX)]),
            ({"Voucher": SHOWMAX}, [Voucher(SHOWMAX)]),
            ({"purchased_code": SHOWMAX}, [Voucher(SHOWMAX)]),
            ({"extras": f"Voucher: {SHOWMAX}"}, [Voucher(SHOWMAX)]),
            ({"Voucher": ["SHMQWERTYUIOP"]}, [Voucher("SHMQWERTYUIOP")]),
            ({"Voucher": ["SHM12345", "SHM67890"]}, [Voucher("SHM12345"), Voucher("SHM67890")]),
            ({"extras": "SHM12345, SHM67890"}, [Voucher("SHM12345"), Voucher("SHM67890")]),
            # WAEC result checker
            (
                {
                    "purchased_code": f"Serial No:{SERIAL}, pin: {PIN}",
                    "cards": [{"Serial": SERIAL, "Pin": PIN}],
                    "amount": "900.00",
                },
                [Voucher(PIN, SERIAL)],
            ),
            ({"purchased_code": f"Serial No:{SERIAL}, pin: {PIN}"}, [Voucher(PIN, SERIAL)]),
            ({"extras": f"Serial No: {SERIAL}, PIN : {PIN}", "purchased_code": ""}, [Voucher(PIN, SERIAL)]),
            ({"extras": f"pin: {PIN}, Serial Number: {SERIAL}"}, [Voucher(PIN, SERIAL)]),
            (
                {"extras": "Serial No:A1, pin: 111111 | Serial No:A2, pin: 222222"},
                [Voucher("111111", "A1"), Voucher("222222", "A2")],
            ),
            ({"extras": "Serial No:A1, pin: 111111 | pin: 222222"}, [Voucher("111111"), Voucher("222222")]),
            ({"cards": {"Serial": SERIAL, "Pin": PIN}}, [Voucher(PIN, SERIAL)]),
            ({"cards": [{"Serial": f"Serial No:{SERIAL}", "Pin": f"Pin : {PIN}"}]}, [Voucher(PIN, SERIAL)]),
            ({"cards": [{"serial": None, "pin": 987654321012}]}, [Voucher("987654321012")]),
            # WAEC registration
            (
                {"purchased_code": "Token: 0100123456789012", "tokens": ["0100123456789012"]},
                [Voucher("0100123456789012")],
            ),
            ({"purchased_code": "Token: 0100123456789012"}, [Voucher("0100123456789012")]),
            ({"tokens": "0100123456789012"}, [Voucher("0100123456789012")]),
            # JAMB
            (
                {"purchased_code": "Pin : 367574683050773", "Pin": "Pin : 367574683050773"},
                [Voucher("367574683050773")],
            ),
            ({"Pin": "367574683050773"}, [Voucher("367574683050773")]),
            ({"extras": "Pin : 367574683050773"}, [Voucher("367574683050773")]),
            # Spectranet
            (
                {
                    "purchased_code": "",
                    "cards": [
                        {
                            "serialNumber": "0012345678",
                            "pin": "4821-9930-17",
                            "expiresOn": "2027-11-23T00:00:00",
                            "value": 500,
                        }
                    ],
                },
                [Voucher("4821-9930-17", "0012345678", date(2027, 11, 23))],
            ),
            (
                {"cards": [{"serialNumber": "N/A", "pin": "48219930", "expiresOn": "N/A"}]},
                [Voucher("48219930")],
            ),
            # the same twice is one
            ({"tokens": ["12345678", "12345678"]}, [Voucher("12345678")]),
        ],
    )
    def test_is_found_in_any_spelling(self, said: dict[str, object], vouchers: list[Voucher]) -> None:
        assert read_vouchers(said) == tuple(vouchers)

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"purchased_code": "", "extras": None},
            {"purchased_code": "N/A", "Pin": "null", "tokens": [], "cards": []},
            {"purchased_code": "PENDING", "extras": "processing"},
            {"extras": "Your PIN will be sent by e-mail within 24 hours"},
            {"extras": "Pin: pending"},
            {"extras": "pin: "},
            {"cards": [{"Serial": SERIAL, "Pin": ""}]},
            {"cards": [{"Serial": SERIAL, "Pin": True}]},
            {"cards": [None, 7, [], "none"]},
            {"Voucher": [{"value": 500}]},
            {"tokens": [0, 1.5, None]},
            {"purchased_code": "Pin : " + "1" * 41},
            {"purchased_code": "1" * 41},
            {"purchased_code": "123"},
            {"serial": SERIAL},
        ],
    )
    def test_is_never_made_up(self, said: dict[str, object]) -> None:
        assert read_vouchers(said) == ()

    def test_is_not_an_echo_of_the_order(self) -> None:
        said: dict[str, Any] = {
            "requestId": "202611230400abcdef",
            "purchased_code": "202611230400abcdef",
            "tokens": ["17416000000123"],
            "extras": "0123456789",
            "content": {"transactions": {"transactionId": "17416000000123", "unique_element": "0123456789"}},
        }

        assert read_vouchers(said) == ()
        assert read_vouchers({**said, "extras": "0123456789, 55556666"}) == (Voucher("55556666"),)
