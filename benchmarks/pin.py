"""PINs verified a second, beside the bare hash in as many threads."""

from __future__ import annotations

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor

import uvloop

from benchmarks.figures import Figures, median, note, quick
from storage.pin_hasher import Argon2PinHasher, derive

_PIN = "2580"
_THREADS = os.cpu_count() or 1


def verify(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure both in turns: the pepper, the pool and the way back to the event loop are all it adds."""
    seconds, rounds = (2.0, 1) if quick() else (5.0, 3)
    limits, ours = [], []
    for _ in range(rounds):
        limits.append(_bare(seconds))
        ours.append(uvloop.run(_ours(seconds)))
        note(f"{ours[-1]:.1f} PINs, {limits[-1]:.1f} bare hashes a second in {_THREADS} threads")
    per_s, limit = median(ours), median(limits)
    figures.add(
        "pin.verify", per_s=round(per_s, 1), limit_per_s=round(limit, 1), ratio=round(per_s / limit, 2)
    )


def _bare(seconds: float) -> float:
    salt = os.urandom(16)

    def hash_until(stop: float) -> int:
        done = 0
        while time.perf_counter() < stop:
            derive(_PIN.encode() * 8, salt)
            done += 1
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(_THREADS) as pool:
        done = sum(pool.map(hash_until, [began + seconds] * _THREADS))
    return done / (time.perf_counter() - began)


async def _ours(seconds: float) -> float:
    hasher = Argon2PinHasher(b"a pepper for the benchmark", threads=_THREADS)
    sealed = await hasher.seal(_PIN)
    done = 0

    async def verify_until(stop: float) -> None:
        nonlocal done
        while time.perf_counter() < stop:
            assert await hasher.matches(_PIN, sealed)
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(verify_until(began + seconds) for _ in range(_THREADS * 4)))
    elapsed = time.perf_counter() - began
    hasher.close()
    return done / elapsed
