"""Photos for the open page: what a camera writes beside the picture is nobody's business there."""

import io

from PIL import Image, ImageOps

KINDS = {"image/jpeg": ("JPEG", "RGB"), "image/png": ("PNG", "RGBA")}


def strip_photo_metadata(content: bytes, kind: str) -> bytes:
    """A picture turned upright, without the place, time and device in it; what is no picture as it came.

    ValueError for a broken one.
    """
    if kind not in KINDS:
        return content
    name, mode = KINDS[kind]
    written = io.BytesIO()
    try:
        picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert(mode)
        bare = Image.new(mode, picture.size)
        bare.paste(picture)
        bare.save(written, name, quality=88)
    except (OSError, Image.DecompressionBombError) as broken:
        raise ValueError("the picture cannot be read") from broken
    return written.getvalue()
