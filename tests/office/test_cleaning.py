"""What citizens bring comes out readable and tells nobody who made it (SAFETY P-5, U-3, U-5)."""

import io
import re
import struct
import time
import zipfile
import zlib

import docx
import pikepdf
import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image, ImageChops, ImageOps, ImageStat

from office.files.clean_copy import clean_upload
from office.files.metadata_worker import UnwashableFile, wash_file
from office.files.models import WrongFile
from tests.files import packed, parts_of, zipped
from tests.office import samples
from tests.office.samples import MARK, SHOWN
from tests.office.test_word_reading import FIELDS

SAMPLES = [
    (kind, place, content) for kind, make in samples.KINDS.items() for place, content in enumerate(make())
]
TRACES = [MARK.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def insides(content):
    """The bytes, the unpacked parts, the unpacked streams of a file: wherever a name could stand."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from insides(archive.read(name))
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as paper:
            streams = [thing for thing in paper.objects if isinstance(thing, pikepdf.Stream)]
            yield from (stream.read_raw_bytes() for stream in streams)
            yield from (stream.read_bytes() for stream in streams if stream.get("/Filter") == "/FlateDecode")
            out = io.BytesIO()
            paper.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            yield out.getvalue()
    if content.startswith((b"\x89PNG", b"\xff\xd8")):
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            yield repr(picture.info).encode() + repr(dict(picture.getexif())).encode()


def has_trace(content):
    return any(trace in inside for inside in insides(content) for trace in TRACES)


def test_there_are_eighty_samples_and_each_tells_who_made_it():
    assert len(SAMPLES) == 80
    assert [f"{kind} {place}" for kind, place, content in SAMPLES if not has_trace(content)] == []


@pytest.mark.parametrize(
    ("kind", "place", "content"), SAMPLES, ids=lambda value: value if isinstance(value, str | int) else ""
)
def test_the_reading_copy_tells_nothing_and_shows_the_same(kind, place, content):
    copy = wash_file(content)[1]
    assert not has_trace(copy)
    SHOWS[kind](content, copy)


def same_picture(content, copy, most=2):
    with Image.open(io.BytesIO(content)) as old, Image.open(io.BytesIO(copy)) as new:
        was = ImageOps.exif_transpose(old).convert("RGB")
        assert new.size == was.size
        assert max(ImageStat.Stat(ImageChops.difference(was, new.convert("RGB"))).mean) < most


def same_pages(content, copy):
    with pikepdf.open(io.BytesIO(content)) as old, pikepdf.open(io.BytesIO(copy)) as new:
        drawn = [[page.Contents.read_bytes().strip() for page in paper.pages] for paper in (old, new)]
        assert [b"".join(page.split()) for page in drawn[0]] == [b"".join(page.split()) for page in drawn[1]]
        assert set(new.Root.keys()) == {"/Type", "/Pages"}


def same_word(content, copy):
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(copy)).paragraphs]
    assert texts[0] == SHOWN
    assert MARK not in "".join(texts)


def same_excel(content, copy):
    assert load_workbook(io.BytesIO(copy)).active["A1"].value == SHOWN


def same_open_document(content, copy):
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert SHOWN in archive.read("content.xml").decode()


SHOWS = {
    "jpeg": same_picture,
    "png": same_picture,
    "pdf": same_pages,
    "docx": same_word,
    "xlsx": same_excel,
    "odt": same_open_document,
}


def webp(mode, **more):
    out = io.BytesIO()
    samples.picture().convert(mode).save(out, "WEBP", quality=95, exif=samples.exif(6), **more)
    return out.getvalue()


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "image/jpeg"), ("RGBA", "image/png")])
def test_webp_of_a_telephone_is_taken(mode, kind):
    content = webp(mode, lossless=True)
    if mode == "RGBA":
        see_through = samples.picture().convert("RGBA")
        see_through.putalpha(100)
        out = io.BytesIO()
        see_through.save(out, "WEBP", lossless=True, exif=samples.exif(6))
        content = out.getvalue()
    copy = clean_upload(content)
    assert (copy.kind, has_trace(copy.content)) == (kind, False)
    if mode == "RGB":
        same_picture(content, copy.content, most=3)


def test_webp_that_moves_is_refused():
    moving = webp("RGB", save_all=True, append_images=[Image.new("RGB", (64, 48), "green")])
    with pytest.raises(UnwashableFile, match="moving"):
        wash_file(moving)


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"\r\n\r\n \0"])
def test_bytes_that_a_scanner_leaves_before_a_pdf_do_no_harm(before):
    assert wash_file(before + many_pages(2))[0] == "application/pdf"


def test_inserted_words_stay_and_deleted_words_go():
    _kind, copy = wash_file(list(samples.word_samples())[1])
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(copy)).paragraphs] == [SHOWN, "жаңы сөз"]


def with_folders(content):
    """As ExcelJS and zip programs pack it: folders are listed too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for folder in ("word/", "word/media/", "xl/", "xl/worksheets/", "docProps/"):
            archive.writestr(folder, b"")
        for name, part in parts_of(content).items():
            archive.writestr(name, part)
    return out.getvalue()


def renamed_main(name):
    """A Word file whose main part has another name, as its links and its list of types say."""
    parts = {one.replace("document.xml", name): part for one, part in parts_of(samples.word_sample()).items()}
    for one in ("_rels/.rels", "[Content_Types].xml"):
        parts[one] = parts[one].replace(b"word/document.xml", f"word/{name}".encode())
    return packed(parts)


def in_other_case(content, folder):
    """The parts of a folder, and the list of types, in capitals; the links spell them as before."""
    capitals = re.compile(rf"{folder}/|\[Content_Types\]\.xml|styles\.xml", re.IGNORECASE)
    return packed(
        {capitals.sub(lambda found: found[0].upper(), name): part for name, part in parts_of(content).items()}
    )


LEFT_OUT = ("docMetadata/LabelInfo.xml", "word/intelligence2.xml", "word/bibliography.xml")
LEFT_OUT += ("word/keyMapCustomizations.xml", "_xmlsignatures/sig1.xml", "_xmlsignatures/origin.sigs")


@pytest.mark.parametrize(
    "content",
    [
        with_folders(samples.word_sample()),
        with_folders(samples.excel_sample()),
        samples.word_sample(parts=dict.fromkeys(LEFT_OUT, MARK.encode())),
        renamed_main("document2.xml"),
        renamed_main("Document.xml"),
        in_other_case(samples.word_sample(), "word"),
        in_other_case(samples.word_sample(), "_rels"),
        in_other_case(samples.excel_sample(), "xl"),
    ],
    ids=[
        "folders in Word",
        "folders in Excel",
        "parts of Microsoft 365",
        "another name",
        "another case",
        "Word in capitals",
        "links in capitals",
        "Excel in capitals",
    ],
)
def test_valid_file_of_another_program_is_taken(content):
    kind, copy = wash_file(content)
    assert not has_trace(copy)
    (same_word if kind.endswith("document") else same_excel)(content, copy)


def test_two_parts_that_differ_in_case_alone_are_damage():
    content = zipped({"WORD/Document.xml": b"<w/>"}, samples.word_sample())
    with pytest.raises(UnwashableFile, match="^damaged$"):
        wash_file(content)


@pytest.mark.parametrize(("content", "said"), [field[1:] for field in FIELDS if "w:ffData" in field[1]])
def test_choices_of_a_form_stay_in_the_copy(content, said):
    """The programs of the fields go, and with them would go what was chosen."""
    body = f"<w:p><w:r><w:t>Жооп:</w:t></w:r>{content}</w:p>"
    copy = docx.Document(io.BytesIO(wash_file(samples.word_sample(body=body))[1]))
    assert copy.paragraphs[1].text == f"Жооп:{said}"


def test_title_field_of_an_open_document_keeps_its_words():
    """The title of a drawing goes: nobody reads it."""
    title = "<text:p>Тема: <text:title>Мыйзамсыз курулуш</text:title>.</text:p>"
    hidden = (
        "<text:p><svg:title "
        f'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">{MARK}</svg:title></text:p>'
    )
    copy = wash_file(samples.open_document(title + hidden))[1]
    words = etree.fromstring(parts_of(copy)["content.xml"]).xpath("string()")
    assert "Тема: Мыйзамсыз курулуш." in words
    assert MARK not in words


def test_formula_without_a_kept_result_is_shown():
    """openpyxl and ExcelJS do not reckon; a program that does has kept what it found."""
    content = samples.excel_sample(lambda book: book.active.append(["жалпы", "=SUM(B2:B2)"]))
    assert [cell.value for cell in load_workbook(io.BytesIO(wash_file(content)[1])).active[2]] == [
        "жалпы",
        "=SUM(B2:B2)",
    ]
    sheet = parts_of(content)["xl/worksheets/sheet1.xml"]
    reckoned, changes = re.subn(rb"(?<=</f>)<v ?(?:/>|></v>)", b"<v>12</v>", sheet)
    assert changes == 1
    kept = zipped({"xl/worksheets/sheet1.xml": reckoned}, content)
    assert load_workbook(io.BytesIO(wash_file(kept)[1])).active["B2"].value == 12


def test_no_part_of_a_copy_says_when_it_was_packed():
    with zipfile.ZipFile(io.BytesIO(wash_file(samples.word_sample())[1])) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- bombs and disguises -----------------------------------------------------------------------------------


def png(width, height):
    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def many_pages(count):
    with pikepdf.new() as paper:
        for _number in range(count):
            paper.add_blank_page(page_size=(10, 10))
        out = io.BytesIO()
        paper.save(out)
    return out.getvalue()


def document(xml):
    return zipped({"word/document.xml": xml}, samples.word_sample())


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
BOMBS = {
    "pixels": lambda: png(50_000, 50_000),
    "pages": lambda: many_pages(400),
    "unpacked": lambda: zipped({"xl/sharedStrings.xml": b"0" * (200 << 20)}, samples.excel_sample()),
    "entities": lambda: document(LAUGHS),
    "damaged": lambda: document(b"<a>" * 100_000 + b"</a>" * 100_000),
}


@pytest.mark.parametrize("reason", BOMBS)
def test_a_bomb_is_refused_before_it_is_opened(reason):
    content = BOMBS[reason]()
    begun = time.monotonic()
    with pytest.raises(UnwashableFile, match=reason):
        wash_file(content)
    assert time.monotonic() - begun < 1


def test_a_hundred_thousand_tiny_parts_are_refused_before_their_list_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3000):
            archive.writestr(f"word/{number}/" + "x" * 60, b"")
    with pytest.raises(UnwashableFile, match="unpacked"):
        wash_file(out.getvalue())


MACROS = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
STRANGERS = {
    "a web page": (b"<html><script>alert(1)</script>", "type"),
    "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "type"),
    "a program": (b"MZ\x90\0", "type"),
    "the test virus": (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "type"),
    "a paper behind a script": (b"alert(1)//%PDF-1.7", "type"),
    "any zip": (zipped({"../../etc/passwd": b"x"}), "type"),
    "a photograph of a new telephone": (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
    "a fax": (b"II*\0\x08\0\0\0", "tiff"),
    "sound": (b"RIFF\x24\0\0\0WAVEfmt ", "sound"),
    "a film": (b"\0\0\0\x18ftypisom\0\0\0\0", "sound"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old"),
    "macros under a plain name": (zipped({"[Content_Types].xml": MACROS}, samples.word_sample()), "macros"),
    "macros in a part": (zipped({"word/vbaProject.bin": b"x"}, samples.word_sample()), "macros"),
    "a file inside a file": (zipped({"word/embeddings/a.bin": b"x"}, samples.word_sample()), "inside"),
    "half a photograph": (next(samples.jpegs())[:300], "damaged"),
    "half a paper": (b"%PDF-1.7\n1 0 obj", "damaged"),
    "half an archive": (samples.word_sample()[:-30], "damaged"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_file_of_another_kind_is_refused_with_its_reason(name):
    content, reason = STRANGERS[name]
    with pytest.raises(UnwashableFile, match=f"^{reason}$"):
        wash_file(content)


def test_a_locked_paper_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(many_pages(1))) as paper:
        paper.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnwashableFile, match="locked"):
        wash_file(out.getvalue())


# --- the door ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", samples.KINDS.values(), ids=samples.KINDS)
def test_the_door_washes_in_a_process_of_its_own(make):
    copy = clean_upload(next(make()))
    assert not has_trace(copy.content)
    assert copy.content == wash_file(next(make()))[1]


def test_the_door_says_what_to_do_with_a_refused_file():
    with pytest.raises(WrongFile) as refused:
        clean_upload(b"\0\0\0\x18ftypheic\0\0\0\0")
    assert "HEIC" in str(refused.value)
    with pytest.raises(WrongFile):
        clean_upload(b"")
    with pytest.raises(WrongFile):
        clean_upload(b"\xff\xd8\xff" + b"\0" * (21 << 20))


def test_a_process_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr("office.files.clean_copy.ask_washing_process", lambda content: b"")
    with pytest.raises(WrongFile):
        clean_upload(samples.word_sample())
