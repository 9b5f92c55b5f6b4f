"""Eighty files as people bring them, each telling somewhere who made it: MARK stands in every one, where the
eye does not see it.
"""

import io
import zipfile

import docx
import pikepdf
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

from tests.files import document_bytes, zipped

MARK = "Gulnara-7431"
SHOWN = "Арык ондолгон жок"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def picture(size=(64, 48)):
    """A picture whose corners differ, so that a turned one is noticed."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    image.paste("blue", (size[0] // 2, size[1] // 2, *size))
    return image


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x0112], tags[0x010F], tags[0x013B], tags[0x9286] = orientation, MARK, MARK, MARK
    tags.get_ifd(0x8825).update({1: "N", 2: (40.0, 31.0, 7431.0), 29: MARK})
    return tags


def jpegs():
    """40: each orientation, alone and with a remark, XMP, a profile, a second file after the end."""
    for orientation in range(1, 9):
        for more in (
            {},
            {"comment": MARK.encode()},
            {"xmp": f"<x>{MARK}</x>".encode()},
            {"icc_profile": MARK.encode()},
        ):
            out = io.BytesIO()
            picture().save(out, "JPEG", quality=95, exif=exif(orientation), **more)
            yield out.getvalue()
        out = io.BytesIO()
        picture().save(out, "JPEG", quality=95, exif=exif(orientation))
        yield out.getvalue() + zipped({"who.txt": MARK.encode()})


def pngs():
    """10: texts, compressed texts, EXIF, an hour, in colour, grey, with a palette and with see-through
    points.
    """
    for mode in ("RGB", "L", "P", "RGBA", "1"):
        for kind in ("text", "exif"):
            notes = PngImagePlugin.PngInfo()
            notes.add_text("Author", MARK)
            notes.add_itxt("Comment", MARK, zip=True)
            out = io.BytesIO()
            picture().convert(mode).save(
                out, "PNG", **({"pnginfo": notes} if kind == "text" else {"exif": exif()})
            )
            yield out.getvalue()


def pdf_of(draw):
    with pikepdf.new() as paper:
        page = paper.add_blank_page(page_size=(300, 300))
        page.Contents = paper.make_stream(b"0 0 1 rg 50 50 100 100 re f")
        draw(paper, page)
        out = io.BytesIO()
        paper.save(out)
    return out.getvalue()


def photograph(paper, page):
    image = paper.make_stream(
        next(jpegs()), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48
    )
    image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = paper.make_stream(b"q 200 0 0 200 20 20 cm /Im0 Do Q")


def xmp(paper, page):
    with paper.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:creator"] = [MARK]


def remark(paper, page):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=MARK, Contents=MARK
    )
    page.Annots = pikepdf.Array([paper.make_indirect(note)])


def script(paper, page):
    paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{MARK}')")
    page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://{MARK}.example"))


def pieces(paper, page):
    page.PieceInfo = pikepdf.Dictionary(Word=pikepdf.Dictionary(Private=MARK))
    page.Metadata = paper.make_stream(MARK.encode())
    paper.Root.StructTreeRoot = pikepdf.Dictionary(Alt=MARK)


def form(paper, page):
    paper.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=paper.make_stream(MARK.encode()))


def pdf_samples():
    """10: author, XMP, attachment, script, remark, private pieces, form, outline, a photograph with its
    place, a revision before.
    """
    yield pdf_of(lambda paper, page: paper.docinfo.update({"/Author": MARK, "/Producer": MARK}))
    yield pdf_of(xmp)
    yield pdf_of(lambda paper, page: paper.attachments.__setitem__("who.txt", MARK.encode()))
    for draw in (script, remark, pieces, form, photograph):
        yield pdf_of(draw)
    yield pdf_of(
        lambda paper, page: paper.Root.__setattr__(
            "Names", pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=[MARK, 1]))
        )
    )
    yield pdf_of(lambda paper, page: None) + f"\n9 0 obj ({MARK}) endobj\n%%EOF".encode()


def word_sample(*, body="", parts=None):
    """A Word file with the shown text, more XML in its body, more parts in its archive."""
    paper = docx.Document()
    paper.add_paragraph(SHOWN)
    paper.core_properties.author = paper.core_properties.last_modified_by = MARK
    content = document_bytes(paper)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = archive.read("word/document.xml").decode()
    document = document.replace("<w:sectPr", f"{body}<w:sectPr", 1)
    return zipped({"word/document.xml": document.encode(), **(parts or {})}, content)


def run(text, tag="t"):
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


def word_samples():
    """10: properties, revisions, remarks, thumbnail, people, own XML, paths of fields, links, names of
    pictures, rsid.
    """
    by = f'w:id="1" w:author="{MARK}" w:date="2026-11-25T20:00:00Z"'
    yield word_sample()
    yield word_sample(
        body=f"<w:p><w:del {by}>{run(MARK, 'delText')}</w:del><w:ins {by}>{run('жаңы сөз')}</w:ins></w:p>"
    )
    yield word_sample(
        body=f'<w:p><w:commentRangeStart w:id="1"/>{run("сөз")}<w:commentRangeEnd w:id="1"/></w:p>',
        parts={"word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment {by}/></w:comments>'.encode()},
    )
    yield word_sample(parts={"docProps/thumbnail.jpeg": next(jpegs())})
    yield word_sample(
        parts={"word/people.xml": f"<p>{MARK}</p>".encode(), "customXml/item1.xml": f"<p>{MARK}</p>".encode()}
    )
    yield word_sample(body=f"<w:p>{run(f'INCLUDETEXT C:/Users/{MARK}/a.docx', 'instrText')}</w:p>")
    yield word_sample(body=f'<w:p><w:fldSimple w:instr="LINK {MARK}">{run("сөз")}</w:fldSimple></w:p>')
    yield word_sample(
        body=(
            f'<w:p w:rsidR="00{MARK}"><w:pPr><w:pPrChange '
            f"{by}><w:pPr/></w:pPrChange></w:pPr>{run('сөз')}</w:p>"
        )
    )
    yield word_sample(parts={"word/media/image1.jpeg": next(jpegs())})
    yield word_sample(
        body=(
            f"<!-- {MARK} --><w:p><w:moveFrom {by}>{run(MARK)}</w:moveFrom><w:moveTo "
            f"{by}>{run('сөз')}</w:moveTo></w:p>"
        )
    )


def excel_sample(mark=lambda book: None, parts=None):
    book = Workbook()
    book.active["A1"] = SHOWN
    book.properties.creator = MARK
    mark(book)
    return zipped(parts or {}, document_bytes(book))


def excel_samples():
    """5: properties, a remark, a link to another file, a defined name, a formula that calls outside."""
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName

    yield excel_sample()
    yield excel_sample(lambda book: setattr(book.active["A1"], "comment", Comment(MARK, MARK)))
    yield excel_sample(lambda book: setattr(book.active["A1"], "hyperlink", f"https://{MARK}.example"))
    yield excel_sample(
        lambda book: book.defined_names.add(DefinedName("a", attr_text=f"'[{MARK}.xlsx]A'!$A$1"))
    )
    yield excel_sample(
        lambda book: book.active.append([f"='[1]{MARK}'!A1"]),
        {"xl/externalLinks/externalLink1.xml": f"<a>{MARK}</a>".encode()},
    )


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DC = "http://purl.org/dc/elements/1.1/"


def open_document(body="", parts=None):
    kind = b"application/vnd.oasis.opendocument.text"
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:dc="{DC}" '
        f'office:version="1.2"><office:body>'
        f"<office:text>{body}<text:p>{SHOWN}</text:p></office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": kind,
            "content.xml": content.encode(),
            "meta.xml": f"<a>{MARK}</a>".encode(),
            "settings.xml": f"<a>{MARK}</a>".encode(),
            "Thumbnails/thumbnail.png": next(pngs()),
            "META-INF/manifest.xml": b"<manifest/>",
            **(parts or {}),
        }
    )


def open_documents():
    """5: properties, a remark, revisions, a picture with its place, a name in a field's script."""
    author = f"<dc:creator>{MARK}</dc:creator><dc:date>2026-11-25T20:00:00</dc:date>"
    yield open_document()
    yield open_document(
        f"<text:p><office:annotation>{author}<text:p>{MARK}</text:p></office:annotation>сөз</text:p>"
    )
    yield open_document(
        f"<text:tracked-changes><text:changed-region><text:deletion>"
        f"<office:change-info>{author}</office:change-info>"
        f"<text:p>{MARK}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    yield open_document(parts={"Pictures/1.jpg": next(jpegs())})
    yield open_document(f"<text:p><text:script>{MARK}</text:script>сөз</text:p>")


KINDS = {
    "jpeg": jpegs,
    "png": pngs,
    "pdf": pdf_samples,
    "docx": word_samples,
    "xlsx": excel_samples,
    "odt": open_documents,
}
