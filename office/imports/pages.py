"""The pages of an import, for every register: what was understood, what is in doubt, the decisions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from office.imports.comparison_page import compared_context, posted_actions, taken_context, taken_facts
from office.imports.doors import open_elsewhere, right_door
from office.imports.models import TableImport
from office.imports.package import UnreadableFile
from office.papers.layouts import stored_sheets
from office.registers.links import NextStep
from office.registers.list_pages import PAGE_SIZE
from office.registers.policy import policy
from office.registers.record_view import move_button
from office.registers.rows import lock_row
from office.registers.values import parse_number
from office.registers.workflow import Refused
from office.roles import Act, may

ROWS_A_PAGE = 100
ROWS_UNDER = 2  # rows under a heading in doubt that are shown with it


@dataclass(frozen=True)
class DryRun:
    """How the imports of one register are shown.

    `words` are, by column, the word that prints for a code; `heading` gives the heading of a group by its
    code; `kinds` are the forms among which a person may choose, with their names.
    """

    model: type[TableImport]
    space: str
    words: Mapping[str, Mapping[str, str]]
    heading: Callable[[str], str]
    kinds: Mapping[str, Promise] = field(default_factory=dict)

    def page(self, request, record):
        """Context of an import: open doubts, decided ones, then rows as they will be stored."""
        reading, page = record.found, max(1, parse_number(request.GET.get("page"), 1))
        undecided = record.undecided
        open_ids = {doubt.id for doubt in undecided}
        decided = [
            doubt
            for doubt in reading.all_doubts(record.decisions)
            if doubt.id in record.decisions and doubt.id not in open_ids
        ]
        unchosen = record.unchosen if record.waits else []
        rows = self.standing(record, undecided)
        return {
            "reading": reading,
            "undecided": doubt_lines(undecided[:PAGE_SIZE], record),
            "decided": doubt_lines(decided[:PAGE_SIZE], record),
            "decide_url": reverse(f"{self.space}:decide", args=[record.pk]),
            "open_count": len(undecided),
            "groups": group_by_heading(rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]),
            "row_count": len(rows),
            "group_count": len({row["heading"] for row in rows if row["heading"]}),
            "columns": reading.columns,
            "pages": {
                "previous": f"?page={page - 1}" if page > 1 else "",
                "next": f"?page={page + 1}" if page * ROWS_A_PAGE < len(rows) else "",
            },
            "keeps": record.waits and may(request.user, Act.KEEP, record.organisation),
            "earlier": record.earlier.first(),
            "moves": self.moves(record, request.user, ready=not (undecided or unchosen)),
            "next_step": import_step(record, undecided, unchosen) if record.waits else None,
            "compare_url": reverse(f"{self.space}:compare", args=[record.pk]),
            **compared_context(record, self),
            **taken_context(record),
            **self.column_choice(record),
            **self.wrong_door(record),
        }

    def wrong_door(self, record):
        """The register that knows the headings of the file, when this one does not."""
        door = right_door(record.found, stored_sheets()) if record.waits else None
        if door is None:
            return {"door": ""}
        model, form = door
        return {"door": model.NAMES[form], "door_url": reverse(f"{self.space}:door", args=[record.pk])}

    def column_choice(self, record):
        """The columns of the file with what each may be; nothing where all of its headings are known."""
        reading = record.found
        if not (record.waits and reading.source):
            return {"mapping": [], "is_choosing": False}
        offered = [(key, re.sub(r"{.*?}", "…", heading)) for key, heading in reading.offered]
        lines = []
        for place, column in enumerate(reading.mapping):
            options = [("", _("Leave it out")), *offered]
            lines.append(
                {
                    "column": column,
                    "field": f"c.{place}",
                    "options": [
                        {"value": key, "label": label, "chosen": key == column.key} for key, label in options
                    ],
                }
            )
        used = {column.key for column in reading.mapping}
        return {
            "mapping": lines,
            "is_choosing": bool(reading.unsure_columns),
            "columns_url": reverse(f"{self.space}:columns", args=[record.pk]),
            "absent": [label for key, label in offered if key not in used and key in reading.expected],
            "kinds": [
                {"form": form, "label": label, "chosen": form == reading.form}
                for form, label in self.kinds.items()
            ],
        }

    def moves(self, record, person, *, ready):
        """The moves of an import; «accept» appears once nothing is in doubt."""
        return [
            move_button(record, move, reverse(f"{self.space}:move", args=[record.pk, move.name]))
            for move in record.moves_for(person)
            if ready or move.name != "accept"
        ]

    def standing(self, record, undecided):
        """Every row as it will stand: exactly, once nothing is in doubt; until then as in the file, with the
        places in doubt marked.
        """
        reading = record.found
        if not undecided:
            return [
                {"heading": self.heading(row["kind"]), "cells": self.resolved(row, reading)}
                for row in reading.resolve(record.decisions)
            ]
        doubtful = {(doubt.table, doubt.row, doubt.key) for doubt in undecided}
        unknown = "—" if reading.VOCABULARY.has_groups else ""
        return [
            {
                "heading": reading.groups[row.group].heading or unknown,
                "cells": [
                    self.as_read(row, column["key"], record.decisions, doubtful) for column in reading.columns
                ],
            }
            for row in reading.rows
        ]

    def resolved(self, row, reading):
        texts = [(column["key"], reading.cell_text(row, column["key"])) for column in reading.columns]
        return [{"text": self.word(key, text), "doubt": False} for key, text in texts]

    def as_read(self, row, key, decisions, doubtful):
        text = row.number if key == "number" else row.cells.get(key, "")
        whole_row = key == "number" and (row.table, row.row, "") in doubtful
        choice = decisions.get(row.doubt(key), "")
        return {
            "text": self.words.get(key, {}).get(choice, text),
            "doubt": whole_row or (row.table, row.row, key) in doubtful,
        }

    def word(self, key, code):
        return self.words.get(key, {}).get(code, code)

    def paths(self):
        """The addresses of an import beside the five."""
        return [
            path("<int:pk>/decide/", self.decide(), name="decide"),
            path("<int:pk>/compare/", self.choose_actions(), name="compare"),
            path("<int:pk>/columns/", self.choose_columns(), name="columns"),
            path("<int:pk>/door/", self.lead_elsewhere(), name="door"),
        ]

    def lead_elsewhere(self):
        """The view that opens the file at the register that knows its headings."""

        @policy(Act.KEEP, methods=("POST",))
        def view(request, pk):
            record = get_object_or_404(self.model.objects.visible_to(request.user, Act.KEEP), pk=pk)
            try:
                opened = open_elsewhere(lock_row(record), stored_sheets(), by=request.user)
            except (Refused, UnreadableFile) as refusal:
                messages.error(request, str(refusal))
                opened = None
            return redirect((opened or record).get_absolute_url())

        return view

    def choose_columns(self):
        """The view that reads the file anew with the columns a person has chosen."""

        @policy(Act.KEEP, methods=("POST",))
        def view(request, pk):
            record = get_object_or_404(self.model.objects.visible_to(request.user, Act.KEEP), pk=pk)
            choices = {
                column.id: request.POST[f"c.{place}"]
                for place, column in enumerate(record.found.mapping)
                if f"c.{place}" in request.POST
            }
            try:
                lock_row(record).choose_columns(
                    choices, form=request.POST.get("form", ""), versions=stored_sheets()
                )
            except (Refused, UnreadableFile) as refusal:
                messages.error(request, str(refusal))
            return redirect(record.get_absolute_url())

        return view

    def choose_actions(self):
        """The view that keeps what is done with rows beside those of the register."""

        @policy(Act.KEEP, methods=("POST",))
        def view(request, pk):
            record = get_object_or_404(self.model.objects.visible_to(request.user, Act.KEEP), pk=pk)
            try:
                lock_row(record).choose_actions(posted_actions(record, request.POST))
            except Refused as refusal:
                messages.error(request, str(refusal))
            return redirect(record.get_absolute_url())

        return view

    def move_page(self, request, record, move):
        """Context of the question before a move: what goes when an import is taken back."""
        return taken_facts(record) if move.name == "take_back" else {}

    def decide(self):
        """The view that keeps the decisions made so far; `same` repeats a choice at every doubt of the same
        column and text.
        """

        @policy(Act.KEEP, methods=("POST",))
        def view(request, pk):
            record = get_object_or_404(self.model.objects.visible_to(request.user, Act.KEEP), pk=pk)
            try:
                lock_row(record).decide(chosen_decisions(record, request.POST))
            except Refused as refusal:
                messages.error(request, str(refusal))
            return redirect(self.after_decisions(request, record))

        return view

    def after_decisions(self, request, record):
        """The page of «accept», where that was asked for and nothing is open; else the import again."""
        moves = {move.name for move in record.moves_for(request.user)}
        if "accept" in request.POST and "accept" in moves and not (record.undecided or record.unchosen):
            return reverse(f"{self.space}:move", args=[record.pk, "accept"])
        return record.get_absolute_url()


def import_step(record, undecided, unchosen):
    """On to the columns while one is unsure, then to the doubts, then to the rows changed; else None."""
    if unchosen:
        words = _("Rows that the register has otherwise: %(count)s.") % {"count": len(unchosen)}
        return NextStep(_("Say what to do with them"), "#compared", words)
    if not undecided:
        return None
    if record.found.source and record.found.unsure_columns:
        words = _("Some headings of the file are not those of a form.")
        return NextStep(_("Choose the columns"), "#columns", words)
    return NextStep(
        _("Decide what is in doubt"),
        "#doubts",
        _("Places not understood: %(count)s. Nothing is taken before they are decided.")
        % {"count": len(undecided)},
    )


def doubt_lines(doubts, record):
    """Doubts as the page asks them, each with its row and those beside it as they stand in the file."""
    rows, columns = record.found.rows, record.found.columns
    places = {(row.table, row.row): place for place, row in enumerate(rows)}
    keys = [column["key"] for column in columns]
    headings = {(group.table, group.row): group.heading for group in record.found.groups}
    lines = []
    for doubt in doubts:
        at = (doubt.table, doubt.row)
        place = places.get(at)
        near = []
        if place is not None:
            near = [file_line(row, keys, row is rows[place]) for row in rows[max(0, place - 1) : place + 2]]
        elif at in headings:
            under = [row for row in rows if record.found.groups[row.group].row == doubt.row]
            near = [file_line(row, keys) for row in under if row.table == doubt.table][:ROWS_UNDER]
        lines.append({**doubt_line(doubt, record.decisions), "near": near, "is_row": doubt.is_about_row})
    return lines


def file_line(row, keys, is_own=False):
    """A row of the file in one line: its place there, its number and its cells."""
    texts = [row.number, *(row.cells.get(key, "") for key in keys), *row.outside.values()]
    return {"row": row.row, "text": " | ".join(filter(None, texts)), "is_own": is_own}


def doubt_line(doubt, decisions):
    """A doubt as the page asks it: its choices with the one made, the day where one may be chosen."""
    choice = decisions.get(doubt.id)
    proposed = {value for value, _label in doubt.options}
    return {
        "doubt": doubt,
        "day": doubt.day_chosen(choice) if choice not in proposed else None,
        "options": [
            {"value": value, "label": label, "checked": decisions.get(doubt.id) == value}
            for value, label in doubt.options
        ],
    }


def group_by_heading(rows):
    """Runs of rows under one heading."""
    groups: list[dict] = []
    for row in rows:
        if not groups or groups[-1]["heading"] != row["heading"]:
            groups.append({"heading": row["heading"], "rows": []})
        groups[-1]["rows"].append(row["cells"])
    return groups


def chosen_decisions(record, data):
    """Choices by id of the doubt, those repeated for alike doubts included."""
    choices, doubts = {}, record.found.all_doubts(record.decisions)
    for doubt in doubts:
        choice = posted_day(doubt, data) or data.get(f"d.{doubt.id}")
        if choice and data.get(f"same.{doubt.id}"):
            choices = {other.id: choice for other in doubts if other.is_alike(doubt)} | choices
        if choice:
            choices[doubt.id] = choice
    return choices


def posted_day(doubt, data):
    """The choice of the day typed beside the choices, None without one."""
    try:
        day = parse_date(data.get(f"day.{doubt.id}", "")) if doubt.offers_day else None
    except ValueError:  # the 31st of June
        return None
    return doubt.choice_of_day(day) if day else None
