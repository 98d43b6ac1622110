"""Parts of a graph as nobody should load them: every text is somebody's attempt at something."""

from __future__ import annotations

from graph.pictured.subgraph import Cited, Node, Row, Subgraph, Tie

ATTEMPTS = (
    "<script>window.attacked = 1</script>",
    "</script><script>window.attacked = 1</script>",
    '<img src="https://example.org/a.png" onerror="window.attacked = 1">',
    "href=javascript:window.attacked=1",
    "<b>bold</b>",
    r"\N \G \L back\slash",
    "&lt;b&gt; &amp; &#60;",
    "turned \u202egnp.exe",
    "Дзмітрый Вераб'ёў з вельмі доўгім імем",
    "two\nlines\x00and nothing",
    "x" * 10_000,
    '"quoted" ]]> {{ 7 * 7 }} %s {0}',
)


def subgraph() -> Subgraph:
    """Return one with each attempt in every field that holds text."""
    places = {text: Cited("source/s", text, "reported", "agency/by", "source/q") for text in ATTEMPTS}
    persons = [Node(f"person/p{n}", "Person", text, {"name": text, "note": text}) for n, text in enumerate(ATTEMPTS)]
    events = [
        Node(f"event/e{n}", "Event", text, {"kind": text, "date": text, "modality": text}, citations=(places[text],))
        for n, text in enumerate(ATTEMPTS)
    ]
    ties = [
        Tie(
            f"event/e{n}",
            "subject",
            f"person/p{n}",
            text,
            "alleged",
            n % 2 == 0,
            {"gap": text},
            (text,),
            (places[text],),
        )
        for n, text in enumerate(ATTEMPTS)
    ]
    last = ATTEMPTS[2]
    url = {"url": "javascript:window.attacked=1", "published": last}
    return Subgraph(
        title=ATTEMPTS[1],
        nodes=(*persons, *events),
        ties=(*ties, Tie("event/e1", "follows", "event/e0", properties={"gap": last})),
        focus=("person/p0",),
        rows=(Row("person/p0", tuple(node.uid for node in events), gaps=(("event/e0", "event/e1", 1, None),)),),
        sources=(Node("source/s", "Source", ATTEMPTS[1], url), Node("agency/by", "Agency", last)),
        datasets=((ATTEMPTS[1], ATTEMPTS[2]),),
        as_of=ATTEMPTS[1],
        asked={"target": ATTEMPTS[1], ATTEMPTS[2]: ATTEMPTS[0]},
        left_out=ATTEMPTS,
    )
