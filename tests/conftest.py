"""One real engine for the whole session, on a home of its own; nothing is mocked.

`engine` is the database as the tests before have left it, `graph` the same with its data (not its schema)
removed. Neither reads HANDOVER_DATABASE_URL or HANDOVER_HOME: tests never touch a database that they did not
create.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from graph import schema
from graph.embedded.home import Home
from graph.engine import DatabasePlace, Engine, connect

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_configure() -> None:
    """Let engines start quickly rather than run quickly, and time nothing on machines that others use too."""
    settings.register_profile("shared", deadline=None)
    settings.load_profile("shared")
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def engine(home: Home) -> Iterator[Engine]:
    with connect(DatabasePlace(home.path)) as opened:
        schema.install(opened)
        yield opened


@pytest.fixture
def graph(engine: Engine) -> Engine:
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    return engine


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long each folder of tests took."""
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                folder, _, rest = report.nodeid.removeprefix("tests/").partition("/")
                seconds[folder if rest else "tests"] += report.duration  # type: ignore[assignment]  # seconds
    said = ", ".join(f"{folder} {spent:.0f} s" for folder, spent in seconds.most_common())
    terminalreporter.write_line(f"time by folder: {said}")
