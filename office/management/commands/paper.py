"""`./portal manage paper`: any official form of a body as a file, for batches and checks."""

import os
from pathlib import Path

from django.core.management.base import CommandError

from office.management.base import CommandForAll
from office.models.organisation import Organisation
from office.papers.official import make_word_copy, template_of
from office.papers.page_style import with_page
from office.papers.printing import PrintError, pdf
from office.registries import FORMS


class Command(CommandForAll):
    help = (
        "Writes an official form: as the register stands today, marked as a draft, or an approved "
        "edition byte for byte."
    )

    def add_arguments(self, parser):
        parser.add_argument("form", nargs="?", help="such as risks/village-list")
        parser.add_argument("--list", action="store_true", help="names and titles of all forms")
        parser.add_argument("--organisation", metavar="CODE")
        parser.add_argument(
            "--edition", type=int, metavar="N", help="an approved edition instead of today's register"
        )
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
        parser.add_argument("-o", "--output", metavar="FILE", help="where to write; - for standard output")

    def handle(self, *, form, organisation, edition, output, **options):
        if options["list"]:
            return self.stdout.write("\n".join(f"{name}\t{FORMS[name].title}" for name in sorted(FORMS)))
        if form not in FORMS:
            raise CommandError(f"No form is called {form or '(none)'}. There are: {', '.join(sorted(FORMS))}")
        if not organisation or not output:
            raise CommandError("Give --organisation CODE and -o FILE.")
        content = render_paper(form, find_organisation(organisation), edition, options["format"])
        if output == "-":
            self.stdout._out.flush()
            os.write(1, content)
        else:
            Path(output).write_bytes(content)


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
    context = with_page(paper.content if paper else FORMS[name].today(organisation), organisation)
    if kind == "docx":
        if "table" not in context:
            raise CommandError(f"{name} has no Word copy: only lists have. Choose --format pdf.")
        return make_word_copy(context)
    try:
        return pdf(template_of(name), context, draft=True)
    except PrintError as trouble:
        raise CommandError(str(trouble)) from None


def find_approved_paper(name, organisation, edition):
    if FORMS[name].approved is None:
        raise CommandError(f"{name} has no editions: leave --edition out.")
    try:
        return FORMS[name].approved(organisation, edition)
    except LookupError as trouble:
        raise CommandError(trouble.args[0]) from None
