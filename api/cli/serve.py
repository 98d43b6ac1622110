"""`handover serve`: the graph, its first answers, and the web side of it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

from api import overview
from api.audit import Audit
from api.callers import OWNER, Callers
from api.cli.answer import show_answer
from api.cli.opening import opened
from api.cli.output import say, show, show_table
from api.named_tokens import NamedTokens
from api.settings import load_settings
from api.tokens import TokenDigest, local_token
from graph.access import ALL
from graph.errors import DatabaseUnreachable
from graph.items.holdings import is_alive, is_empty
from importers.load import gather, load
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import Settings
    from api.web.server import Listener
    from graph.engine import Engine

P = ParamSpec("P")
T = TypeVar("T")


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="The address to listen on [default: 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 for any free one [default: 8000].")] = None,
    once: Annotated[bool, typer.Option("--once", help="End after printing.")] = False,
) -> None:
    """Start the engine, print what the graph holds and who matches the patterns, and serve it all."""
    from api.web.server import listen  # noqa: PLC0415  the other commands don't wait for a web server

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(**given)
    # The port is had before the engine starts, so that one that is taken is told at once.
    named, audit = NamedTokens(settings.home), Audit(settings.home)
    listening = nullcontext() if once else listen(settings.host, settings.port, open_to_others=bool(named.every()))
    with listening as listener, opened(settings) as engine:
        _introduce(engine, audit)
        if listener:
            _serve(engine, settings, listener, named, audit)


def _introduce(engine: Engine, audit: Audit) -> None:
    """Load what ships into an empty graph; print what it holds, who matches, and what else can be asked."""
    if is_empty(engine):
        say("The graph is empty: loading the cases that ship with Handover.")
        audit.imported(OWNER, load(engine, gather([cases_folder()])))
    show(overview.holdings_line(engine))
    for answer in overview.answers(engine, ALL):
        show("")
        show_answer(answer)
    more = overview.more_patterns()
    show("", f"{len(more)} more patterns ship; handover match NAME asks one:")
    show_table(("Name", "Finds"), ((pattern.name, pattern.title) for pattern in more))


def _serve(engine: Engine, settings: Settings, listener: Listener, named: NamedTokens, audit: Audit) -> None:
    """Serve until told to end; exit status 3 if the database was gone by then."""
    from api.desk import Desk  # noqa: PLC0415  the same
    from api.graphql.http import router  # noqa: PLC0415  the same
    from api.graphql.trust import trusting  # noqa: PLC0415  the same
    from api.jobs import Jobs  # noqa: PLC0415  the same
    from api.web.app import create_app  # noqa: PLC0415  the same
    from api.web.rate import Rate  # noqa: PLC0415  the same
    from api.web.server import serve as serve_web  # noqa: PLC0415  the same

    token = local_token(settings.home) if listener.is_local else ""
    trust = trusting(settings.trusted_documents, closed=not settings.introspection)
    trouble, jobs = _Trouble(), Jobs(engine)
    app = create_app(
        callers=Callers(TokenDigest.of(token) if token else None, named.caller),
        hosts=listener.hosts | set(settings.allowed_hosts),
        overview=trouble.told(lambda level: overview.page(engine, level)),
        health=trouble.told(lambda: is_alive(engine)),
        routers=[router(engine, trust, desk=lambda caller: Desk(engine, caller, jobs, audit))],
        rate=Rate(settings.rate),
    )
    show("", f"Open {listener.address_with(token) if token else f'{listener.address}?token=YOURS'}", "Ctrl-C ends it.")
    serve_web(app, listener)
    jobs.close()
    say("Ended.")
    raise typer.Exit(trouble.error.exit_code if trouble.error else 0)


class _Trouble:
    """What keeps the database from answering now; said on the terminal when it begins."""

    error: DatabaseUnreachable | None = None

    def told(self, ask: Callable[P, T]) -> Callable[P, T]:
        """Return `ask`, with its failures told."""

        def asked(*said: P.args, **named: P.kwargs) -> T:
            try:
                answer = ask(*said, **named)
            except DatabaseUnreachable as error:
                if self.error is None:
                    say(f"handover: {error}")
                self.error = error
                raise
            self.error = None
            return answer

        return asked
