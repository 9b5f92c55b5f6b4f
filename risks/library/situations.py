"""Actions and queries of the starter library: browse situations, copy some as drafts, confirm
one unchanged.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import clock
from office.kyrgyz import fold
from office.registers.rows import lock_row
from office.registers.workflow import Refused
from risks.data.library import BY_CODE, LIBRARY
from risks.models.method import CatalogueEntry, FunctionKind
from risks.models.risk import Risk

Catalogue = CatalogueEntry.Catalogue


def situation_text(pair) -> str:
    """A text of the library in the reader's language."""
    return pair[1] if get_language() == "ru" else pair[0]


def catalogue_by_code(catalogue) -> dict[str, CatalogueEntry]:
    """The lines of a catalogue in force today, by code."""
    lines = CatalogueEntry.objects.in_force(clock.today()).filter(catalogue=catalogue)
    return {line.code: line for line in lines}


def find_situations(*, q="", kind="", zone="") -> list:
    """The situations under these filters; words are looked for in both languages."""
    words = fold(q).split()
    return [
        situation
        for situation in LIBRARY
        if (not kind or situation.kind == kind)
        and (not zone or situation.zone == zone)
        and all(
            word
            in fold(" ".join([*situation.function, *situation.situation, *situation.unit, *situation.posts]))
            for word in words
        )
    ]


def copied_situations(organisation) -> tuple[set[str], Counter]:
    """(codes with an untouched copy, Counter of touched copies per code)."""
    copies = list(
        Risk.objects.of(organisation).in_register().exclude(library="").values_list("library", "untouched")
    )
    return {code for code, untouched in copies if untouched}, Counter(
        code for code, untouched in copies if not untouched
    )


@dataclass(frozen=True)
class LibraryCopies:
    """Result of copying; its page is the register's drafts."""

    risks: list[Risk]

    def get_absolute_url(self):
        return f"{reverse('risks:register')}?state={Risk.State.DRAFT}"


@transaction.atomic
def copy_situations(organisation, codes, *, by) -> LibraryCopies:
    """Create draft risks from situations, in Kyrgyz, the language of the list; a draft enters the list once
    it was touched. Refused for a situation whose last copy is still untouched.
    """
    waiting, _touched = copied_situations(organisation)
    if twice := waiting & set(codes):
        raise Refused(
            _("Already copied and not touched yet: %(names)s")
            % {"names": "; ".join(sorted(situation_text(BY_CODE[code].function) for code in twice))}
        )
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    zones, sectors = catalogue_by_code(Catalogue.ZONE), catalogue_by_code(Catalogue.SECTOR)
    copies = [draft_from_situation(organisation, BY_CODE[code], kinds, zones, sectors) for code in codes]
    for risk in copies:
        risk.save()
    return LibraryCopies(copies)


def draft_from_situation(organisation, one, kinds, zones, sectors) -> Risk:
    """A draft with the words of a situation; not saved."""
    risk = Risk(
        organisation=organisation,
        library=one.code,
        untouched=True,
        kind=kinds[one.kind],
        zone=zones.get(one.zone),
        sector=sectors.get(one.sector),
        category=one.category,
        function=one.function[0],
        situation=one.situation[0],
        unit_text=one.unit[0],
        posts=one.posts[0],
    )
    risk.index()
    return risk


@transaction.atomic
def confirm_situation(risk, *, because, by) -> Risk:
    """Mark a library risk as confirmed with a reason. Refused when it was touched already."""
    if not lock_row(risk).untouched:
        raise Refused(_("This risk has already been touched."))
    risk.touch(because=because)
    risk.version += 1
    risk.save()
    return risk


def proposed_barriers(risk) -> list[CatalogueEntry]:
    """Barrier entries (281 p.14) of the situation; [] for a risk that is not from the library."""
    one = BY_CODE.get(risk.library)
    lines = catalogue_by_code(Catalogue.BARRIER) if one else {}
    return [lines[code] for code in (one.barriers if one else ()) if code in lines]


def proposed_measures_text(risk) -> str:
    """Names of the proposed barriers in Kyrgyz, one per line."""
    return "\n".join(line.name_ky[:1].upper() + line.name_ky[1:] for line in proposed_barriers(risk))
