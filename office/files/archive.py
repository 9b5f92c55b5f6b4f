"""The new archive of a reading copy: the parts that are kept, with a list of them written anew."""

import io
import re
import zipfile
from xml.sax.saxutils import quoteattr

from lxml import etree

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
MOMENT = (1980, 1, 1, 0, 0, 0)  # the first a zip can tell: no part says when it was packed
OVERRIDES = {
    "word/document": f"{DOCX}.main+xml",
    "xl/workbook": f"{XLSX}.main+xml",
    "xl/worksheets/sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "xl/drawings/drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "xl/tables/table": "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml",
    "theme/theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
}


def pack_archive(kind: str, kept: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if kind in (ODT, ODS):
            write_part(archive, "mimetype", kind.encode(), zipfile.ZIP_STORED)
            kept = {**kept, "META-INF/manifest.xml": manifest_xml(kind, kept)}
        else:
            kept = {"[Content_Types].xml": content_types_xml(kept), **kept}
        for name, content in kept.items():
            write_part(archive, name, content)
    return out.getvalue()


def write_part(archive, name, content, how=zipfile.ZIP_DEFLATED):
    part = zipfile.ZipInfo(name, MOMENT)
    part.compress_type = how
    archive.writestr(part, content)


def content_types_xml(kept) -> bytes:
    """`[Content_Types].xml` of the kept parts, written anew."""
    lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in DEFAULTS.items()]
    lines += [f'<Default Extension="{end}" ContentType="image/jpeg"/>' for end in ("jpg", "jpeg")]
    lines += [
        f'<Override PartName="/{name}" ContentType="{type_of(name)}"/>'
        for name in kept
        if name.endswith(".xml")
    ]
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="{space}">{"".join(lines)}</Types>'.encode()


def type_of(name: str) -> str:
    for start, kind in OVERRIDES.items():
        if re.search(rf"(?:^|/){start}\d*\.xml$", name) or name == f"{start}.xml":
            return kind
    part = re.sub(r"\d+$", "", name.rsplit("/", 1)[-1].removesuffix(".xml"))
    base = "spreadsheetml" if name.startswith("xl/") else "wordprocessingml"
    return f"application/vnd.openxmlformats-officedocument.{base}.{part}+xml"


def manifest_xml(kind, kept) -> bytes:
    """`META-INF/manifest.xml` of the kept parts. It says the version that content.xml says: where they
    differ, LibreOffice opens nothing.
    """
    ends = {"xml": "text/xml", "png": "image/png"}
    version = version_of(kept["content.xml"])
    said = f" manifest:version={quoteattr(version)}" if version else ""
    lines = [f'<manifest:file-entry manifest:full-path="/"{said} manifest:media-type="{kind}"/>']
    lines += [
        (
            f'<manifest:file-entry manifest:full-path="{name}" '
            f'manifest:media-type="{ends.get(name.rsplit(".", 1)[-1], "image/jpeg")}"/>'
        )
        for name in kept
    ]
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{space}"{said}>'
        f"{''.join(lines)}</manifest:manifest>"
    ).encode()


def version_of(content: bytes) -> str:
    """The version of OpenDocument that content.xml states, "" below 1.2: earlier manifests have no such
    attribute.

    Versions are compared as texts, as LibreOffice does.
    """
    version = etree.fromstring(content).get(f"{{{OFFICE}}}version", "")
    return version if version >= "1.2" else ""
