"""Ed25519 as RFC 8032 has it, keys that rotate, and lists of keys that can't be read."""

from __future__ import annotations

import base64

import pytest

from storage.receipt_keys import BadReceiptKeys, Ed25519ReceiptKeys

# RFC 8032, section 7.1: secret key, public key, message, signature.
VECTORS = {
    "TEST 1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    "TEST 2": (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    "TEST 3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    "TEST SHA(abc)": (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
}


def seed(byte: bytes) -> str:
    return base64.b64encode(byte * 32).decode()


OLD = Ed25519ReceiptKeys.from_text(f"1:{seed(b'o')}")
BOTH = Ed25519ReceiptKeys.from_text(f"2:{seed(b'n')}, 1:{seed(b'o')}")


class TestTheSignature:
    @pytest.mark.parametrize("name", VECTORS)
    def test_is_that_of_the_standard(self, name: str) -> None:
        secret, public, message, signature = (bytes.fromhex(part) for part in VECTORS[name])
        keys = Ed25519ReceiptKeys.from_text(f"7:{base64.b64encode(secret).decode()}")

        assert keys.sign(message) == signature
        assert keys.published == {"7": base64.b64encode(public).decode()}
        assert keys.verifies(7, message, signature) is True
        assert keys.verifies(7, message + b"\x00", signature) is False

    def test_is_refused_in_its_second_form(self) -> None:
        """The same point with the group's order added to the scalar must not pass for another signature."""
        order = 2**252 + 27742317777372353535851937790883648493
        signature = OLD.sign(b"a receipt")
        scalar = int.from_bytes(signature[32:], "little") + order

        twin = signature[:32] + scalar.to_bytes(32, "little")

        assert OLD.verifies(1, b"a receipt", twin) is False


class TestKeys:
    def test_sign_with_the_newest_and_check_with_all(self) -> None:
        signed_before = OLD.sign(b"a receipt")

        assert BOTH.newest == 2
        assert BOTH.verifies(1, b"a receipt", signed_before) is True
        assert BOTH.verifies(2, b"a receipt", BOTH.sign(b"a receipt")) is True
        assert BOTH.verifies(2, b"a receipt", signed_before) is False

    def test_say_when_they_do_not_know_a_key(self) -> None:
        assert OLD.verifies(2, b"a receipt", BOTH.sign(b"a receipt")) is None

    def test_may_check_for_ever_without_being_able_to_sign(self) -> None:
        retired = Ed25519ReceiptKeys.from_text(f"2:{seed(b'n')},1:public:{OLD.published['1']}")

        assert retired.published == BOTH.published
        assert retired.verifies(1, b"a receipt", OLD.sign(b"a receipt")) is True

    def test_are_published_without_their_secrets(self) -> None:
        published = Ed25519ReceiptKeys.from_published(BOTH.published)

        assert published.verifies(1, b"a receipt", OLD.sign(b"a receipt")) is True
        with pytest.raises(BadReceiptKeys):
            published.sign(b"a receipt")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "1",
            "1:" + base64.b64encode(b"short").decode(),
            "0:" + seed(b"k"),
            "256:" + seed(b"k"),
            "first:" + seed(b"k"),
            f"1:{seed(b'k')},1:{seed(b'l')}",
            f"1:public:{seed(b'k')}",
            "1:" + seed(b"k")[:-1] + "!",
        ],
    )
    def test_that_cannot_be_read_are_refused_without_showing_them(self, text: str) -> None:
        with pytest.raises(BadReceiptKeys) as refused:
            Ed25519ReceiptKeys.from_text(text)

        assert seed(b"k")[:8] not in str(refused.value)
