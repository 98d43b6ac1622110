"""A spool is a set of claims by uid, wherever it keeps them."""

from __future__ import annotations

import tracemalloc
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from graph.claims.claim import ATTITUDE, Claim
from graph.store.spool import Spool, database

CLAIMS = st.builds(
    Claim,
    about=st.sampled_from(("event/x", "event/y", "claim/x")),
    field=st.sampled_from(("kind", "note", ATTITUDE)),
    value=st.none()
    | st.text(max_size=5)
    | st.integers(-5, 5)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False),
    locator=st.text(max_size=3),
)


@given(st.lists(st.lists(CLAIMS, max_size=5), max_size=3), st.lists(CLAIMS, max_size=5), st.integers(1, 3))
def test_new_and_gone_are_what_sets_say(added: list[list[Claim]], before: list[Claim], page: int) -> None:
    shared = database()
    spool, other = Spool((), "d", shared), Spool((Claim("event/x", "kind", "other"),), "e", shared)
    other.compare([["claim/other"]])
    for claims in added:
        spool.add(claims)
    said, known = {c.uid: c for claims in added for c in claims}, {c.uid for c in before}
    for uids in (sorted(known), []):  # a second comparison knows nothing of the first
        spool.compare(uids[start : start + page] for start in range(0, len(uids), page))
        assert [c.uid for c in spool.new] == sorted(said.keys() - set(uids))
        assert list(spool.gone) == sorted(set(uids) - said.keys())
        assert (len(spool.new), len(spool.gone)) == (len(list(spool.new)), len(list(spool.gone)))
    assert [(c, c.uid) for c in spool] == [(said[uid], uid) for uid in sorted(said)]
    assert len(spool) == len(said)
    assert all((claim in spool) is (claim.uid in said) for claim in before)
    assert [claim.value for claim in other] == ["other"]
    assert spool.about() == {claim.about for claim in said.values() if claim.field != ATTITUDE}
    assert spool.digest() == sha256("".join(sorted(said)).encode()).hexdigest()


def test_memory_does_not_grow_with_what_is_said() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        spool = Spool(Claim(f"event/{number}", "kind", "arrest", source="source/s") for number in range(count))
        spool.compare([])
        assert sum(1 for _ in spool.new) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # what is made once
    assert peak(20_000) < 2 * peak(2_000)
