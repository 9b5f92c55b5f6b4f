"""Whether a program would open a reading copy: what LibreOffice, Word and Excel ask of a file before they
show a word of it.

The portal runs where no office program stands, so it looks for itself; that it looks at the right things the
tests prove with LibreOffice. Run in the process of the wash, on its own work: what fails here is refused
before the file as it came is let go.
"""

import io
import zipfile

from lxml import etree

from office.files.archive import DOCX, ODS, ODT, OFFICE, XLSX, version_of
from office.files.metadata_worker import JPEG, PDF, PNG, UnwashableFile
from office.files.office_metadata import EXCEL, WORD
from office.files.package_links import folder_of, is_link, links_name, resolve_target
from office.files.shown_values import local_name

TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
CELLS = 1_000_000
MANIFEST_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
BODIES = {ODT: "text", ODS: "spreadsheet"}
MAINS = {DOCX: WORD.main, XLSX: EXCEL.main}


def check(kind: str, content: bytes):
    """Refused («broken») for a copy that its program would not open."""
    checks = {PDF: check_pdf, JPEG: check_picture, PNG: check_picture}
    try:
        if kind in checks:
            checks[kind](content)
        else:
            check_archive(kind, content)
    except UnwashableFile:
        raise
    except Exception as error:
        raise UnwashableFile("broken") from error


def need(holds):
    if not holds:
        raise UnwashableFile("broken")


def check_picture(content):
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, takes torn pictures too
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.load()


def check_pdf(content):
    """It has pages, and is read without a repair."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as paper:
        need([page.obj for page in paper.pages])
        need(not paper.get_warnings())


def check_archive(kind, content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        need(archive.testzip() is None)
        parts = {name: archive.read(name) for name in archive.namelist()}
        need(len(parts) == len(archive.infolist()))
        trees = {name: etree.fromstring(part) for name, part in parts.items() if is_xml(name)}
        if kind in BODIES:
            check_open_document(kind, archive.infolist()[0], parts, trees)
        else:
            check_open_xml(MAINS[kind], parts, trees)


def is_xml(name):
    return name.endswith((".xml", ".rels"))


# --- OpenDocument ------------------------------------------------------------------------------------------


def check_open_document(kind, first, parts, trees):
    """OpenDocument 1.3 part 2, 3.3: the type first and plain; the manifest lists every part and no other,
    with the version of content.xml.
    """
    need(first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and not first.extra)
    need(parts["mimetype"] == kind.encode())
    entries = {entry.get(of_manifest("full-path")): entry for entry in trees[MANIFEST]}
    need(len(entries) == len(trees[MANIFEST]))
    need(set(entries) == {"/"} | set(parts) - {"mimetype", MANIFEST})
    need(entries["/"].get(of_manifest("media-type")) == kind)
    version = version_of(parts["content.xml"])
    need({node.get(of_manifest("version"), "") for node in (trees[MANIFEST], entries["/"])} == {version})
    need(len(trees["content.xml"].findall(f"{{{OFFICE}}}body/{{{OFFICE}}}{BODIES[kind]}")) == 1)
    if cells_of(trees["content.xml"]) > CELLS:
        raise UnwashableFile("unpacked")


def cells_of(tree) -> int:
    """How many filled cells a program would lay out."""
    found = 0
    for row in tree.iter(f"{{{TABLE}}}table-row"):
        filled = (cell for cell in row if len(cell) or f"{{{OFFICE}}}value-type" in cell.attrib)
        found += repeated(row, "rows") * sum(repeated(cell, "columns") for cell in filled)
    return found


def repeated(node, what) -> int:
    return int(node.get(f"{{{TABLE}}}number-{what}-repeated", "1"))


def of_manifest(name):
    return f"{{{MANIFEST_SPACE}}}{name}"


# --- Word and Excel ----------------------------------------------------------------------------------------


def check_open_xml(main, parts, trees):
    """ECMA-376 part 2: every part has a type, every link leads to a part, the package leads to its main part,
    which has a body.
    """
    check_types(parts, trees)
    links = {name: targets_of(name, trees[name]) for name in trees if name.endswith(".rels")}
    for name, targets in links.items():
        need(set(targets.values()) <= set(parts))
        need(name == links_name("") or any(links_name(part) == name for part in parts))
    need(main in start_of(trees[links_name("")]))
    for name, tree in trees.items():
        need(linked(tree) <= set(links.get(links_name(name), ())))
    if main == WORD.main:
        need(len(children(trees[main], "body")) == 1)
    else:
        check_sheets(trees[main], links[links_name(main)])


def check_types(parts, trees):
    """A part without a type, or a type without its part."""
    ends = {node.get("Extension").lower() for node in trees[TYPES] if local_name(node) == "Default"}
    named = {
        node.get("PartName").removeprefix("/") for node in trees[TYPES] if local_name(node) == "Override"
    }
    need(named <= set(parts))
    rest = set(parts) - named - {TYPES}
    need({name.rpartition(".")[2].lower() for name in rest} <= ends)


def targets_of(name, root) -> dict[str, str]:
    """{id: part} of a part with links."""
    return {link.get("Id"): resolve_target(folder_of(name), link.get("Target")) for link in root}


def start_of(root) -> set[str]:
    """The parts a program begins with."""
    return {
        resolve_target("", link.get("Target"))
        for link in root
        if link.get("Type", "").endswith("/officeDocument")
    }


def linked(tree) -> set[str]:
    """The links a part uses."""
    return {value for node in tree.iter() for key, value in node.attrib.items() if is_link(key)}


def check_sheets(workbook, targets):
    sheets = [sheet for group in children(workbook, "sheets") for sheet in children(group, "sheet")]
    ids = [value for sheet in sheets for key, value in sheet.attrib.items() if is_link(key)]
    need(sheets and len(ids) == len(sheets))
    need(all("worksheets/" in targets[one] for one in ids))


def children(node, name):
    return [child for child in node if local_name(child) == name]
