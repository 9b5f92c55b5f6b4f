"""Pictures of a PDF that its producer packed once more around the JPEG, as reportlab does."""

import base64
import zlib

import pikepdf
import pytest

from office.files.metadata_worker import UnwashableFile, quiet_jpeg, strip_picture_metadata
from tests.office import samples

JPEG, FLATE, TEXT, HEX = "/DCTDecode", "/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode"


def jpeg():
    return next(samples.jpegs())


def pack_text(content):
    return base64.a85encode(content) + b"~>"


def picture(content, *filters, parameters=None):
    paper = pikepdf.new()
    stream = pikepdf.Stream(paper, content)
    stream.Filter = pikepdf.Array([pikepdf.Name(one) for one in filters])
    if parameters:
        stream.DecodeParms = pikepdf.Array(parameters)
    return paper, stream


@pytest.mark.parametrize(
    ("pack", "filters"),
    [
        (pack_text, [TEXT]),
        (zlib.compress, [FLATE]),
        (lambda content: content.hex().encode() + b">", [HEX]),
        (lambda content: pack_text(zlib.compress(content)), [TEXT, FLATE]),
    ],
)
def test_picture_that_was_packed_once_more_is_washed(pack, filters):
    assert samples.MARK.encode() in jpeg()
    _paper, stream = picture(pack(jpeg()), *filters, JPEG)
    strip_picture_metadata(stream)
    assert stream.read_raw_bytes() == quiet_jpeg(jpeg())
    assert samples.MARK.encode() not in stream.read_raw_bytes()
    assert str(stream.Filter) == JPEG


@pytest.mark.parametrize(
    ("content", "filters", "reason"),
    [
        (b"xx", [FLATE, JPEG], "damaged"),
        (zlib.compress(b"no picture"), [FLATE, JPEG], "damaged"),
        (b"x", ["/LZWDecode", JPEG], "inside"),
        (b"x", [JPEG, FLATE], "inside"),
    ],
)
def test_control_what_is_packed_otherwise_is_refused(content, filters, reason):
    _paper, stream = picture(content, *filters)
    with pytest.raises(UnwashableFile) as refused:
        strip_picture_metadata(stream)
    assert refused.value.args[0] == reason


def test_control_packing_with_parameters_of_its_own_is_refused():
    predictor = pikepdf.Dictionary(Predictor=12)
    _paper, stream = picture(zlib.compress(jpeg()), FLATE, JPEG, parameters=[predictor, pikepdf.Dictionary()])
    with pytest.raises(UnwashableFile):
        strip_picture_metadata(stream)
