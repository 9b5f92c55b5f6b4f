"""What the page of an import shows before anything is saved: doubts to decide, rows as they will stand."""

from django.urls import reverse

from office.generic import PAGE, number
from office.roles import Act, may
from risks.models import Risk
from risks.papers import CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS

SHOWN = 100


def page(request, record):
    """What was understood of the file: open doubts first, then the decided ones, then the rows as they will stand."""
    reading, page = record.found, max(1, number(request.GET.get("page"), 1))
    undecided = record.undecided
    open_ids = {doubt.id for doubt in undecided}
    decided = [doubt for doubt in reading.doubts if doubt.id in record.decisions and doubt.id not in open_ids]
    rows = standing(record, undecided)
    keeps = record.waits and may(request.user, Act.KEEP, record.organisation)
    return {
        "reading": reading,
        "undecided": [asked(doubt, record.decisions) for doubt in undecided[:PAGE]],
        "decided": [asked(doubt, record.decisions) for doubt in decided[:PAGE]],
        "open_count": len(undecided),
        "groups": grouped(rows[(page - 1) * SHOWN : page * SHOWN]),
        "row_count": len(rows),
        "group_count": len({row["heading"] for row in rows}),
        "columns": reading.columns,
        "pages": {
            "previous": f"?page={page - 1}" if page > 1 else "",
            "next": f"?page={page + 1}" if page * SHOWN < len(rows) else "",
        },
        "keeps": keeps,
        "earlier": record.earlier.first(),
        "already": Risk.objects.of(record.organisation).in_the_list().count() if record.waits else 0,
        "moves": direct_when(record, request.user, ready=not undecided),
    }


def direct_when(record, person, *, ready):
    """The moves of an import; «accept» appears once nothing is in doubt."""
    return [
        {
            "label": move.label,
            "url": reverse("imports:move", args=[record.pk, move.name]),
            "consequence": move.consequence,
            "danger": move.danger,
            "primary": not move.danger,
        }
        for move in record.moves_for(person)
        if ready or move.name != "accept"
    ]


def asked(doubt, decisions):
    """A doubt as the page asks it: its choices with the one made."""
    return {
        "doubt": doubt,
        "options": [
            {"value": value, "label": label, "checked": decisions.get(doubt.id) == value}
            for value, label in doubt.options
        ],
    }


def standing(record, undecided):
    """Every row as it will stand: exactly, once nothing is in doubt; until then as in the file, with the places in doubt marked."""
    reading = record.found
    if not undecided:
        return [
            {"heading": FUNCTION_HEADINGS[row["kind"]], "cells": resolved(row, reading.columns)}
            for row in reading.resolve(record.decisions)
        ]
    doubtful = {(doubt.table, doubt.row, doubt.key) for doubt in undecided}
    return [
        {
            "heading": reading.groups[row.group].heading or "—",
            "cells": [as_read(row, column["key"], record.decisions, doubtful) for column in reading.columns],
        }
        for row in reading.rows
    ]


WORDS = {"level": LEVEL_WORDS, "category": CATEGORY_WORDS}


def resolved(row, columns):
    return [
        {"text": WORDS.get(column["key"], {}).get(row[column["key"]], row[column["key"]]), "doubt": False}
        for column in columns
    ]


def as_read(row, key, decisions, doubtful):
    text = row.number if key == "number" else row.cells.get(key, "")
    choice = decisions.get(row.doubt(key), "")
    return {
        "text": WORDS.get(key, {}).get(choice, text),
        "doubt": (row.table, row.row, key) in doubtful
        or key == "number"
        and (row.table, row.row, "") in doubtful,
    }


def grouped(rows):
    """Runs of rows under one heading."""
    groups: list[dict] = []
    for row in rows:
        if not groups or groups[-1]["heading"] != row["heading"]:
            groups.append({"heading": row["heading"], "rows": []})
        groups[-1]["rows"].append(row["cells"])
    return groups


def chosen(record, data):
    """Choices by id of the doubt, those repeated for alike doubts included."""
    choices = {}
    for doubt in record.found.doubts:
        choice = data.get(f"d.{doubt.id}")
        if choice and data.get(f"same.{doubt.id}"):
            alike = [
                other
                for other in record.found.doubts
                if (other.key, other.text, other.reason) == (doubt.key, doubt.text, doubt.reason)
            ]
            choices = {other.id: choice for other in alike} | choices
        if choice:
            choices[doubt.id] = choice
    return choices
