"""The wash of Word, Excel and OpenDocument files: a new archive of the parts that are read, each without
what only programs read.

Every part is told by name: kept, left out, or a reason to refuse the file («inside»: something is embedded
that cannot be looked at). In
kept parts the text stands as its writer last left it: what was deleted under revision is gone, what was
inserted is text.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from office.files.archive import DOCX, ODS, ODT, XLSX, pack_archive
from office.files.metadata_worker import UnwashableFile
from office.files.open_fields import write_out_open_fields
from office.files.package_links import (
    is_link,
    links_name,
    links_of,
    main_of,
    spelt_in,
    tree_of,
    written,
)
from office.files.pictures import PICTURE, UNDRAWN, Pictures
from office.files.shown_values import local_name, take_out, write_out_fields, write_out_formulas
from office.files.word_revisions import accept_deletions

UNPACKED, PART, PARTS, DIRECTORY = 60 << 20, 20 << 20, 1000, 200_000


def name_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Family:
    """How the files of one family are washed: names of parts kept and left out, elements gone with their
    content or without it.
    """

    main: str
    other_main: str  # how else a program names the main part
    keep: re.Pattern
    leave: re.Pattern
    gone: frozenset[str]
    opened: frozenset[str]
    silent: frozenset[str]  # attributes
    write_out: Callable  # puts as text what a part's programs show


# What draws or brings another part and nothing else.
ONLY_LINKS = name_set("headerReference footerReference drawing picture imagedata tablePart control OLEObject")
SHARED_SILENT = name_set("author date initials descr title alt link rsid cm vm uid paraId textId userName")
OOXML_LEFT = (
    r"docProps/.*|customXml/.*|_rels/\.rels|.*/_rels/.*\.rels|\[Content_Types\]\.xml|\[trash\]/.*"
    r"|docMetadata/.*|_xmlsignatures/.*"
    r"|(?:[^/]+/)+"  # folders, which ExcelJS and zip programs list too
)
WORD = Family(
    main="word/document.xml",
    other_main=r"(?i:word/document\d+\.xml)",
    keep=re.compile(
        r"word/(?:document|styles|numbering|fontTable|footnotes|endnotes|header\d*|footer\d*)\.xml"
        r"|word/theme/theme\d+\.xml|word/media/" + PICTURE,
        re.IGNORECASE,
    ),
    leave=re.compile(
        OOXML_LEFT
        + r"|word/(?:settings|webSettings|comments\w*|people|stylesWithEffects|intelligence\d*)\.xml"
        r"|word/(?:bibliography|keyMapCustomizations)\.xml"
        r"|word/(?:glossary|fonts)/.*",
        re.IGNORECASE,
    ),
    gone=name_set(
        "del moveFrom rPrChange pPrChange sectPrChange tblPrChange tblGridChange trPrChange tcPrChange "
        "tblPrExChange numberingChange"
        " commentRangeStart commentRangeEnd commentReference annotationRef moveFromRangeStart "
        "moveFromRangeEnd moveToRangeStart"
        " moveToRangeEnd proofErr bookmarkStart bookmarkEnd instrText fldChar delText delInstrText "
        "dataBinding smartTagPr customXmlPr"
        " permStart permEnd subDoc hlinkClick hlinkHover hlinkMouseOver embedRegular embedBold "
        "embedItalic embedBoldItalic extLst"
    ),
    opened=name_set("ins moveTo smartTag customXml fldSimple hyperlink"),
    silent=SHARED_SILENT,
    write_out=write_out_fields,
)
EXCEL = Family(
    main="xl/workbook.xml",
    other_main=r"(?i:xl/workbook\d+\.xml)",
    keep=re.compile(
        r"xl/(?:workbook|styles|sharedStrings)\.xml|xl/theme/theme\d+\.xml|xl/worksheets/sheet\d+\.xml"
        r"|xl/drawings/drawing\d+\.xml"
        r"|xl/tables/table\d+\.xml|xl/media/" + PICTURE,
        re.IGNORECASE,
    ),
    leave=re.compile(
        OOXML_LEFT + r"|xl/(?:comments\w*|connections|calcChain|metadata)\.xml"
        r"|xl/(?:comments|threadedComments|persons|externalLinks|queryTables"
        r"|printerSettings|customProperty|revisions|richData)/.*|xl/drawings/\w+\.vml|xl/worksheets/_rels/.*",
        re.IGNORECASE,
    ),
    gone=name_set(
        "f hyperlinks legacyDrawing legacyDrawingHF externalReferences definedNames absPath fileSharing "
        "fileVersion oleObjects controls"
        " customWorkbookViews customSheetViews webPublishing webPublishItems extLst scenarios "
        "protectedRanges dataValidations smartTags"
        " calculatedColumnFormula totalsRowFormula hlinkClick hlinkHover customPr customProperties "
        "pivotCaches"
    ),
    opened=frozenset(),
    silent=SHARED_SILENT,
    write_out=write_out_formulas,
)
OPEN_DOCUMENT = Family(
    main="content.xml",
    other_main="",
    keep=re.compile(r"content\.xml|styles\.xml|Pictures/" + PICTURE, re.IGNORECASE),
    leave=re.compile(
        r"mimetype|meta\.xml|settings\.xml|layout-cache|manifest\.rdf"
        r"|META-INF/(?:manifest|documentsignatures)\.xml"
        r"|(?:Thumbnails|Configurations2)/.*|[\w/]+/"
    ),
    gone=name_set(
        "annotation annotation-end tracked-changes change change-start change-end scripts "
        "event-listeners change-info creator-info dde-links"
        " dde-source cell-range-source section-source script desc title bookmark bookmark-start "
        "bookmark-end reference-mark reference-mark-start reference-mark-end variable-decls "
        "sequence-decls user-field-decls dde-connection-decls alphabetical-index-mark "
        "alphabetical-index-mark-start alphabetical-index-mark-end toc-mark toc-mark-start toc-mark-end "
        "user-index-mark user-index-mark-start user-index-mark-end"
    ),
    opened=name_set("a"),
    silent=name_set("author date formula rsid paragraph-rsid change-id"),
    write_out=write_out_open_fields,
)


def wash_office(content: bytes) -> tuple[str, bytes]:
    """Media type and bytes of the copy of a .docx, .xlsx, .odt or .ods.

    Refused for anything else in a zip.
    """
    try:
        refuse_directory(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive.infolist())
            kind, family = family_of(archive)
            return kind, pack_archive(kind, parts_of(archive, family))
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        KeyError,
    ) as error:
        raise UnwashableFile("damaged") from error


def refuse_directory(content: bytes):
    """Look at the size of the list of parts before the list is read."""
    place = content.rfind(b"PK\x05\x06")
    if place < 0:
        raise UnwashableFile("damaged")
    if int.from_bytes(content[place + 12 : place + 16], "little") > DIRECTORY:
        raise UnwashableFile("unpacked")


def refuse_bomb(parts):
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise UnwashableFile("unpacked")
    if any(part.file_size > PART for part in parts):
        raise UnwashableFile("unpacked")
    if any(part.flag_bits & 1 for part in parts):
        raise UnwashableFile("locked")
    if len({part.filename for part in parts}) != len(parts):
        raise UnwashableFile("damaged")


def family_of(archive):
    """What the archive says it is, by its own words, not by its name."""
    inside = set(archive.namelist())
    if "mimetype" in inside:
        kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        if kind not in (ODT, ODS):
            raise UnwashableFile("type")
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnwashableFile("locked")
        return kind, OPEN_DOCUMENT
    types = spelt_in(archive, "[Content_Types].xml")
    if not types:
        raise UnwashableFile("type")
    if b"macroenabled" in archive.read(types).lower():
        raise UnwashableFile("macros")
    main = main_of(archive)
    for kind, family in ((DOCX, WORD), (XLSX, EXCEL)):
        if main.lower() == family.main or family.main in inside or re.fullmatch(family.other_main, main):
            return kind, family
    raise UnwashableFile("type")


def parts_of(archive, family) -> dict[str, bytes]:
    """The kept parts, washed. Refused for a part that is neither kept nor known to be left out."""
    spelt = {} if family is OPEN_DOCUMENT else spellings(archive, family)
    kept = [name for name in archive.namelist() if keeps(spelt.get(name, name), family)]
    pictures = Pictures.of(archive, [name for name in kept if not name.lower().endswith(".xml")])
    spelt |= pictures.names
    links = {} if family is OPEN_DOCUMENT else links_of(archive, kept, spelt)
    parts = {}
    for old in kept:
        name = spelt.get(old, old)
        if old in pictures.copies:
            parts[name] = pictures.copies[old]
            continue
        root = tree_of(archive.read(old))
        if family is OPEN_DOCUMENT:
            pictures.point_to_copies(root)
        else:
            pictures.refuse_undrawn(root, archive, links_name(old))
        parts[name] = quiet_xml(root, family, {link.get("Id") for link in links.get(links_name(name), ())})
    return parts | {name: written(root) for name, root in links.items()}


# Parts that programs and the list of types know by a name with a capital.
USUAL = {"fonttable.xml": "fontTable.xml", "sharedstrings.xml": "sharedStrings.xml"}


def usual_name(name: str) -> str:
    """A part as Word and Excel spell it: «WORD/Styles.xml» is «word/styles.xml»."""
    folder, slash, last = name.lower().rpartition("/")
    stem = last.removesuffix(".rels")
    return folder + slash + USUAL.get(stem, stem) + last.removeprefix(stem)


def spellings(archive, family) -> dict[str, str]:
    """{name in the archive: name in the copy} of the parts that are spelt otherwise there: in capitals, or
    the main part under another name, «word/document2.xml».
    """
    names = archive.namelist()
    ours = [name for name in names if family.keep.fullmatch(name) or name.lower().endswith(".rels")]
    found = {name: usual_name(name) for name in ours if name.lower().endswith((".xml", ".rels"))}
    main = main_of(archive)
    if main and found.get(main) != family.main:
        found[main] = family.main
        links = spelt_in(archive, links_name(main))
        found |= {links: links_name(family.main)} if links else {}
    if len(set(found.values())) != len(found):
        raise UnwashableFile("damaged")
    return {name: usual for name, usual in found.items() if name != usual}


def keeps(name: str, family: Family) -> bool:
    """Whether a part is kept or left out. Refused for a part of another name."""
    if re.search(r"vbaProject|macros?/|Basic/|Scripts/", name, re.IGNORECASE):
        raise UnwashableFile("macros")
    if family.keep.fullmatch(name):
        return True
    if not family.leave.fullmatch(name) and not UNDRAWN.fullmatch(name):
        raise UnwashableFile("inside")
    return False


def quiet_xml(root, family: Family, ids=frozenset()) -> bytes:
    """The part without what only programs read; `ids` are its links to other parts that are kept."""
    if family is WORD:
        accept_deletions(root)
    family.write_out(root)
    for element in list(root.iter()):
        if element is not root and element.getparent() is None:
            continue  # went with what it stood in
        name = local_name(element)
        if element is not root and name in family.gone:
            take_out(element)
        elif element is not root and name in family.opened:
            take_out(element, keep_children=True)
        elif dangles(element, name, ids):
            take_out(element)
        else:
            quiet_attributes(element, name, family)
    return written(root)


def dangles(element, name: str, ids) -> bool:
    """Take away the links to parts that are not kept, which Word calls damage; tell whether the element is
    nothing without its link.

    A sheet is left with its link: a workbook that has lost one is refused, not shortened.
    """
    lost = [key for key in element.attrib if is_link(key) and element.attrib[key] not in ids]
    if name != "sheet":
        for key in lost:
            del element.attrib[key]
    return bool(lost) and name in ONLY_LINKS


def quiet_attributes(element, name, family):
    """No author, hour or number of a revision, no path of a picture as its name, no link to the outside."""
    for key in list(element.attrib):
        short = local_name(key)
        if (
            short in family.silent
            or "rsid" in short.lower()
            or "revision" in (etree.QName(key).namespace or "")
            or short == "href"
            and not element.attrib[key].startswith("Pictures/")
            or short == "name"
            and "drawing:1.0" in (etree.QName(key).namespace or "")
        ):
            del element.attrib[key]
    if name in ("docPr", "cNvPr"):
        element.set("name", "")
