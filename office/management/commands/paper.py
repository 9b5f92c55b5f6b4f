"""`./portal manage paper`: any official form of a body as a file, for batches and checks."""

import os
import sys
from pathlib import Path

from django.core.management.base import CommandError

from office.files.store import write_whole
from office.management.base import CommandForAll
from office.models.organisation import Organisation
from office.papers.official import make_word_copy, template_of
from office.papers.page_style import with_page
from office.papers.printing import PrintError, pdf
from office.registries import FORMS, ROW_PAPERS


class Command(CommandForAll):
    help = (
        "Writes a paper: an official form as the register stands today, marked as a draft, an approved "
        "edition byte for byte, or the paper of one row (act, minutes, certificate)."
    )

    def add_arguments(self, parser):
        parser.add_argument("form", nargs="?", help="such as risks/village-list")
        parser.add_argument("--list", action="store_true", help="names and titles of all forms")
        parser.add_argument("--organisation", metavar="CODE")
        parser.add_argument(
            "--edition", type=int, metavar="N", help="an approved edition instead of today's register"
        )
        parser.add_argument(
            "--row", type=int, metavar="N", help="which row, as in its address; the newest without it"
        )
        parser.add_argument(
            "--code", default="", help="the code that a slip prints; - reads it from the input"
        )
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
        parser.add_argument("-o", "--output", metavar="FILE", help="where to write; - for standard output")

    def handle(self, *, form, organisation, edition, output, **options):
        known = FORMS | ROW_PAPERS
        if options["list"]:
            return self.stdout.write("\n".join(f"{name}\t{known[name].title}" for name in sorted(known)))
        if form not in known:
            raise CommandError(f"No form is called {form or '(none)'}. There are: {', '.join(sorted(known))}")
        if not organisation or not output:
            raise CommandError("Give --organisation CODE and -o FILE.")
        code = sys.stdin.readline().strip() if options["code"] == "-" else options["code"]
        body, kind, row = find_organisation(organisation), options["format"], options["row"]
        if form in FORMS and row is not None:
            raise CommandError(f"{form} is a paper of the whole register: leave --row out.")
        if form in ROW_PAPERS and edition is not None:
            raise CommandError(f"{form} has no editions: leave --edition out.")
        content = (
            render_row_paper(form, body, row, code, kind)
            if form in ROW_PAPERS
            else render_paper(form, body, edition, kind)
        )
        if output == "-":
            self.stdout._out.flush()
            os.write(1, content)
        else:
            write_output(Path(output), content)


def write_output(place: Path, content: bytes):
    """What is no plain file is written to."""
    if place.exists() and not place.is_file():
        place.write_bytes(content)
    else:
        write_whole(place, content)


def find_organisation(code):
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Organisation.objects.values_list("code", flat=True))
        raise CommandError(f"No body has the code {code}. There are: {known or 'none'}")
    return found


def render_paper(name, organisation, edition, kind) -> bytes:
    """The paper's bytes: stored ones for an approved edition in PDF, else rendered now."""
    paper = find_approved_paper(name, organisation, edition) if edition is not None else None
    if paper and kind == "pdf":
        return bytes(paper.pdf)
    try:
        context = paper.content if paper else FORMS[name].today(organisation)
    except LookupError as trouble:
        raise CommandError(trouble.args[0]) from None
    return render_context(name, with_page(context, organisation), kind, draft=True)


def render_row_paper(name, organisation, pk, code, kind) -> bytes:
    """The paper of a row, of the newest for None; of a signed order the very bytes that were kept."""
    paper = ROW_PAPERS[name]
    rows = paper.rows(organisation)
    row = (rows if pk is None else rows.filter(pk=pk)).first()
    if row is None:
        which = "nothing to make it from" if pk is None else f"no row {pk} for it"
        raise CommandError(f"{name}: {organisation.code} has {which}.")
    frozen = paper.frozen(row) if kind == "pdf" else None
    if frozen:
        return frozen
    try:
        context = paper.fill(row, code)
    except (LookupError, PrintError) as trouble:
        raise CommandError(str(trouble.args[0])) from None
    return render_context(name, with_page(context, organisation), kind)


def render_context(name, context, kind, **options) -> bytes:
    """The paper in the kind that was asked for."""
    try:
        if kind == "docx":
            return make_word_copy(context, template_of(name))
        return pdf(template_of(name), context, **options)
    except PrintError as trouble:
        raise CommandError(str(trouble)) from None


def find_approved_paper(name, organisation, edition):
    if FORMS[name].approved is None:
        raise CommandError(f"{name} has no editions: leave --edition out.")
    try:
        return FORMS[name].approved(organisation, edition)
    except LookupError as trouble:
        raise CommandError(trouble.args[0]) from None
