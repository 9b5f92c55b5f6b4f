"""Rows, cells and ends of paragraphs that a revision of a Word paper deletes, taken out as Word does when the
revision is accepted (ECMA-376 part 1, 17.13.5). Deleted words go with their elements.
"""

from office.files.shown_values import local_name

BLOCKS = frozenset(("p", "tbl", "sdt", "customXml", "sectPr", "altChunk"))


def accept_deletions(root):
    """Without their marks deleted rows and cells would come back in the copy, and the two paragraphs that a
    deletion joined would be two again.
    """
    for mark in list(root.iter("{*}del", "{*}moveFrom", "{*}cellDel")):
        about = mark.getparent()
        thing = about.getparent() if about is not None else None
        if thing is None or thing.getparent() is None:
            continue  # stood in a row that is gone
        if (local_name(about), local_name(thing)) in (("trPr", "tr"), ("tcPr", "tc")):
            remove_with_empty(thing)
        elif local_name(about) == "rPr" and local_name(thing) == "pPr":
            join_paragraph(thing.getparent())


def remove_with_empty(element):
    """Remove a row or a cell, and the table or the row that holds no other."""
    parent = element.getparent()
    parent.remove(element)
    if local_name(parent) in ("tr", "tbl") and not any(
        local_name(child) in ("tc", "tr", "sdt", "customXml") for child in parent
    ):
        remove_with_empty(parent)


def join_paragraph(paragraph):
    """Put the words of a paragraph whose end is deleted before those of the next one. One that ends a section
    or a cell stays.
    """
    following = next((one for one in paragraph.itersiblings() if local_name(one) in BLOCKS), None)
    if (
        following is None
        or local_name(following) != "p"
        or next(paragraph.iter("{*}sectPr"), None) is not None
    ):
        return
    words = [child for child in paragraph if local_name(child) != "pPr"]
    place = int(len(following) > 0 and local_name(following[0]) == "pPr")
    for child in reversed(words):
        following.insert(place, child)
    paragraph.getparent().remove(paragraph)
