"""The lists of risks bodies have in Word, Excel or CSV: what `office.imports` understands of them.

Pure: nothing is saved here.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.imports import doubts, reader
from office.imports.columns import NO_CHOICES
from office.imports.doubts import Undecided
from office.imports.reader import UnreadableFile
from office.imports.text import heading_key
from office.imports.vocabulary import ENUMERATOR, LEVELS, Vocabulary, Words
from office.papers.sheet import Sheet
from risks.papers import ANNEX_1, FUNCTION_HEADINGS, VILLAGE_LIST

__all__ = [
    "CHOICES",
    "NOTES",
    "REASONS",
    "REFUSALS",
    "RiskListReading",
    "UnreadableFile",
    "Undecided",
    "read_risk_list",
]

FUNCTIONS = {heading_key(heading): code for code, heading in FUNCTION_HEADINGS.items()}


def function_code(text: str) -> str | None:
    """The code of the function a heading names, its number or letter in the list put aside; None for any
    other heading.
    """
    return FUNCTIONS.get(heading_key(ENUMERATOR.sub("", text)))


# The only words that are understood; anything else is for a person, «орточо нөлдүк» and «Орго» included.
RISKS = Vocabulary(
    sheets=(VILLAGE_LIST, ANNEX_1),
    texts=("function", "situation", "unit", "posts", "elsewhere", "note"),
    codes={
        "level": Words(LEVELS),
        "category": Words(
            {
                "systemic": (
                    "системалуу (реалдуу), системалуу(реалдуу), системалуу, реалдуу, системный "
                    "(реальный), системный(реальный), системный, реальный"
                ),
                "potential": "потенциалдуу, потенциальный",
                "situational": "кырдаалдык, ситуативный",
            }
        ),
    },
    optional=("number", "note"),
    remarked=("function", "situation"),
    group=function_code,
    group_choices=tuple(FUNCTION_HEADINGS),
    identity=(("kind", "function", "situation"), ("function", "situation"), ("situation",)),
    reworded=(("kind", "function"), "situation"),
    hints={
        "number": "№ =номер =п",
        "note": "эскерт примеч комментар",
        "elsewhere": "башка =друг других ведомств межведомств",
        "category": "категор",
        "level": "деңгээл даража уров степен баллы значимост",
        "posts": "кызматтар кызматчы кызматкер орун орду должност сотрудник",
        "unit": "бөлүм бөлүн түзүм подраздел структур отдел управлен секто",
        "function": "функц ыйгарым милдет полномоч обязанност процедур процесс",
        "situation": "тобокел коррупц учур кырдаал риск ситуац описан случа",
    },
)

REASONS: Mapping[str, Promise] = {
    **doubts.REASONS,
    "category-unknown": _("The act knows no such category. Choose the category that is meant."),
    "category-empty": _("The category is not given. Choose it."),
    "category-second": _("Two categories stand in the rows to be joined. Choose one."),
    "group-unknown": _(
        "This heading is none of the six functions. Choose the function of the rows under it."
    ),
    "group-missing": _("No function stands above these rows. Choose their function."),
}

CHOICES: Mapping[str, Promise] = {
    **doubts.CHOICES,
    "zero": _("Zero level"),
    "systemic": _("Systemic (real) category"),
    "potential": _("Potential category"),
    "situational": _("Situational category"),
    "control": _("Control and supervision"),
    "property": _("Management of property"),
    "services": _("Provision of services"),
    "permits": _("Granting of permits"),
    "jurisdiction": _("Jurisdictional function"),
    "norms": _("Norm-making function"),
    "not-a-group": _("Not a function: the rows belong to the function above"),
}

NOTES: Mapping[str, Promise] = {
    **doubts.NOTES,
    "table-unread": _("This table has no headings of a list of risks and was not read: %(text)s"),
}

REFUSALS: Mapping[str, Promise] = {
    **doubts.REFUSALS,
    "headings": _("No table with the headings of a list of risks was found in the file."),
}


class RiskDoubt(doubts.Doubt):
    REASONS: ClassVar[Mapping[str, Promise]] = REASONS
    CHOICES: ClassVar[Mapping[str, Promise]] = CHOICES


class RiskImportNote(doubts.Note):
    NOTES: ClassVar[Mapping[str, Promise]] = NOTES


class RiskListReading(reader.Reading):
    """Reading of a list of risks (village list of 2026 or annex 1 of 2016)."""

    VOCABULARY = RISKS
    DOUBT = RiskDoubt
    NOTE = RiskImportNote
    REFUSALS = REFUSALS


def read_risk_list(
    data: bytes,
    filename: str,
    versions: Iterable[Sheet] = (),
    choices: Mapping[str, str] = NO_CHOICES,
) -> RiskListReading:
    """What the file holds as a list of risks. Raises UnreadableFile when it is none."""
    return RiskListReading.of(data, filename, versions, choices)
