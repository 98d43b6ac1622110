"""Search: what is called like a text, in whatever script and spelling, the likest first.

An index of the database finds whom a text may mean; how like each name is, is judged here by the names alone, so that
the order of an answer tells nothing of what else the graph holds. Each level has an index of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Indel

from graph import access, names
from graph.errors import UsageError
from graph.ontology import registry
from graph.queries.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.unit import Unit

LONGEST, MOST_WORDS = 1000, 12
"""Characters of a text, and how many of its words are looked for."""

JUDGED = 2000
"""Items whose names are judged; of more, those that have most of the words as they are written."""

_ALIKE = 0.7
"""From this likeness on, one word may be a misspelling of the other."""

_FOUND = 0.5
"""From this likeness on, a name may be meant."""

_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is like the text: the property that has it, the name, and how like it is, from 0 to 1."""

    field: str
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that may be meant, with the names that say so, the likest first."""

    uid: str
    names: tuple[Name, ...]

    @property
    def likeness(self) -> float:
        """How like the likest name is."""
        return self.names[0].likeness


def index(level: Sensitivity) -> str:
    """Return the name of the index of what a level sees and none below it."""
    return f"search_{level}"


def search(engine: Engine, text: str, level: Sensitivity, *, classes: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """Return what is called like the text, of these classes or of all, as a reader of the level sees it."""
    if len(text) > LONGEST:
        raise UsageError(f"the text to search for has {len(text):,} signs", way_out=f"give at most {LONGEST:,}")
    wanted = list(dict.fromkeys(names.readings(text)))[:MOST_WORDS]
    if not wanted:
        return []
    rows = engine.read(lambda unit: _candidates(unit, wanted, level, classes), timeout=_SECONDS)
    hits = [hit for row in rows if (hit := _judged(row["uid"], row["called"], wanted))]
    return sorted(hits, key=lambda hit: (-hit.likeness, hit.uid))[:limit]


def _candidates(unit: Unit, wanted: list[str], level: Sensitivity, classes: Sequence[str]) -> list[dict[str, Any]]:
    """Return whom the words may mean, each with all that the reader may know it to be called."""
    reader = access.reader(unit, level)
    writer = Writer(reader)
    of_class = f"n:{'|'.join(registry.label_class(name).__name__ for name in classes)}" if classes else "true"
    naming = {name for cls in registry.node_classes().values() for name, each in registry.properties(cls).items()
              if each.naming}  # fmt: skip
    statement = (
        "UNWIND $indexes AS index CALL db.index.fulltext.queryNodes(index, $query) YIELD node AS n WITH DISTINCT n "
        f"WHERE {of_class} AND {writer.sees_item('n')} "
        f"WITH n, size([word IN split({reader.value('n', names.SEARCHED)}, ' ') WHERE word IN $words]) AS common "
        "ORDER BY common DESC, n.uid LIMIT $limit RETURN n.uid AS uid, COLLECT { MATCH (n)-[:HAS_CLAIM]->(c:Claim) "
        f"WHERE c.field IN $naming AND {writer.sees_claim('c', 'n')} RETURN DISTINCT [c.field, c.value] }} AS called"
    )
    return unit.run(
        statement,
        indexes=[index(each) for each in reader.levels],
        query=" ".join(_asked(wanted)),
        words=wanted,
        naming=sorted(naming),
        limit=JUDGED,
        **writer.parameters,
    )


def _asked(wanted: list[str]) -> Iterator[str]:
    """Yield what the index is asked for: words of letters and digits alone, in which its language has no power."""
    for word in wanted:
        yield from (word, f"{word}*", names.sound(word))
        if len(word) > 3:
            yield f"{word}~{1 if len(word) < 6 else 2}"


def _judged(uid: str, called: list[tuple[str, str]], wanted: list[str]) -> Hit | None:
    found = [Name(field, text, round(_likeness(wanted, names.readings(text)), 3)) for field, text in called]
    meant = sorted(
        (name for name in found if name.likeness >= _FOUND), key=lambda name: (-name.likeness, name.field, name.text)
    )
    return Hit(uid, tuple(meant)) if meant else None


def _likeness(wanted: list[str], words: list[str]) -> float:
    """Return how like a name is: by how like its words are to those wanted, and how much of it they are."""
    if not words:
        return 0.0
    each = [max(_of_word(word, other) for other in words) for word in wanted]
    found = sum(likeness > 0 for likeness in each)
    return sum(each) / len(wanted) * (0.8 + 0.2 * min(1.0, found / len(words)))


def _of_word(wanted: str, word: str) -> float:
    if wanted == word:
        return 1.0
    if names.sound(wanted) == names.sound(word):
        return 0.9
    if word.startswith(wanted):
        return 0.8
    likeness = Indel.normalized_similarity(wanted, word)
    return 0.7 * likeness if likeness >= _ALIKE else 0.0
