"""Photos for the open page: what a camera writes beside the picture is nobody's business there.

Filed washed since, once they were not.
"""

import io

from PIL import Image, ImageOps

KINDS = {"image/jpeg": ("JPEG", "RGB"), "image/png": ("PNG", "RGBA")}


def strip_photo_metadata(content: bytes, kind: str) -> bytes:
    """The picture turned upright, without place, time and device; content that is no picture is returned
    unchanged. ValueError for a broken picture.
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
