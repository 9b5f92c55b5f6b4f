"""Daily acts: terms, reminders, mail. Run by `manage tick`; a second run on the same day changes nothing."""

import logging
from datetime import date

from django.db import Error
from django.utils import translation

from office import clock
from office.database.actor import act_as, without_row_policies
from office.letters import send_due_letters
from office.models.organisation import Organisation
from office.registers.workflow import Refused
from office.registries import DAILY, DAILY_OF_FILES, RECOUNTS
from office.seals.actions import seal_everything

log = logging.getLogger(__name__)


def recount_terms() -> int:
    """Run every RECOUNTS function for every working organisation in the caller's transaction; returns how
    many terms moved.
    """
    with without_row_policies():
        return sum(act(organisation) for organisation in Organisation.objects.working() for act in RECOUNTS)


def run_daily_acts(today: date | None = None) -> dict:
    """Run every daily act for every working body, each in a transaction of its own, and those of the stored
    files for merged ones too; then send the letters and seal what waits.

    One body's trouble does not keep the others waiting. Returns {"failed": [names of acts that failed],
    "sent": letters}.
    """
    today = today or clock.today()
    failed = []
    for organisation in Organisation.objects.all():
        for act in DAILY_OF_FILES if organisation.merged_into_id else (*DAILY_OF_FILES, *DAILY):
            try:
                # Letters are written in the language of the papers.
                with act_as(None), translation.override("ky"):
                    act(organisation, today)
            except (Error, ValueError, LookupError, OSError, Refused):  # OSError: of the store of the files
                log.exception("%s failed for %s", act.__qualname__, organisation.code)
                failed.append(f"{organisation.code}: {act.__module__}.{act.__qualname__}")
    sent = send_due_letters()
    seal_everything()
    return {"failed": failed, "sent": sent}
