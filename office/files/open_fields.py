"""The fields of OpenDocument, written out as the text they show: what they take it from (the properties of
the file, the settings of the writer, a mark elsewhere, the clock) is not in the reading copy.

OpenDocument 1.3 part 3, 7. Numbers of pages and of chapters and names of sheets are left to the
program: each page has its own.
"""

import re

from office.files.shown_values import local_name, take_out

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
FIELDS = frozenset(
    # references, numbers of figures, variables, choices
    "bookmark-ref reference-ref sequence-ref sequence variable-set variable-get variable-input "
    "user-field-get user-field-input user-defined drop-down text-input conditional-text hidden-text "
    "expression table-formula measure meta meta-field bibliography-mark execute-macro dde-connection "
    # the properties of the file, its place, its database
    "title subject keywords description file-name template-name database-display database-name "
    "database-row-number editing-cycles editing-duration "
    # people
    "author-name author-initials creator initial-creator printed-by sender-firstname sender-lastname "
    "sender-initials sender-title sender-position sender-email sender-phone-private sender-phone-work "
    "sender-fax sender-company sender-street sender-city sender-postal-code sender-country "
    "sender-state-or-province "
    # the clock
    "date time creation-date creation-time modification-date modification-time print-date print-time".split()
)
PLAIN = re.compile(r"[\d\s.,+-]+")  # a number that shows the same with its formula and without
UNKNOWN = "???"  # what Calc writes in the head of a page for what it asks of the file when it prints


def write_out_open_fields(root):
    """Fields and results of formulas of an OpenDocument part, as text."""
    for element in list(root.iter(f"{{{TEXT}}}*")):
        if local_name(element) in FIELDS and element.getparent() is not None:
            write_out_field(element)
    for cell in list(root.iter(f"{{{TABLE}}}table-cell", f"{{{TABLE}}}covered-table-cell")):
        if f"{{{TABLE}}}formula" in cell.attrib or cell.get(f"{{{OFFICE}}}value-type") == "boolean":
            write_out_result(cell)


def write_out_field(field):
    """The words of a field in its place; nothing of one that shows nothing."""
    shown = field.get(f"{{{TEXT}}}display") != "none" and field.get(f"{{{TEXT}}}is-hidden") != "true"
    for entry in list(field.iterfind(f"{{{TEXT}}}label")):  # the entries of a drop-down
        take_out(entry)
    take_out(field, keep_children=shown and "".join(field.itertext()) != UNKNOWN)


def write_out_result(cell):
    """What a formula shows by its own form (TRUE, a day, a sum with its sign) as the words that stand in the
    cell: without the formula the program shows the bare number, 1 or 46120.
    """
    shown = "\n".join("".join(line.itertext()) for line in cell.iterfind(f"{{{TEXT}}}p"))
    if not shown or PLAIN.fullmatch(shown):
        return
    for key in list(cell.attrib):
        if key.startswith(f"{{{OFFICE}}}") or local_name(key) == "value-type":
            del cell.attrib[key]
    cell.set(f"{{{OFFICE}}}value-type", "string")
