"""A photo that proves a measure is filed without place, time and device; the open page gives one filed before
that so too.
"""

import io

import pytest
from PIL import Image

from plans.public.photos import strip_photo_metadata

PLACE, DEVICE = 0x8825, 0x0110


def photo(name="JPEG", mode="RGB"):
    picture, exif = Image.new(mode, (40, 20), 3), Image.Exif()
    exif[DEVICE] = "Telephone of somebody"
    exif.get_ifd(PLACE)[1] = "N"
    content = io.BytesIO()
    picture.save(content, name, exif=exif)
    return content.getvalue()


@pytest.mark.parametrize(("name", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P")])
def test_open_page_gives_a_photo_without_what_the_camera_wrote(name, mode):
    picture = photo(name, mode)
    assert b"Telephone" in picture
    shown = strip_photo_metadata(picture, f"image/{name.lower()}")
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.size, dict(picture.getexif()), b"Telephone" in shown) == ((40, 20), {}, False)


def test_paper_is_given_as_it_came():
    assert strip_photo_metadata(b"%PDF-1.7", "application/pdf") == b"%PDF-1.7"


def test_broken_picture_is_not_given():
    with pytest.raises(ValueError, match="cannot be read"):
        strip_photo_metadata(b"\xff\xd8\xff broken", "image/jpeg")
