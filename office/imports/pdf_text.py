"""The words of a PDF page by page, as they stand in it. Read in the locked room alone."""

import io

import pypdf
from pypdf.errors import PyPdfError

from office.imports.package import UnreadableFile

MAX_PAGES = 300


def read_pages(data: bytes) -> list[str]:
    """The text of each page; "" where a page holds a picture alone. UnreadableFile."""
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted:
            raise UnreadableFile("encrypted")
        if len(document.pages) > MAX_PAGES:
            raise UnreadableFile("cells")
        return [page.extract_text() for page in document.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise UnreadableFile("damaged") from trouble
