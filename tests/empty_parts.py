"""Parts of a page that show a heading and nothing under it: no page has any."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "caption")
PARTS = ("section", "fieldset", "details", "table", "dl")
SHOWN_WITHOUT_WORDS = ("img", "svg", "select", "textarea", "button", "iframe", "meter", "progress", "canvas")


def no_panel_or_heading_stands_alone(page):
    """Every panel, section, folded part and field set shows something beside its heading. What is hidden
    until a script fills it is no part of the page yet.
    """
    for element in shown(page.all("body")[0]):
        if is_part(element) and not has_content(element):
            yield f"{element.tag} {words_of(element)[:60]!r} is empty"
        yield from (f"nothing under {words!r}" for words in lonely_headings(element))


def shown(element):
    """The element and all below it that are not hidden."""
    if not isinstance(element.tag, str) or "hidden" in element.attrib or element.tag in ("script", "style"):
        return
    yield element
    for child in element:
        yield from shown(child)


def is_part(element) -> bool:
    return element.tag in PARTS or "panel" in element.get("class", "").split()


def has_content(element) -> bool:
    """Whether anything is read or used in it, its headings aside."""
    if element.text and element.text.strip():
        return True
    for child in element:
        if child.tail and child.tail.strip():
            return True
        if not isinstance(child.tag, str) or "hidden" in child.attrib or child.tag in HEADINGS:
            continue
        if child.tag in SHOWN_WITHOUT_WORDS or child.tag == "input" and child.get("type") != "hidden":
            return True
        if has_content(child):
            return True
    return False


def lonely_headings(element):
    """Headings h2 to h6 right in this element after which nothing stands before the next of their level."""
    children = [child for child in element if isinstance(child.tag, str)]
    for place, child in enumerate(children):
        if child.tag not in HEADINGS[1:6] or "hidden" in child.attrib:
            continue
        if not follows(children[place:]):
            yield words_of(child)


def follows(siblings) -> bool:
    """Whether anything is shown after the first of these, a heading, and before the next of its level."""
    heading, *rest = siblings
    if heading.tail and heading.tail.strip():
        return True
    for sibling in rest:
        if sibling.tag in HEADINGS[1:6] and sibling.tag <= heading.tag:
            return False
        if sibling.tail and sibling.tail.strip():
            return True
        if "hidden" not in sibling.attrib and (sibling.tag in SHOWN_WITHOUT_WORDS or has_content(sibling)):
            return True
    # A heading that is all of its parent is the head of what stands around it.
    return not rest


def words_of(element) -> str:
    return " ".join("".join(element.itertext()).split())
