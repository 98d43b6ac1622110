"""A pattern's answer as a profile lets it leave: what tables, event logs and JSON of matches are made of."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from graph.ontology.events import Event
from graph.patterns import library
from graph.patterns.answer import Answer
from graph.patterns.figures.summarizing import statistics
from graph.patterns.matches import Cited, FilledStep, Found, Gap, Match
from graph.patterns.ties import Item, Tie
from graph.pictured.subgraph import Cited as Place
from graph.share import cells, coarse
from graph.share.fields import Fields, standing
from graph.share.masks import Masks
from graph.share.pseudonyms import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.patterns.figures.statistics import Stage
    from graph.patterns.ties import Ties
    from graph.pictured.subgraph import Subgraph
    from graph.share.profile import Profile


def release(answer: Answer, about: Subgraph, profile: Profile, key: bytes | None = None) -> Answer:
    """Return what of an answer may leave, near misses never; `about` are all items that it names, and their ties."""
    return _Release(answer, Masks(about, profile, key or new_key())).made()


def named(answer: Answer) -> set[str]:
    """Return the uids of all items that an answer names."""
    events = [event for match in answer.matches for event in match.events]
    cited = {uid for event in events for place in event.citations for uid in (place.source, place.by)}
    tied = {item.uid for some in (answer.ties or {}).values() for tie in some for item in tie.wholes}
    parties = {uid for match in answer.matches for uid in (match.uid, *match.under)}
    others = {*answer.inconsistent, *answer.undecided, answer.version.get("by") or ""}
    return ({event.uid for event in events} | cited | tied | parties | others) - {""}


class _Release:
    def __init__(self, answer: Answer, masks: Masks) -> None:
        self._found, self._masks, self._fields = answer, masks, Fields(masks)
        self._profile = masks.profile
        self._ships = answer.pattern in library.names() and library.pattern(answer.pattern).title == answer.title
        funnel = answer.statistics.funnel if answer.statistics else ()
        steps = (*(stage.step for stage in funnel), *(step.step for match in answer.matches for step in match.steps))
        numbered = enumerate(dict.fromkeys(steps), start=1)
        self._steps = {step: step if self._ships else f"step-{number}" for number, step in numbered}

    def made(self) -> Answer:
        found = self._found
        matches = self._matches(found.matches)
        ties = None if found.ties is None else self._ties(found.ties)
        figures = found.statistics and statistics(matches, ties or {}, self._funnel(found.statistics.funnel))
        return Answer(
            pattern=found.pattern if self._ships else "pattern",
            title=found.title if self._ships else "Matches of a pattern",
            matches=matches,
            inconsistent=self._fields.uids(found.inconsistent),
            undecided=self._fields.uids(found.undecided),
            clocks={name: coarse.dated(said or "", self._profile.dates) or None for name, said in found.clocks.items()},
            version={
                "by": self._masks.uid(found.version.get("by") or "") or None,
                "standing": standing(found.version.get("standing") or "") or None,
            },
            ties=ties,
            statistics=figures and cells.suppressed(figures, self._profile.smallest_cell),
        )

    def _matches(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        made = [self._match(match) for match in matches if self._is_shown(match)]
        return tuple(sorted(made, key=lambda match: (match.uid, [event.uid for event in match.events])))

    def _is_shown(self, match: Match) -> bool:
        """Tell whether a match is shown: its subject, and every event of it."""
        return all(map(self._masks.uid, (match.uid, *(event.uid for event in match.events))))

    def _match(self, match: Match) -> Match:
        steps = tuple(self._step(step) for step in match.steps)
        return Match(
            uid=self._masks.uid(match.uid),
            name=self._masks.name(match.uid),
            time=match.time,
            because=match.because,
            standing=standing(match.standing),
            under=self._fields.uids(match.under),
            steps=steps,
            gaps=tuple(self._gap(gap, {step.step: step for step in steps}) for gap in match.gaps),
        )

    def _step(self, step: FilledStep) -> FilledStep:
        alternative = step.alternative if self._ships else ""
        return FilledStep(self._steps[step.step], tuple(map(self._event, step.events)), step.state, alternative)

    def _event(self, event: Found) -> Found:
        shown, exactly = self._profile.open[Event.__name__], self._profile.dates == "day"
        dated = "date" in shown
        earliest, latest = self._fields.between(event.earliest, event.latest) if dated else (None, None)
        return Found(
            uid=self._masks.uid(event.uid),
            kind=event.kind if "kind" in shown else "",
            date=(coarse.dated(event.date or "", self._profile.dates) or None) if dated else None,
            earliest=earliest,
            latest=latest,
            exact=event.exact and exactly and dated,
            citations=self._citations(event.citations),
        )

    def _citations(self, citations: Iterable[Cited]) -> tuple[Cited, ...]:
        places = self._fields.citations(Place(*astuple(each)) for each in citations)
        return tuple(dict.fromkeys(Cited(each.source, each.locator, each.standing, each.by) for each in places))

    def _gap(self, gap: Gap, steps: dict[str, FilledStep]) -> Gap:
        """Return a gap: in days if days are shown, else what the dates that are shown allow."""
        start, end = self._steps[gap.start], self._steps[gap.end]
        if self._profile.dates == "day":
            return Gap(start, end, gap.min_days, gap.max_days)
        last, first = steps[start].events[-1:], steps[end].events[:1]
        if not last or not first:
            return Gap(start, end, 0, None)
        return Gap(start, end, *coarse.gap((last[0].earliest, last[0].latest), (first[0].earliest, first[0].latest)))

    def _ties(self, ties: Ties) -> Ties:
        """Return the ties of the events that are shown, as far as they are, in the order of what is shown."""
        events = {uid: shown for uid in ties if (shown := self._masks.uid(uid))}
        return {shown: tuple(sorted(set(self._tied(ties[uid])), key=repr)) for uid, shown in events.items()}

    def _tied(self, ties: Iterable[Tie]) -> Iterator[Tie]:
        for tie in ties:
            if self._masks.uid(tie.end.uid) and self._profile.shows(Event.__name__, tie.link):
                wholes = {self._masks.uid(item.uid): self._masks.name(item.uid) for item in tie.wholes}
                yield Tie(tie.link, tie.role, tuple(Item(uid, name) for uid, name in wholes.items() if uid))

    def _funnel(self, stages: Iterable[Stage]) -> tuple[Stage, ...]:
        return tuple(replace(stage, step=self._steps[stage.step]) for stage in stages)
