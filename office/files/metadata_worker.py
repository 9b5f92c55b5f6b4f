"""The wash: a reading copy of a file a stranger brought, without anything the eye does not see in it.

Run as a script by `office/files/clean_copy.py` in a process of its own that has no settings, no secrets,
little memory and little time: what it
reads is hostile. The file comes on the standard input; a JSON line `{"error", "kind"}` and the bytes of the
copy go to the standard output.

What is told here by allow-lists is kept; everything else is either known to be without worth for the reader
and left out, or the whole
file is refused with a reason. A picture is decoded and encoded anew; the pages of a PDF move into a new file.
"""

import io
import json
import re
import resource
import sys
from importlib import import_module

HEAD = 1024  # bytes in which readers look for the beginning of a PDF
BEFORE_PDF = b"\xef\xbb\xbf\0 \t\r\n"  # what scanners and mail gateways leave before it
SECONDS, MEGABYTES = 20, 1024
PIXELS = 40_000_000
PAGES = 300

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
PICTURES, OLD_PICTURES = ("JPEG", "PNG", "WEBP"), ("GIF", "BMP")  # as Pillow calls them
PNG_START = b"\x89PNG\r\n\x1a\n"
# The parts of a JPEG that draw nothing: APP1…APP13, APP15 and COM. APP0 and APP14 tell how to decode.
NON_IMAGE_MARKERS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
PAGE_KEYS = frozenset(
    f"/{key}"
    for key in (
        "Type", "Parent", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate",
        "Contents", "Group", "UserUnit",
    )
)  # fmt: skip
METADATA_KEYS = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/CreatorInfo",
    "/AF",
    "/Ref",
    "/OPI",
    "/Alternates",
    "/Thumb",
)


class UnwashableFile(Exception):
    """The file is not taken; the argument is a key of `office.files.clean_copy.REASONS`."""


def wash_file(content: bytes) -> tuple[str, bytes]:
    """Media type and bytes of the reading copy, which a program opens. Refused with a reason."""
    from office.files.copy_check import check

    kind, copy = washed(content)
    check(kind, copy)
    return kind, copy


def washed(content: bytes) -> tuple[str, bytes]:
    kind = media_type_of(content)
    if kind == "zip":
        from office.files.office_metadata import wash_office

        return wash_office(content)
    if kind == PDF:
        return kind, wash_pdf(content)
    copy = wash_picture(content)
    return PNG if copy.startswith(PNG_START) else JPEG, copy


def media_type_of(content: bytes) -> str:
    """By the first bytes alone; the name and what the browser says do not count. Refused for every kind
    that is not taken.
    """
    starts = {
        b"%PDF-": PDF,
        b"\xff\xd8\xff": JPEG,
        PNG_START: PNG,
        b"PK\x03\x04": "zip",
    }
    for start, kind in starts.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content[:HEAD].lstrip(BEFORE_PDF).startswith(b"%PDF-"):
        return PDF
    raise UnwashableFile(refusal_reason(content))


def refusal_reason(content: bytes) -> str:
    """Why a file of another kind is refused."""
    if not content:
        return "empty"
    if content[4:8] == b"ftyp":
        return "heic" if content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif") else "sound"
    if content.startswith((b"II*\0", b"MM\0*")):
        return "tiff"
    if content.startswith((b"ID3", b"OggS", b"RIFF", b"\xff\xfb", b"\x1aE\xdf\xa3", b"#!AMR")):
        return "sound"
    return "old" if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else "type"


# --- pictures -----------------------------------------------------------------------------------------------


def wash_picture(content: bytes, inside: bool = False) -> bytes:
    """The pixels, turned upright, in a new file of the same kind: no EXIF, place, text, thumbnail, profile
    or second picture.

    A WebP, which telephones and messengers save, becomes a JPEG, or a PNG where one sees through it; a GIF or
    BMP, which stand `inside` papers, a PNG.
    """
    from PIL import Image, ImageOps

    Image.preinit()
    import_module("PIL.WebPImagePlugin")  # not among what Pillow loads by itself
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before a pixel is read
    try:
        with Image.open(io.BytesIO(content), formats=PICTURES + OLD_PICTURES * inside) as picture:
            if picture.width * picture.height > PIXELS:
                raise UnwashableFile("pixels")
            if picture.format in ("PNG", "WEBP", "GIF") and getattr(picture, "n_frames", 1) > 1:
                raise UnwashableFile("moving")
            jpeg = picture.format not in ("PNG", *OLD_PICTURES) and not (
                picture.format == "WEBP" and picture.has_transparency_data
            )
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert(mode_of(upright, jpeg))
    except UnwashableFile:
        raise
    except Exception as error:
        raise UnwashableFile("damaged") from error
    plain.info = {}
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=90) if jpeg else plain.save(out, "PNG")
    return out.getvalue()


def mode_of(picture, jpeg: bool) -> str:
    """A mode the new file can have; a palette with a see-through colour keeps it."""
    if jpeg:
        return "L" if picture.mode == "L" else "RGB"
    if picture.has_transparency_data:
        return "RGBA"
    return picture.mode if picture.mode in ("1", "L", "RGB", "I;16") else "RGB"


# --- PDF ----------------------------------------------------------------------------------------------------


def wash_pdf(content: bytes) -> bytes:
    """The pages in a new file: no author, XMP, attachment, script, form, remark or earlier revision; marks
    of the pages become drawing.
    """
    import pikepdf

    from office.files.form_fields import draw_fields
    from office.files.layers import drop_hidden_layers
    from office.files.page_marks import draw_marks

    try:
        with pikepdf.open(io.BytesIO(content)) as old, pikepdf.new() as new:
            if len(old.pages) > PAGES:
                raise UnwashableFile("pages")
            if "/Collection" in old.Root:  # a portfolio: its pages only say that its files are elsewhere
                raise UnwashableFile("inside")
            if is_drawn_by_adobe(old.Root):
                raise UnwashableFile("xfa")
            drop_hidden_layers(old)
            draw_fields(old)
            draw_marks(old)
            old.flatten_annotations("all")
            for page in old.pages:
                for key in set(page.obj.keys()) - PAGE_KEYS:
                    del page.obj[key]
            new.pages.extend(old.pages)
            for thing in new.objects:
                strip_metadata(thing)
            out = io.BytesIO()
            new.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise UnwashableFile("locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise UnwashableFile("damaged") from error
    return out.getvalue()


def is_drawn_by_adobe(root) -> bool:
    """Whether the pages only say «Please wait …»: the words of a dynamic XFA form are in its XML (Adobe
    supplement to ISO 32000, BaseVersion 1.7, ExtensionLevel 3: NeedsRendering; XFA 3.3: dynamicRender).
    """
    import pikepdf

    form = root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary) or "/XFA" not in form:
        return False
    packets = form.XFA if isinstance(form.XFA, pikepdf.Array) else [form.XFA]
    streams = [packet.read_bytes() for packet in packets if isinstance(packet, pikepdf.Stream)]
    dynamic = re.compile(rb"<dynamicRender>\s*required", re.IGNORECASE)
    return bool(root.get("/NeedsRendering")) or any(dynamic.search(stream) for stream in streams)


def strip_metadata(thing):
    """Take out of an object, and of what stands directly in it, what only programs read; clean the pictures
    it draws.
    """
    import pikepdf

    if isinstance(thing, pikepdf.Array):
        children = list(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in set(thing.keys()) & set(METADATA_KEYS):
            del thing[key]
        if isinstance(thing, pikepdf.Stream):
            strip_picture_metadata(thing)
        keys = thing.keys()
        children = [thing[key] for key in keys]
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            strip_metadata(child)


# Packings of bytes that producers put around a picture.
PLAIN_FILTERS = {"/ASCII85Decode", "/ASCIIHexDecode", "/FlateDecode"}


def strip_picture_metadata(stream):
    """Strip metadata of an embedded JPEG or JPEG 2000 without touching pixels."""
    import pikepdf

    filters = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if not {"/DCTDecode", "/JPXDecode"} & set(names):
        return
    *outer, innermost = names
    if not PLAIN_FILTERS.issuperset(outer):
        raise UnwashableFile("inside")
    content, parameters = stream.read_raw_bytes(), stream.get("/DecodeParms")
    if outer:
        *around, parameters = parameters if isinstance(parameters, pikepdf.Array) else [None] * len(names)
        if any(around):
            raise UnwashableFile("inside")
        with pikepdf.new() as pdf:
            packed = pikepdf.Stream(pdf, content, Filter=pikepdf.Array(list(filters)[:-1]))
            try:
                content = packed.read_bytes()
            except pikepdf.DataDecodingError as error:
                raise UnwashableFile("damaged") from error
    quiet = quiet_jpeg if innermost == "/DCTDecode" else quiet_jpeg_2000
    stream.write(quiet(content), filter=pikepdf.Name(innermost), decode_parms=parameters)


def quiet_jpeg(content: bytes) -> bytes:
    """The same JPEG without the segments that draw nothing; not a pixel changes."""
    out, place = bytearray(content[:2]), 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == 0xDA:  # the scan: pixels until the end mark
            end = content.rfind(b"\xff\xd9")
            return bytes(out) + content[place : end + 2 if end > place else len(content)]
        if length < 2:
            break
        if marker not in NON_IMAGE_MARKERS:
            out += content[place : place + 2 + length]
        place += 2 + length
    raise UnwashableFile("damaged")


def quiet_jpeg_2000(content: bytes) -> bytes:
    """The boxes of a JPEG 2000 that decode it, without XML and UUID boxes.

    A bare code stream has no boxes.
    """
    if content.startswith(b"\xff\x4f"):
        return content
    out, place = bytearray(), 0
    while place + 8 <= len(content):
        length, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if length == 1 or 1 < length < 8:
            raise UnwashableFile("damaged")
        end = place + length if length else len(content)
        if name in (b"jP  ", b"ftyp", b"jp2h", b"jp2c"):
            out += content[place:end]
        place = end
    return bytes(out)


# --- the process --------------------------------------------------------------------------------------------


def limit_resources():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    if sys.platform != "darwin":  # macOS knows no limit of addresses
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def wash_standard_input():
    limit_resources()
    try:
        kind, copy = wash_file(sys.stdin.buffer.read())
        answer = {"error": "", "kind": kind}
    except UnwashableFile as reason:
        answer, copy = {"error": str(reason), "kind": ""}, b""
    except (MemoryError, RecursionError):
        answer, copy = {"error": "unpacked", "kind": ""}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + copy)


if __name__ == "__main__":
    # As `python -m office.files.metadata_worker` this file is `__main__`; what it imports raises the
    # UnwashableFile of the module.
    from office.files import metadata_worker

    metadata_worker.wash_standard_input()
