"""How the rows of a file beside those of the register are shown, chosen and, once accepted, counted."""

from django.urls import reverse
from django.utils.translation import gettext as _

from office.imports.comparison import ACTIONS, KINDS, USUAL
from office.imports.taken_rows import stored_rows
from office.registers.links import FieldChange, Line, Link
from office.registers.list_pages import PAGE_SIZE


def compared_context(record, dry_run):
    """Numbers, choices for all rows of a kind, and the rows with their differences."""
    compared = record.compared if record.waits else []
    known = [one for one in compared if one.known]
    if not known:
        return {"comparison": None}
    columns = {column["key"]: column["heading"] for column in record.found.columns}
    columns |= record.found.VOCABULARY.placed
    groups = []
    for kind in USUAL:
        rows = [one for one in compared if one.kind == kind]
        if rows:
            groups.append(
                {
                    "kind": kind,
                    "label": KINDS[kind],
                    "count": len(rows),
                    "options": action_options(rows),
                    "rows": [compared_line(one, columns, dry_run) for one in rows[:PAGE_SIZE]],
                    "rest": max(0, len(rows) - PAGE_SIZE),
                    "is_open": any(not one.action for one in rows),
                }
            )
    counts = {kind: sum(one.kind == kind for one in compared) for kind in USUAL}
    return {"comparison": {"known": len(known), **counts, "groups": groups}}


def action_options(rows):
    """What may be done with all of these rows; what is done with each of them is chosen."""
    actions = {one.action for one in rows}
    return [
        {"value": value, "label": ACTIONS[value], "chosen": actions == {value}} for value in rows[0].actions
    ]


def compared_line(one, columns, dry_run):
    return {
        "id": one.id,
        "title": one.title,
        "place": one.row["source"],
        "options": action_options([one]),
        "differences": [
            FieldChange(
                columns.get(key, _("kind of function")),
                *(dry_run.heading(value) if key == "kind" else dry_run.word(key, value) for value in pair),
            )
            for key, pair in one.differences.items()
        ],
    }


def posted_actions(record, data):
    """Actions by id of the row: a choice for all of a kind, else those of the rows themselves."""
    whole = {kind: data.get(f"all.{kind}", "") for kind in USUAL}
    choices = {one.id: whole[one.kind] or data.get(f"a.{one.id}", "") for one in record.compared}
    return {place: action for place, action in choices.items() if action}


def taken_context(record):
    """What accepting has done, the rows that were added and where they are."""
    taken = record.taken
    if not taken or record.state != record.State.ACCEPTED:
        return {"taken": None}
    space = record.target.list_space
    rows = linked_rows(stored_rows(record.organisation, taken["added"])) if space else []
    return {
        "taken": {
            **{key: taken[key] for key in ("rows", "updated", "skipped")},
            "links": rows[:PAGE_SIZE],
            "rest": max(0, len(rows) - PAGE_SIZE),
            "list_url": reverse(f"{space}:register") if space else "",
        }
    }


def linked_rows(rows):
    return [Link(str(row), row.get_absolute_url()) for row in rows if hasattr(row, "get_absolute_url")]


def taken_facts(record):
    """The rows that leave the register."""
    rows = stored_rows(record.organisation, record.taken.get("added", []))
    return {
        "facts": [
            Line(
                _("Leaves the register: %(count)s") % {"count": len(rows)},
                "; ".join(str(row) for row in rows[:PAGE_SIZE]) + ("…" if len(rows) > PAGE_SIZE else ""),
            )
        ]
        if rows
        else []
    }
