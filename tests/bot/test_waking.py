"""Who is woken by a word: somebody here, somebody elsewhere, or both."""

from collections.abc import Callable, Collection

from bot.waking import Wake, Waking


class Afar:
    """The way to other processes, which keeps what it is given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, str, bool]] = []
        self.listened_for: tuple[Collection[str], Collection[str]] = ((), ())
        self.heard: Callable[[str, str], None] | None = None

    def put(self, wake: str, subject: str, *, for_all: bool) -> None:
        self.given.append((wake, subject, for_all))

    async def listen(
        self, one_of_us: Collection[str], all_of_us: Collection[str], heard: Callable[[str, str], None]
    ) -> None:
        self.listened_for, self.heard = (one_of_us, all_of_us), heard

    async def speak(self) -> None:
        return None


class TestAWord:
    def test_stays_here_where_somebody_waits_for_it(self) -> None:
        afar, taken = Afar(), list[str]()
        waking = Waking(afar)
        waking.on(Wake.PAYMENT, taken.append)

        waking.say(Wake.PAYMENT, "p1")

        assert (taken, afar.given) == (["p1"], [])

    def test_goes_to_one_elsewhere_where_nobody_does(self) -> None:
        afar = Afar()

        Waking(afar).say(Wake.PAYMENT, "p1")

        assert afar.given == [("payment", "p1", False)]

    def test_goes_to_all_while_nobody_here_is_the_one_who_acts_on_it(self) -> None:
        afar, taken, sends = Afar(), list[str](), False
        waking = Waking(afar)
        waking.on(Wake.NOTICES, taken.append, enough=lambda: sends)

        waking.say(Wake.NOTICES)
        sends = True
        waking.say(Wake.NOTICES)

        assert (len(taken), afar.given) == (2, [("notices", "", True)])

    def test_is_lost_where_there_is_nobody(self) -> None:
        Waking().say(Wake.PAYMENT, "p1")

    async def test_from_afar_is_taken_as_such_and_goes_no_further(self) -> None:
        afar, here, heard = Afar(), list[str](), list[str]()
        waking = Waking(afar)
        waking.on(Wake.PAYMENT, here.append, from_afar=heard.append)
        waking.on(Wake.NOTICES, here.append)

        await waking.listen()
        assert afar.listened_for == ({"payment"}, {"notices"})
        assert afar.heard is not None
        afar.heard("payment", "p1")
        afar.heard("of a newer version", "x")

        assert (here, heard, afar.given) == ([], ["p1"], [])
