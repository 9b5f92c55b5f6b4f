"""What a program reckons or draws by itself when it shows a Word or Excel part, written out as text: the
wash takes the programs away.
"""

from lxml import etree

from office.files.word_fields import unseen_marks

SAID = frozenset("t tab ptab br cr noBreakHyphen softHyphen sym drawing pict object".split())
NOTED = frozenset("footnoteReference endnoteReference".split())


def local_name(name) -> str:
    return etree.QName(name).localname


def write_out_fields(root):
    """What was chosen in the old form fields of a Word part, as text, for without their programs they would
    show nothing; and nothing of what stands in the programs of others.
    """
    for data in list(root.iter("{*}ffData")):
        field = data.getparent()
        run = field.getparent() if field is not None else None
        if run is None or local_name(field) != "fldChar":
            continue
        chosen = chosen_in(data)
        if chosen and chosen != result_of(run).strip():
            words = etree.Element(f"{{{etree.QName(run).namespace}}}t")
            words.text = chosen
            run.insert(run.index(field), words)
    take_out_programs(root)


def take_out_programs(root):
    """What stands in the instruction of a field, the results of other fields in it among it."""
    marks: list[tuple[str, str]] = []
    after: list[list] = []  # what is said after each mark
    for element in root.iter():
        name = local_name(element)
        if name == "fldChar":
            marks.append((value_of(element, name="fldCharType"), ""))
            after.append([])
        elif name == "instrText" and marks:
            marks[-1] = (marks[-1][0], marks[-1][1] + (element.text or ""))
        elif name in SAID | NOTED and marks:
            after[-1].append(element)
    for place in unseen_marks(marks):
        for element in after[place]:
            if element.getparent() is not None:
                take_out(element)


def chosen_in(data) -> str:
    """«☑», «☐» or the entry of a drop-down (ECMA-376 part 1, 17.16.5); "" for a field of text, whose words
    stand beside it.
    """
    for box in data.iterfind("{*}checkBox"):
        says = [*box.iterfind("{*}checked"), *box.iterfind("{*}default")]
        return "☑" if says and value_of(says[0], "1") not in ("0", "false", "off") else "☐"
    for menu in data.iterfind("{*}ddList"):
        entries = [value_of(entry) for entry in menu.iterfind("{*}listEntry")]
        says = [*menu.iterfind("{*}result"), *menu.iterfind("{*}default")]
        place = value_of(says[0]) if says else "0"
        return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""
    return ""


def value_of(element, default="", name="val") -> str:
    return next((value for key, value in element.attrib.items() if local_name(key) == name), default)


def write_out_formulas(root):
    """A formula whose program has kept no result, as the text of its cell; else the cell would be empty in
    the copy.

    One that names another file or an address is «=…». The result «» is one too: Excel says it by the kind
    of the cell.
    """
    for formula in list(root.iter("{*}f")):
        cell = formula.getparent()
        if cell is None or local_name(cell) != "c" or has_result(cell):
            continue
        space = etree.QName(cell).namespace
        for value in list(cell.iterfind("{*}v")):
            cell.remove(value)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        words = formula.text or "…"  # «…» where the words stand in another cell
        text.text = f"={words}" if not set('["') & set(words) else "=…"


def has_result(cell) -> bool:
    values = list(cell.iterfind("{*}v"))
    if any(value.text for value in values) or cell.find("{*}is") is not None:
        return True
    return bool(values) and cell.get("t") == "str"


def result_of(run) -> str:
    """The text between the «separate» and the «end» of the field that begins in this run."""
    words, inside = [], False
    for other in run.itersiblings():
        for field in other.iter("{*}fldChar"):
            kinds = {local_name(key): value for key, value in field.attrib.items()}
            if kinds.get("fldCharType") == "end":
                return "".join(words)
            inside = kinds.get("fldCharType") == "separate"
        words += [text.text or "" for text in other.iter("{*}t")] if inside else []
    return ""


def take_out(element, keep_children=False):
    """Remove the element but not the text after it; with `keep_children` its own text and children take its
    place.
    """
    parent, place = element.getparent(), element.getparent().index(element)
    if keep_children:
        add_text(parent, place, element.text)
        for child in reversed(list(element)):
            parent.insert(place, child)
        place = parent.index(element)
    add_text(parent, place, element.tail)
    element.tail = None
    parent.remove(element)


def add_text(parent, place, text):
    """Put text before the child at `place`."""
    if not text:
        return
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
