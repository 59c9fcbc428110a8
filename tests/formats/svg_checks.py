"""What must hold for any figure and any layout, asked by every test of figures."""

import xml.etree.ElementTree as ET
from uuid import NAMESPACE_URL, uuid5

from hypothesis import strategies as st

from ayumi.formats.svg.drawing import Drawing, Figure

SVG = "{http://www.w3.org/2000/svg}"
names = st.text(max_size=60) | st.text(alphabet="あ計画市ーァ（）・<&\"'> WM0", min_size=1, max_size=60)


def check_figure(figure: Figure, prefix: str) -> None:
    """Assert what must hold for any figure."""
    root = ET.fromstring(figure.svg)
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    found = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert all(identifier.startswith(prefix) for identifier in found)
    assert [found[label].tag for label in labels] == [f"{SVG}title", f"{SVG}desc"]
    assert found[labels[0]].text == figure.text
    assert found[labels[1]].text == figure.alternative
    for element in root.iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script")
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)


def check_drawing(drawing: Drawing) -> None:
    """Assert that every text stands inside the viewBox and none meets another."""
    for index, box in enumerate(drawing.boxes):
        assert box.x >= 0, box
        assert box.y >= 0, box
        assert box.x + box.width <= drawing.width + 0.01, box
        assert box.y + box.height <= drawing.height + 0.01, box
        assert not [other for other in drawing.boxes[index + 1 :] if box.meets(other)], box


def identifier(name: str) -> str:
    """A stable id for a name."""
    return str(uuid5(NAMESPACE_URL, name))
