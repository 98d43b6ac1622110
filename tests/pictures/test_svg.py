"""What leaves as SVG: readable texts, no names of parts but ours, the same however much was drawn before."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from viz import svg, words
from viz.boxes import escaped
from viz.fonts import blank

_SVG = "{http://www.w3.org/2000/svg}"
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=12)
NEEDED = st.sampled_from(
    ("<title>x</title>", "<!-- x -->", '<g id="x">', "url(#l_0)", "&amp;", "&#45;", "-->", "a-b 'c' \"d\"", "\u202ex")
)


def drawn(text: str) -> bytes:
    graph = blank()
    graph.add_node("box", label=escaped(text), shape="box")
    graph.add_node("fading", label="", style="filled", fillcolor="white:red")
    graph.add_edge("box", "fading")
    return bytes(graph.draw(format="svg", prog="dot"))


@given(st.one_of(NEEDED, TEXTS).map(words.plain).filter(bool))
def test_texts_stay_and_names_go(text: str) -> None:
    told = svg.told(drawn(text), {"title": text, "desc": "d", "metadata": text}, {"metadata": "recipe"})
    root = ET.fromstring(told)
    texts = [each.text for each in root.iter(f"{_SVG}text")]
    assert [" ".join((each or "").split()) for each in texts] == [" ".join(text.split())]
    ids = {each.get("id"): each.tag.removeprefix(_SVG) for each in root.iter() if each.get("id")}
    assert ids == {"title": "title", "desc": "desc", "recipe": "metadata", "fading0": "linearGradient"}
    assert root.findtext(f"{_SVG}title") == root.findtext(f"{_SVG}metadata") == text
    assert len(list(root.iter(f"{_SVG}title"))) == 1
    assert any(each.get("fill") == "url(#fading0)" for each in root.iter())
    if not set(text) & set("<&>"):
        assert text.encode() in told
