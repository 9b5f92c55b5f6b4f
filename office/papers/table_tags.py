"""Tags of tables in the structure tree: one Table over all its pages, its repeated head an artifact, TH with
its scope, ids found through the IDTree (PDF/UA-1, ISO 14289-1, 7.5; ISO 32000-1, 14.7.2 and 14.8.5.7).

WeasyPrint 70 makes a Table with a THead of its own for every page, writes no `/Scope` and no `/IDTree`. This
runs as its `finisher`, on objects not yet written. Nothing of Django is imported here: it serves in the
printing room.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

REPEATED = ("/THead", "/TFoot")
ROW_SCOPES = ("row", "rowgroup")


class TableTags:
    """The tables of one paper: `parents` maps an element of the HTML to the one around it."""

    def __init__(self, pdf: pydyf.PDF, parents: dict):
        self.pdf, self.parents = pdf, parents
        self.first: dict[Any, pydyf.Dictionary] = {}  # of an element: its first node
        self.headers: dict[bytes, bytes] = {}  # id of a repeated TH: id of the first one
        self.ids: dict[bytes, bytes] = {}  # id of a TH: its reference

    def finish(self, document) -> None:
        cells = [cell for page in document.pages for cell in cell_boxes(page._page_box)]
        for cell in cells:
            self.join_cell(cell)
        for cell in cells:
            self.describe_cell(cell)
        self.write_id_tree()

    def join_cell(self, cell) -> None:
        """Join the fragments that the nodes around `cell` are of: table first, then group, row, cell."""
        nodes, elements = list(self.nodes_around(cell.mark)), list(self.elements_around(cell.element))
        repeated = False
        for node, element in zip(reversed(nodes), reversed(elements), strict=True):
            first = self.first.setdefault(element, node)
            if first is node:
                continue
            if "ID" in node:
                self.headers[node["ID"].data] = first["ID"]
            if repeated:
                continue
            if node["S"] in REPEATED:
                repeated = True
                self.make_artifact(node)
            else:
                self.move_children(node, first)
            self.drop_node(node)

    def nodes_around(self, node: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        """The cell's node and those around it, up to its Table."""
        yield node
        while node["S"] != "/Table":
            node = self.node_of(node["P"])
            yield node

    def elements_around(self, element) -> Iterator[Any]:
        """The cell's element and those around it, up to its table."""
        yield element
        while element.tag != "table":
            element = self.parents[element]
            yield element

    def move_children(self, node: pydyf.Dictionary, target: pydyf.Dictionary) -> None:
        for reference in node["K"]:
            if isinstance(reference, bytes) and (child := self.node_of(reference)).get("P"):
                child["P"] = target.reference
        target["K"].extend(node["K"])
        node["K"].clear()

    def drop_node(self, node: pydyf.Dictionary) -> None:
        siblings = self.node_of(node["P"])["K"]
        if node.reference in siblings:
            siblings.remove(node.reference)
        node["K"].clear()
        node.free = "f"

    def make_artifact(self, node: pydyf.Dictionary) -> None:
        """Take what is under `node` out of the tree: a head that a page repeats is not read again."""
        for kid in node["K"]:
            if isinstance(kid, bytes):
                child = self.node_of(kid)
                self.make_artifact(child)
                child.free = "f"
            else:
                self.mark_artifact(node["Pg"], kid)

    def mark_artifact(self, page: bytes, mcid: int) -> None:
        contents = self.node_of(self.node_of(page)["Contents"]).stream
        for at, item in enumerate(contents):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") == mcid:
                contents[at - 1 : at + 2] = ["/Artifact", b"BMC"]
                break
        numbers = self.node_of(self.structure_root()["ParentTree"])["Nums"]
        numbers[2 * self.pdf.page_references.index(page) + 1][mcid] = b"null"

    def describe_cell(self, cell) -> None:
        """The scope of a TH; the headers of a TD by the ids that are left."""
        node = cell.mark
        if node.free == "f":
            return
        if node["S"] == "/TH":
            scope = cell.element.attrib.get("scope")
            node["A"]["Scope"] = "/Row" if scope in ROW_SCOPES else "/Column"
            self.ids[node["ID"].data] = node.reference
        elif "Headers" in node["A"]:
            headers = node["A"]["Headers"]
            headers[:] = [self.headers.get(header.data, header) for header in headers]

    def write_id_tree(self) -> None:
        if self.ids:
            names = [part for pair in sorted(self.ids.items()) for part in pair]
            self.structure_root()["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})

    def structure_root(self) -> pydyf.Dictionary:
        return self.node_of(self.pdf.catalog["StructTreeRoot"])

    def node_of(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]


def cell_boxes(box) -> Iterator[Any]:
    """The cells under `box` that stand in the structure tree, in reading order."""
    box = getattr(box, "_box", box)
    if hasattr(box, "mark"):
        yield box
    for child in getattr(box, "children", ()):
        yield from cell_boxes(child)
