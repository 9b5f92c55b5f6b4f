"""What a program reckons or draws by itself when it shows a Word or Excel part, written out as text: the
wash takes the programs away.
"""

from lxml import etree


def local_name(name) -> str:
    return etree.QName(name).localname


def write_out_fields(root):
    """What was chosen in the old form fields of a Word part, as text: without their programs they would
    show nothing.
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


def value_of(element, default="") -> str:
    return next((value for key, value in element.attrib.items() if local_name(key) == "val"), default)


def write_out_formulas(root):
    """A formula whose program has kept no result, as the text of its cell; else the cell would be empty in
    the copy.

    One that names another file or an address is «=…».
    """
    for formula in list(root.iter("{*}f")):
        cell = formula.getparent()
        if cell is None or local_name(cell) != "c" or not formula.text:
            continue
        if any(value.text for value in cell.iterfind("{*}v")) or cell.find("{*}is") is not None:
            continue
        space = etree.QName(cell).namespace
        for value in list(cell.iterfind("{*}v")):
            cell.remove(value)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        text.text = f"={formula.text}" if not set('["') & set(formula.text) else "=…"


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
