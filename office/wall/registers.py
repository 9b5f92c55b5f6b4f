"""Registers of the wall: confidential matters, disclosures, erasures, custodians, decisions on keeping."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.models.person import Person
from office.papers.downloads import export_links
from office.registers.forms import GroundForm
from office.registers.links import Line, Link
from office.registers.register import Register
from office.roles import Act, may
from office.wall.actions import keeping_mode, thinly_sealed
from office.wall.forms import (
    ConfirmForm,
    CustodianForm,
    DisclosureForm,
    ErasureForm,
    ExclusionForm,
    KeepingForm,
    OpenForm,
    PassphraseForm,
    RecoverySheetForm,
    RenewForm,
    ResealForm,
    RetireForm,
)
from office.wall.models.custody import Keeping
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.vault import FEWEST, Custodian
from office.wall.models.wall import Exclusion, Wall

# --- Confidential matters ----------------------------------------------------------------------------------


def wall_list_context(request, rows):
    """Context beside the matters: today's mode of keeping, links to disclosures and custodians."""
    organisation = request.organisation
    return {
        "kept": keeping_mode(organisation).label,
        "ways": [
            Link(DISCLOSURES.title, DISCLOSURES.url("register"), icon="journal-text"),
            Link(CUSTODIANS.title, CUSTODIANS.url("register"), icon="key"),
            Link(ERASURES.title, ERASURES.url("register"), icon="eraser"),
        ],
    }


def wall_context(request, wall):
    keeps = may(request.user, Act.DISCLOSE, wall.organisation)
    requests = wall.disclosures.not_hidden_from(request.user) if wall.has_identity else []
    return {
        "exclusions": [
            {
                "row": row,
                "lift": reverse("walls:lift", args=[wall.pk, row.pk]) if keeps and not row.lifted_on else "",
            }
            for row in wall.exclusions.select_related("person", "by", "stand_in")
        ],
        "unsorted": [
            {"person": person, "show": reverse("walls:sort", args=[wall.pk, person.pk]) if keeps else ""}
            for person in Person.objects.filter(pk__in=wall.unsorted())
        ],
        "requests": requests,
        "add_exclusion": EXCLUSIONS.url("create", wall.pk) if keeps else "",
        "add_request": DISCLOSURES.url("create", wall.pk) if keeps and wall.left else "",
        "erasures": wall.erasures.not_hidden_from(request.user),
        "add_erasure": ERASURES.url("create", wall.pk)
        if keeps and (wall.left or wall.erasable_files().exists())
        else "",
    }


WALLS = Register(
    model=Wall,
    space="walls",
    no_files="what stands behind a wall is not carried away as a list",
    title=gettext_lazy("Confidential matters"),
    empty=gettext_lazy(
        "No confidential matter has been entered: appeals and reports of employees come here by themselves."
    ),
    columns=("number", "book_name", "year", "mode", "mask"),
    sections=(("", ("book_name", "number", "year", "about", "mode", "mask", "is_secret")),),
    pages=("register", "record"),
    read=Act.DISCLOSE,
    write=Act.DISCLOSE,
    list_template="office/wall_list.html",
    record_template="office/wall_detail.html",
    list_extra=wall_list_context,
    record_extra=wall_context,
)

EXCLUSIONS = Register(
    model=Exclusion,
    space="exclusions",
    title=gettext_lazy("Excluded persons"),
    new=gettext_lazy("Exclude a person from the matter"),
    pages=("create",),
    read=Act.DISCLOSE,
    write=Act.DISCLOSE,
    form=ExclusionForm,
    parent="wall",
)


# --- The register of disclosures ---------------------------------------------------------------------------


def disclosure_list_context(request, rows):
    return {"exports": export_links(request, "disclosures:copy")}


def disclosure_context(request, row):
    return {
        "openings": row.openings.select_related("by"),
        "links": [
            Link(str(row.wall), row.wall.get_absolute_url(), note=row.wall.mask),
            Link(_("Scan of the request"), reverse("disclosures:scan", args=[row.pk]), note=str(row.scan)),
        ],
    }


def opening_move_context(request, row, move):
    """Context above the move: the written request, fields asked for, where the identity is kept."""
    return {
        "facts": [
            Line(_("Who asks"), f"{row.asker} (№ {row.request_number}, {row.requested_on:%d.%m.%Y})"),
            Line(_("Ground"), row.ground),
            Line(_("What is asked for"), row.fields_words),
            Line(_("Where the identity lies"), row.wall.mask),
        ]
    }


DISCLOSURES = Register(
    model=Disclosure,
    space="disclosures",
    title=gettext_lazy("Register of disclosures"),
    new=gettext_lazy("Enter a written request"),
    empty=gettext_lazy(
        "Nobody has asked for an identity. A written request is entered from the page of its matter."
    ),
    columns=("number", "wall", "asker", "request_number", "requested_on", "expires_on", "state"),
    sections=(
        (
            gettext_lazy("The written request"),
            ("asker_kind", "asker", "request_number", "requested_on", "ground", "fields_words", "expires_on"),
        ),
        (
            gettext_lazy("By whom"),
            ("entered_by", "entered_at", "confirmed_by", "confirmed_at", "refusal"),
        ),
    ),
    read=Act.DISCLOSE,
    write=Act.DISCLOSE,
    keeps=lambda person, row: person == row.entered_by,
    form=DisclosureForm,
    parent="wall",
    move_forms={"confirm": ConfirmForm, "open": OpenForm, "refuse": GroundForm},
    record_template="office/disclosure_detail.html",
    list_extra=disclosure_list_context,
    record_extra=disclosure_context,
    move_extra=opening_move_context,
)


# --- Erasures ----------------------------------------------------------------------------------------------


def erasure_context(request, row):
    return {
        "links": [Link(str(row.wall), row.wall.get_absolute_url(), note=row.wall.mask)],
    }


def erasing_move_context(request, row, move):
    """Context above the move: the written request and the fields to erase."""
    return {
        "facts": [
            Line(_("Who asks"), row.asker or row.get_asker_kind_display()),
            Line(_("Written request"), f"№ {row.request_number}, {row.requested_on:%d.%m.%Y}"),
            Line(_("Ground"), row.ground),
            Line(_("What is erased"), row.fields_words or "—"),
            Line(_("Files"), row.copies_count),
            Line(_("Where the identity lies"), row.wall.mask),
        ]
    }


ERASURES = Register(
    model=Erasure,
    space="erasures",
    title=gettext_lazy("Erasures by law"),
    new=gettext_lazy("Enter a demand to erase"),
    empty=gettext_lazy(
        "Nothing has been erased. A demand of the law is entered from the page of its matter."
    ),
    columns=("number", "wall", "asker_kind", "request_number", "requested_on", "state"),
    sections=(
        (
            gettext_lazy("The written request"),
            ("asker_kind", "asker", "request_number", "requested_on", "ground"),
        ),
        (gettext_lazy("What is erased"), ("fields_words", "copies_count")),
        (
            gettext_lazy("By whom"),
            ("entered_by", "entered_at", "confirmed_by", "confirmed_at", "erased_by", "erased_at", "refusal"),
        ),
    ),
    pages=("register", "record", "create", "move"),
    read=Act.DISCLOSE,
    write=Act.DISCLOSE,
    form=ErasureForm,
    parent="wall",
    move_forms={"confirm": ConfirmForm, "refuse": GroundForm},
    record_extra=erasure_context,
    move_extra=erasing_move_context,
)


# --- Keys and keeping --------------------------------------------------------------------------------------


def custodian_list_context(request, rows):
    """Live custodians, how many the vault needs, how many are missing, today's mode of keeping, and how many
    sealed fields fewer keys open than there should be.
    """
    live = Custodian.objects.of(request.organisation).live().count()
    return {
        "thin": thinly_sealed(request.organisation),
        "live": live,
        "fewest": FEWEST,
        "missing": max(0, FEWEST - live),
        "kept": keeping_mode(request.organisation).label,
    }


def custodian_context(request, row):
    waiting = row.waiting if row.state == Custodian.State.LIVE else 0
    return {"waiting": waiting}


CUSTODIANS = Register(
    model=Custodian,
    space="custodians",
    title=gettext_lazy("Custodians of the keys"),
    new=gettext_lazy("Name a custodian"),
    empty=gettext_lazy(
        "No custodian has been named. Two people keep a key each, by the head's order; until then names "
        "lie in paper envelopes."
    ),
    columns=("person", "state", "fingerprint", "verified_on", "retired_on"),
    sections=(
        (
            "",
            ("person", "decision", "fingerprint", "verified_on", "retired_on", "retired_by", "retire_ground"),
        ),
    ),
    read=Act.DISCLOSE,
    write=Act.SIGN,
    form=CustodianForm,
    move_forms={
        "make": PassphraseForm,
        "verify": RecoverySheetForm,
        "renew": RenewForm,
        "reseal": ResealForm,
        "retire": RetireForm,
    },
    list_template="office/custodian_list.html",
    record_template="office/custodian_detail.html",
    list_extra=custodian_list_context,
    record_extra=custodian_context,
)


def keeping_context(request, row):
    organisation = row.organisation
    return {
        "links": [
            Link(str(organisation), organisation.get_absolute_url(), note=keeping_mode(organisation).label)
        ]
    }


KEEPINGS = Register(
    model=Keeping,
    space="keepings",
    title=gettext_lazy("Keeping of identities"),
    new=gettext_lazy("New decision on keeping"),
    empty=gettext_lazy(
        "No body has decided otherwise: names lie in paper envelopes. A decision is entered from the "
        "page of its body."
    ),
    columns=("organisation", "mode", "since", "decision", "entered_by"),
    sections=(("", ("organisation", "mode", "since", "decision", "entered_at", "entered_by")),),
    pages=("register", "record", "create"),
    read=Act.MANAGE,
    write=Act.MANAGE,
    form=KeepingForm,
    parent="organisation",
    record_extra=keeping_context,
)
