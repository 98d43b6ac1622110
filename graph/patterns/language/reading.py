"""Patterns read from plain data, as YAML, JSON or GraphQL input gives it; every mistake is told with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import InputRefused
from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.values import DURATION
from graph.patterns.language import filters, limits, parameters, steps
from graph.patterns.language.model import SUBJECT, Pattern, Step
from graph.problems import nearest
from graph.time.duration import duration_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.problems import Problems
    from graph.time.duration import Duration

    Named = Callable[[str, Mapping[str, object], tuple[str, ...]], Pattern]
    """Returns the pattern of a name, with parameters, within the patterns of which it is a part."""

HEAD = (
    "name", "title", "means", "norms", "counted", "subject", "through", "parameters", "max_span", "until", "one_per",
    "steps",
)  # fmt: skip
ONE_PER = ("subject", "start")
UNTIL = "(until)"
"""What stands for an id of what ends the search: no step can have it."""


def read(
    data: Any,
    problems: Problems,
    given: Mapping[str, object] | None = None,
    named: Named | None = None,
    within: tuple[str, ...] = (),
) -> Pattern:
    """Read a pattern; raise InputRefused with everything that is wrong with it.

    `given` are values for its parameters, `named` finds patterns that its steps name.
    """
    said = data if isinstance(data, dict) else {}
    limits.refuse_deep(said, problems)
    values = parameters.values(said.get("parameters", {}), given or {}, problems)
    said = said | parameters.put(values, {key: one for key, one in said.items() if key != "parameters"}, problems)
    filters.unknown(said, HEAD, (), problems)
    name = _text(said, "name", problems)
    subject, through = _subject(said, problems)
    reader = steps.Reader(problems, through, named, (*within, name))
    pattern = Pattern(
        name=name,
        title=_text(said, "title", problems),
        subject=subject,
        through=through,
        steps=_steps(said, reader, problems),
        max_span=_span(said, problems),
        until=_until(said, reader, problems),
        one_per=_one_per(said, problems),
        means=_text(said, "means", problems) if "means" in said else "",
        norms=_texts(said, "norms", problems),
        counted=_text(said, "counted", problems) if "counted" in said else "",
        parameters=values,
    )
    limits.refuse(pattern, problems)
    if problems:
        raise InputRefused("the pattern can't be read", problems.in_order(), way_out="mend the places named")
    return pattern


def _steps(said: dict[str, Any], reader: steps.Reader, problems: Problems) -> tuple[Step, ...]:
    listed = said.get("steps")
    if not isinstance(listed, list) or not listed:
        problems.refuse(("steps",), None, "a list of steps, each beginning with: - id:")
        return ()
    if len(listed) > limits.MOST_STEPS:
        problems.refuse(("steps",), f"{len(listed)} steps", f"at most {limits.MOST_STEPS} steps")
        return ()
    return tuple(step for n, raw in enumerate(listed) for step in reader.steps(raw, ("steps", n)))


def _text(said: dict[str, Any], key: str, problems: Problems) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value:
        problems.refuse((key,), value, f"a {key}, as text")
        return ""
    return value


def _texts(said: dict[str, Any], key: str, problems: Problems) -> tuple[str, ...]:
    raw = said.get(key, [])
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        problems.refuse((key,), raw, "a list of texts")
        return ()
    return tuple(raw)


def _subject(said: dict[str, Any], problems: Problems) -> tuple[str, str]:
    links = registry.links(Event)
    through = said.get("through", SUBJECT)
    if through not in links:
        problems.refuse(
            ("through",), through, f"a link of events, one of {', '.join(links)}", nearest(str(through), links)
        )
        through = SUBJECT
    admitted = [name for name, cls in registry.node_classes().items() if registry.admits(links[through], cls)]
    raw = said.get("subject", "Person" if "Person" in admitted else admitted[0])
    if raw not in admitted:
        problems.refuse(("subject",), raw, f"one of {', '.join(admitted)}", nearest(str(raw), admitted))
    return str(raw), str(through)


def _span(said: dict[str, Any], problems: Problems) -> Duration | None:
    if "max_span" not in said:
        return None
    text = filters.value(DURATION, said["max_span"], ("max_span",), problems)
    return duration_of(str(text)) if text is not None else None


def _until(said: dict[str, Any], reader: steps.Reader, problems: Problems) -> Step | None:
    raw = said.get("until")
    if raw is None:
        return None
    if not isinstance(raw, dict) or not raw:
        problems.refuse(("until",), raw, "a mapping of filters, like until: {kind: release}")
        return None
    return reader.filtered(UNTIL, raw, ("until",))


def _one_per(said: dict[str, Any], problems: Problems) -> Any:
    raw = said.get("one_per", "")
    if raw and raw not in ONE_PER:
        problems.refuse(("one_per",), raw, f"one of {', '.join(ONE_PER)}", nearest(str(raw), ONE_PER))
    return raw
