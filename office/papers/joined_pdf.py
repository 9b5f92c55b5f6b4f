"""Several tagged PDFs as one: pages in order, one structure tree, a bookmark a part (PDF/UA-1, 7.1)."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, OutlineItem, Pdf, String

from office.papers.printing import REASONS, PrintError

ROLES = "/RoleMap"


def join_pdf(parts: Sequence[tuple[str, bytes]], *, title: str, language: str = "ky") -> bytes:
    """The parts (name, bytes) as one tagged PDF; equal parts give equal bytes.

    A part without a structure tree brings its pages alone. ValueError without parts.
    """
    if not parts:
        raise ValueError("nothing to join")
    joined = Pdf.new()
    tree = joined.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array(), ParentTree=Dictionary(Nums=Array()))
    )
    names: list[tuple[str, Any]] = []
    starts = []
    for at, (name, content) in enumerate(parts):
        starts.append((name, len(joined.pages)))
        with open_part(content) as part:
            names += add_part(joined, tree, part, f"{at}-")
    if names:
        flat = [one for name, element in sorted(names, key=lambda pair: pair[0]) for one in (name, element)]
        tree.IDTree = Dictionary(Names=Array(flat))
    tree.ParentTreeNextKey = len(tree.ParentTree.Nums) // 2
    describe(joined, tree, title, language)
    with joined.open_outline() as outline:
        outline.root.extend(OutlineItem(name, page) for name, page in starts)
    out = io.BytesIO()
    joined.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def count_pages(content: bytes) -> int:
    with open_part(content) as file:
        return len(file.pages)


def open_part(content: bytes) -> Pdf:
    """PrintError for a stored paper that is no PDF any more."""
    try:
        return Pdf.open(io.BytesIO(content))
    except pikepdf.PdfError as error:
        raise PrintError(REASONS["other"] % {"detail": str(error)}) from error


def add_part(joined: Pdf, tree: Any, part: Pdf, prefix: str) -> list[tuple[str, Any]]:
    """Add the pages of a part and hang its elements under `tree`; its ids come back with their elements."""
    first = len(joined.pages)
    joined.pages.extend(part.pages)
    if Name.StructTreeRoot not in part.Root:
        return []
    root = part.Root.StructTreeRoot
    # Pages were copied before: an element names the copy.
    copied = joined.copy_foreign(part.make_indirect(root))
    renumber(copied, tree, [page.obj for page in joined.pages][first:])
    for element in children_of(copied):
        element.P = tree
        tree.K.append(element)
    tree.RoleMap = Dictionary({**dict(tree.get(ROLES, {})), **dict(copied.get(ROLES, {}))})
    return list(rename_ids(copied, prefix))


def renumber(copied: Any, tree: Any, pages: Sequence[Any]) -> None:
    """Move the keys by which pages and their annotations find their elements behind those of `tree`."""
    numbers = tree.ParentTree.Nums
    offset = len(numbers) // 2
    places = {}
    for at, (key, found) in enumerate(sorted(NumberTree(copied.ParentTree).items())):
        places[key] = offset + at
        numbers.extend([offset + at, found])
    for page in pages:
        if "/StructParents" in page:
            page.StructParents = places[int(page.StructParents)]
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = places[int(annotation.StructParent)]


def rename_ids(copied: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Put `prefix` before every id of the part and before each mention of it among the headers of a cell."""
    if "/IDTree" not in copied:
        return
    named = {str(name): element for name, element in NameTree(copied.IDTree).items()}
    for element in elements_under(copied):
        for attributes in list_of(element.get("/A")):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                attributes.Headers = Array(String(prefix + str(one)) for one in attributes.Headers)
    for name, element in named.items():
        element.ID = String(prefix + name)
        yield prefix + name, element


def elements_under(root: Any) -> Iterator[Any]:
    """All structure elements under `root`, itself left out."""
    waiting = children_of(root)
    while waiting:
        element = waiting.pop()
        yield element
        waiting += children_of(element)


def children_of(element: Any) -> list[Any]:
    """The structure elements right under `element`: numbers and references of contents are none."""
    return [one for one in list_of(element.get("/K")) if isinstance(one, Dictionary) and "/S" in one]


def list_of(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def describe(joined: Pdf, tree: Any, title: str, language: str) -> None:
    """What makes it a tagged paper: tree, language, title, the mark of PDF/UA-1."""
    joined.Root.StructTreeRoot = tree
    joined.Root.Lang = String(language)
    joined.Root.MarkInfo = Dictionary(Marked=True)
    joined.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with joined.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title
        about["pdfuaid:part"] = "1"
