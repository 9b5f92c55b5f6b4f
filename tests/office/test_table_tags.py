"""The structure tree of what is printed, read back by another program than the one that wrote it."""

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pytest
from weasyprint import HTML

from office.papers.printing import page_css, print_room

ROWS = "".join(
    f'<tr><th scope="row">{n}</th><td>Сөз {n}</td><td>{"узун сап " * 40 if n % 7 == 0 else ""}</td></tr>'
    for n in range(1, 121)
)
HEAD = '<thead><tr><th scope="col">№</th><th scope="col">Аты</th><th scope="col">Мазмуну</th></tr></thead>'
LIST = f"<table><caption>Тизме</caption>{HEAD}<tbody>{ROWS}</tbody></table>"
ROW = f"<tr><th scope='row'>1</th><td>аз</td><td>{'көп сөз ' * 4000}</td></tr>"
TALL = f"<table>{HEAD}<tbody>{ROW}</tbody></table>"


def pages(body: str) -> bytes:
    text = f'<html lang="ky"><head><title>Сыноо</title></head><body>{body}</body></html>'
    return print_room.make({"html": text, "css": page_css({}), "seconds": 60, "megabytes": 1024})


def nodes(node) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Dictionary):
        yield node
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from nodes(kid)


def tree(file: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return list(nodes(file.Root.StructTreeRoot.K[0]))


def kinds(pdf: bytes) -> Counter:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return Counter(str(node.S) for node in tree(file) if "/S" in node)


@pytest.fixture(scope="module")
def long():
    return pages(LIST)


def test_a_table_over_pages_is_one_table_with_one_head(long):
    with pikepdf.open(io.BytesIO(long)) as file:
        assert len(file.pages) > 3
    found = kinds(long)
    assert [found[kind] for kind in ("/Table", "/THead", "/TBody", "/TR")] == [1, 1, 1, 121]
    assert (found["/TH"], found["/TD"]) == (3 + 120, 2 * 120)


def test_a_library_alone_makes_a_table_for_every_page():
    alone = HTML(string=LIST).write_pdf(pdf_variant="pdf/ua-1")
    assert kinds(alone)["/Table"] > 1


def test_a_row_over_pages_is_one_row():
    found = kinds(pages(TALL))
    assert [found[kind] for kind in ("/Table", "/TR", "/TH", "/TD")] == [1, 2, 4, 2]


def test_a_header_says_whose_it_is_and_is_found_by_its_id(long):
    with pikepdf.open(io.BytesIO(long)) as file:
        cells = [node for node in tree(file) if node.get("/S") in ("/TH", "/TD")]
        scopes = Counter(str(cell.A.Scope) for cell in cells if cell.S == "/TH")
        assert scopes == {"/Column": 3, "/Row": 120}
        names = list(file.Root.StructTreeRoot.IDTree.Names)
        ids = {str(name): node for name, node in zip(names[::2], names[1::2], strict=True)}
        assert list(ids) == sorted(ids)
        assert all(str(node.ID) == name for name, node in ids.items())
        headers = {str(header) for cell in cells if cell.S == "/TD" for header in cell.A.Headers}
        assert headers <= set(ids)
        columns = {str(cell.ID) for cell in cells if cell.S == "/TH" and cell.A.Scope == "/Column"}
        assert columns - headers == {min(columns)}  # over the numbers stand no cells but headers


def test_every_node_hangs_from_its_parent_and_every_page_knows_its_nodes(long):
    with pikepdf.open(io.BytesIO(long)) as file:
        standing = tree(file)
        for node in standing:
            for kid in node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else []:
                assert not isinstance(kid, pikepdf.Dictionary) or kid.P.objgen == node.objgen
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)[1::2]
        known = {node.objgen for node in standing}
        marked = [one for page in numbers for one in page if one is not None]
        assert sum(one.objgen in known for one in marked) >= 120 * 2


def test_what_is_read_is_what_is_seen(long):
    """A repeated head stays on its page for the eye and is an artifact for the ear."""
    with pikepdf.open(io.BytesIO(long)) as file:
        for page in list(file.pages)[1:]:
            operators = [
                (str(item.operator), str(item.operands[0]) if item.operands else "")
                for item in pikepdf.parse_content_stream(page)
            ]
            opened = sum(operator in ("BMC", "BDC") for operator, _ in operators)
            assert opened == sum(operator == "EMC" for operator, _ in operators)
            assert ("BMC", "/Artifact") in operators
