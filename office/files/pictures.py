"""The pictures inside office files: those that can be drawn here are drawn anew, the others are left out
where a drawn twin stands beside them, or the file is refused.
"""

import re
from dataclasses import dataclass

from lxml import etree

from office.files.metadata_worker import PNG_START, UnwashableFile, wash_picture
from office.files.package_links import folder_of, is_link, resolve_target, tree_of

PICTURE = r"[\w .-]+\.(?:png|jpe?g|gif|bmp|webp)"
# Drawings of Windows and of vector programs, and what fax programs and scanners write.
UNDRAWN = re.compile(
    r"(?:word/media|xl/media|Pictures)/[^/]+\.(?:emf|wmf|emz|wmz|svg|svm|tiff?)", re.IGNORECASE
)
OWN_NAMES = re.compile(r".*\.(?:png|jpe?g)", re.IGNORECASE)
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True)
class Pictures:
    """{name in the archive: the picture drawn anew}; a copy of another kind than its name says gets another
    name.
    """

    copies: dict[str, bytes]
    names: dict[str, str]

    @classmethod
    def of(cls, archive, kept):
        copies = {name: wash_picture(archive.read(name), inside=True) for name in kept}
        names = {
            name: f"{name}.{'png' if copy.startswith(PNG_START) else 'jpg'}"
            for name, copy in copies.items()
            if not OWN_NAMES.fullmatch(name)
        }
        return cls(copies, names)

    def point_to_copies(self, root):
        """Let the pictures of an OpenDocument part lead to the copies; one that cannot be drawn goes where
        its twin stands beside it.
        """
        for image in list(root.iter(f"{{{DRAW}}}image")):
            lead = image.get(HREF, "")
            if UNDRAWN.fullmatch(lead):
                twins = {one.get(HREF, "") for one in image.getparent().iter(image.tag)}
                if not twins & set(self.copies):
                    raise UnwashableFile("drawing")
                image.getparent().remove(image)
        for node in root.iter():
            if node.get(HREF, "") in self.names:
                node.set(HREF, self.names[node.get(HREF)])
                for key in [key for key in node.attrib if etree.QName(key).localname == "mime-type"]:
                    del node.attrib[key]

    @staticmethod
    def refuse_undrawn(root, archive, links: str):
        """Refused where a part of Word or Excel shows a picture that cannot be drawn here. The SVG beside a
        picture (`svgBlip`) only repeats it.
        """
        if links not in archive.namelist():
            return
        targets = (
            (link.get("Id"), resolve_target(folder_of(links), link.get("Target", "")))
            for link in tree_of(archive.read(links))
        )
        ids = {number for number, target in targets if UNDRAWN.fullmatch(target)}
        for node in root.iter():
            shown = {value for key, value in node.attrib.items() if is_link(key)}
            if shown & ids and etree.QName(node).localname != "svgBlip":
                raise UnwashableFile("drawing")
