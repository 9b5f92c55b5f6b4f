"""One-time slips of a survey: their codes, the sheet that is printed once, and their use."""

import base64
import secrets

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from office.database import chain
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.registers.workflow import Refused
from positions.models.monitoring import Survey
from positions.models.slips import SurveySlip

LENGTH, GROUP = 12, 4  # signs of a code: 60 random bits
SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
READ_AS = str.maketrans(
    "ILO", "110"
)  # no I, L, O and U in a code: they are read as the digits they look like


class WrongSlip(Exception):
    """A code that is no unused slip of the survey."""


def new_slip_code() -> str:
    """«7F3A-09BC-11D2»"""
    code = base64.b32encode(secrets.token_bytes(10)).decode()[:LENGTH].translate(SIGNS)
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def slip_hash(survey, typed: str) -> str:
    """The keyed hash a slip of this survey is found by, however its code is typed."""
    code = "".join(typed.upper().split()).replace("-", "").translate(READ_AS)
    return chain.keyed_hash(chain.chain_key("survey-slips"), f"{survey.pk}:{code}".encode())


@transaction.atomic
def print_slips(survey, count: int) -> bytes:
    """A sheet of `count` new slips as PDF: the only place where their codes stand. Refused unless the survey
    is open and answered by slips; PrintError.
    """
    survey.refresh_from_db(from_queryset=Survey.objects.of(survey.organisation).select_for_update())
    if not (survey.is_open and survey.by_slips):
        raise Refused(_("Slips are printed for an open survey that is answered by slips."))
    codes = [new_slip_code() for _slip in range(count)]
    paper = pdf("positions/print/slips.html", slip_sheet_context(survey, codes))
    hashes = sorted(slip_hash(survey, code) for code in codes)
    SurveySlip.objects.bulk_create(
        SurveySlip(organisation=survey.organisation, survey=survey, code_hash=one) for one in hashes
    )
    survey.slip_count = F("slip_count") + count
    survey.version += 1
    survey.save(update_fields=["slip_count", "version"])
    return paper


def slip_sheet_context(survey, codes) -> dict:
    context = {
        "title": f"Сурамжылоонун баракчалары: {survey.title_ky}",
        "body": survey.organisation,
        "survey": survey,
        "codes": codes,
    }
    return with_page(context, survey.organisation)


def use_slip(survey, typed: str):
    """Take the slip of a typed code out, in the transaction of its answer. WrongSlip for an unknown or used
    one, in the same words.
    """
    count, _rows = (
        SurveySlip.objects.of(survey.organisation)
        .filter(survey=survey, code_hash=slip_hash(survey, typed))
        .delete()
    )
    if not count:
        raise WrongSlip
