"""Shared parts of generated Word and Excel files: font, languages, bytes independent of the time."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from office.papers.sheet import Table, strip_unprintable
from office.papers.typography import keep_numbers_together

FONT = "Times New Roman"
LANGUAGES = {"ky": "ky-KG", "ru": "ru-RU"}
LEFT_OUT = ("docProps/thumbnail.jpeg",)


def stable_zip(data: bytes, table: Table) -> bytes:
    """Repack the archive so that equal tables give equal bytes: no time, author or thumbnail."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename in LEFT_OUT:
                continue
            content = _core_xml(table) if part.filename == "docProps/core.xml" else old.read(part)
            if part.filename == "word/document.xml":
                content = keep_numbers_together(content.decode()).encode()
            if part.filename == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _core_xml(table: Table) -> bytes:
    title = escape(strip_unprintable(" ".join(table["title"].split())))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator/>'
        f"<dc:language>{LANGUAGES[table['language']]}</dc:language></cp:coreProperties>"
    ).encode()
