"""Pictures inside papers: those that Pillow draws stay, whatever kind they are of; of the others the file is
refused in words, unless a drawn twin stands beside them.
"""

import io
from base64 import b64encode

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.drawing.image import Image as SheetPicture
from PIL import Image

from office.files.clean_copy import REASONS
from office.files.metadata_worker import UnwashableFile, wash_file
from tests.files import document_bytes, packed, parts_of
from tests.libreoffice import Office
from tests.office import letters, samples
from tests.office.samples import MARK
from tests.office.test_cleaning import has_trace, same_picture

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48" fill="red"/>'
    f"<desc>{MARK}</desc></svg>"
).encode()
SVG_TYPE = '<Default Extension="svg" ContentType="image/svg+xml"/>'
MAIN_LINKS = "word/_rels/document.xml.rels"


def drawn(kind, **more):
    out = io.BytesIO()
    samples.picture().save(out, kind, **more)
    return out.getvalue()


def word_with(picture):
    paper = docx.Document()
    paper.add_paragraph(samples.SHOWN)
    paper.add_picture(io.BytesIO(picture))
    return document_bytes(paper)


def renamed(content, end, picture=None):
    """The paper with its picture under another end of name."""
    parts = parts_of(content)
    parts[f"word/media/image1.{end}"] = picture or parts["word/media/image1.png"]
    del parts["word/media/image1.png"]
    types = f'<Default Extension="{end}" ContentType="image/{end}"/>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"<Override", types.encode() + b"<Override", 1
    )
    parts[MAIN_LINKS] = parts[MAIN_LINKS].replace(b"image1.png", f"image1.{end}".encode())
    return packed(parts)


def sheet_with(picture):
    book = openpyxl.Workbook()
    book.active["A1"] = samples.SHOWN
    book.active.add_image(SheetPicture(io.BytesIO(picture)), "B2")
    return document_bytes(book)


def text_with(picture):
    """What LibreOffice makes an OpenDocument text of."""
    return letters.flat(
        "text",
        f"<text:p>{samples.SHOWN}<draw:frame draw:name='п' text:anchor-type='as-char' svg:width='2cm' "
        f"svg:height='2cm'><draw:image><office:binary-data>{b64encode(picture).decode()}</office:binary-data>"
        "</draw:image></draw:frame></text:p>",
    )


GIF, BMP = drawn("GIF", comment=MARK), drawn("BMP")
TAKEN = {
    "gif.docx": word_with(GIF),
    "bmp.docx": word_with(BMP),
    "webp.docx": renamed(word_with(drawn("PNG")), "webp", drawn("WEBP", lossless=True)),
    "gif.xlsx": sheet_with(GIF),
}
FLAT = {f"{kind}.fodt": text_with(picture) for kind, picture in {"gif": GIF, "bmp": BMP, "svg": SVG}.items()}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def files(office):
    """{name: a paper with a picture, as a program writes it}"""
    ways = [(name, name.replace(".fodt", ".odt")) for name in FLAT] + [("svg.fodt", "svg.docx")]
    return TAKEN | office.save_all(FLAT, ways)


@pytest.fixture(scope="module")
def copies(files):
    return {name: wash_file(content)[1] for name, content in files.items()}


def test_copy_shows_the_picture_in_libreoffice(office, files, copies):
    assert len(files) == len(TAKEN) + len(FLAT) + 1
    ways = [(name, name + ".pdf") for name in copies]
    for name, paper in office.save_all(copies, ways).items():
        with pikepdf.open(io.BytesIO(paper)) as pdf:
            assert sum(len(page.get_images()) for page in pdf.pages) == 1, name
    assert len(ways) == len(copies)


def test_copy_tells_nobody_who_made_the_picture(copies):
    assert [name for name, copy in copies.items() if has_trace(copy)] == []


def test_picture_has_the_same_points_and_a_name_of_its_kind(copies):
    for name, copy in copies.items():
        [(part, picture)] = [
            (part, one) for part, one in parts_of(copy).items() if "/image" in part or "Pictures/" in part
        ]
        with Image.open(io.BytesIO(picture)) as shown:
            assert part.endswith({"PNG": ".png", "JPEG": ".jpg"}[shown.format]), name
        if not name.startswith("svg"):
            same_picture(drawn("PNG"), picture, most=3)


def test_svg_beside_its_picture_goes_and_the_picture_stays(files, copies):
    assert any(part.endswith(".svg") for part in parts_of(files["svg.odt"]))
    assert not any(part.endswith(".svg") for part in parts_of(copies["svg.odt"]))
    assert b".svg" not in parts_of(copies["svg.odt"])["content.xml"]


def svg_beside():
    """As Word writes it: the picture is a PNG, its extension names the SVG."""
    parts = parts_of(word_with(drawn("PNG")))
    parts["word/media/image2.svg"] = SVG
    beside = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="rId77" '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext></a:extLst></a:blip>'
    )
    main = parts["word/document.xml"].decode()
    begun = main.index("<a:blip ")
    end = main.index("/>", begun)
    parts["word/document.xml"] = (main[:end] + ">" + beside + main[end + 2 :]).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="media/image2.svg"/></Relationships>'
    parts[MAIN_LINKS] = parts[MAIN_LINKS].replace(b"</Relationships>", link.encode())
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"<Override", SVG_TYPE.encode() + b"<Override", 1)
    return packed(parts)


def test_svg_beside_a_picture_of_word_goes_and_the_picture_stays():
    copy = wash_file(svg_beside())[1]
    assert not has_trace(copy)
    assert [part for part in parts_of(copy) if "media" in part] == ["word/media/image1.png"]
    assert len(docx.Document(io.BytesIO(copy)).inline_shapes) == 1


def without_twin(files):
    """An OpenDocument text with its SVG alone."""
    parts = parts_of(files["svg.odt"])
    [twin] = [part for part in parts if part.startswith("Pictures/") and part.endswith(".png")]
    content = parts["content.xml"].decode()
    begun = content.index(f'<draw:image xlink:href="{twin}"')
    end = content.index("/>", begun) + 2
    return packed({**parts, "content.xml": (content[:begun] + content[end:]).encode()})


UNDRAWN = {
    "a scan": lambda files: word_with(drawn("TIFF")),
    "a drawing of Windows": lambda files: renamed(word_with(drawn("PNG")), "emf"),
    "an older drawing of Windows": lambda files: renamed(word_with(drawn("PNG")), "wmf"),
    "an SVG that is the picture": lambda files: renamed(word_with(drawn("PNG")), "svg", SVG),
    "an SVG without its twin": without_twin,
}


@pytest.mark.parametrize("name", UNDRAWN)
def test_picture_that_cannot_be_drawn_is_refused_in_words(name, files):
    with pytest.raises(UnwashableFile, match="^drawing$"):
        wash_file(UNDRAWN[name](files))
    assert "PDF" in str(REASONS["drawing"])


def test_picture_that_moves_is_refused_inside_too():
    moving = drawn("GIF", save_all=True, append_images=[Image.new("RGB", (64, 48), "green")])
    with pytest.raises(UnwashableFile, match="^moving$"):
        wash_file(word_with(moving))


@pytest.mark.parametrize("content", [GIF, BMP], ids=["gif", "bmp"])
def test_old_picture_by_itself_is_refused_with_the_kinds_that_are_taken(content):
    with pytest.raises(UnwashableFile, match="^type$"):
        wash_file(content)
    assert "JPEG" in str(REASONS["type"])
