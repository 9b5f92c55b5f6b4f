"""The links between the parts of an office file: `_rels/.rels` leads to the main part,
`word/_rels/document.xml.rels` from it to what it shows.
"""

from lxml import etree

from office.files.metadata_worker import UnwashableFile


def tree_of(content: bytes):
    """The parsed part. Refused for entities: they unfold without end, and no office writes them."""
    if (
        b"<!" in content[:2000].replace(b"<!--", b"")
        or b"<!ENTITY" in content
        or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        raise UnwashableFile("entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def written(root) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def main_of(archive) -> str:
    """The part that the package begins with, as it is spelt in the archive; "" where no link says it."""
    links = spelt_in(archive, links_name(""))
    if not links:
        return ""
    starts = {target.lower() for target in start_targets(tree_of(archive.read(links)))}
    return next((name for name in archive.namelist() if name.lower() in starts), "")


def spelt_in(archive, name: str) -> str:
    """A part as the archive spells it: case does not matter (ECMA-376 part 2, 7.3); "" where it has none."""
    return next((one for one in archive.namelist() if one.lower() == name.lower()), "")


def start_targets(root) -> list[str]:
    return [
        resolve_target("", link.get("Target", ""))
        for link in root
        if link.get("Type", "").endswith("/officeDocument")
    ]


def is_link(key) -> bool:
    """Whether an attribute names a link of the part: `r:id`, `r:embed`."""
    return (etree.QName(key).namespace or "").endswith("/relationships")


def links_of(archive, kept, spelt) -> dict:
    """{name of a part with links: its root}: the links to parts that are kept, none to the outside; names
    as in the copy.
    """
    found = {}
    parts = {name.lower(): spelt.get(name, name) for name in kept}
    asked = {links_name(name) for name in ("", *parts.values())}
    for old in archive.namelist():
        name = spelt.get(old, old)
        if name not in asked:
            continue
        root = tree_of(archive.read(old))
        for link in list(root):
            target = parts.get(resolve_target(folder_of(name), link.get("Target", "")).lower())
            if link.get("TargetMode") == "External" or target is None:
                root.remove(link)
            elif resolve_target(folder_of(name), link.get("Target", "")) != target:
                link.set("Target", f"/{target}")
        if len(root):
            found[name] = root
    return found


def links_name(name: str) -> str:
    """The part with the links of a part: «word/_rels/document.xml.rels»."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}_rels/{last}.rels"


def folder_of(links: str) -> str:
    return links.split("_rels/")[0]


def resolve_target(folder, target) -> str:
    if target.startswith("/"):
        return target[1:]
    steps = folder.strip("/").split("/") if folder.strip("/") else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
