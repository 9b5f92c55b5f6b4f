"""What apps enter when the portal starts, each in its `AppConfig.ready`: the office asks these lists and knows no app.

This page imports nothing that runs, so that anything may import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.utils.functional import Promise

    from office.models.organisation import Organisation
    from office.open_pages import Shelf
    from office.papers.official import OfficialForm
    from office.verification import Fault, ReportProgress

# Official forms by name («risks/annex-1»): what prints, and what fills it. Entered by every app with papers; read by `manage paper`.
FORMS: dict[str, OfficialForm] = {}

# (organisation, today) → None: what happens by itself each day. Entered by office (erased files), plans, trustbox, monitoring, standards;
# run by `manage tick` (office/daily_acts.py).
DAILY: list[Callable[[Organisation, date], None]] = []

# organisation → how many of its terms moved, when the working-day calendar is changed (LAW rule 8). Entered by trustbox (appeals) and
# standards (notices); run by whoever changes the calendar (`office.daily_acts.recount_terms`). They run daily too, as part of `DAILY`.
RECOUNTS: list[Callable[[Organisation], int]] = []

# (organisation, progress) → faults of what is stored. Entered by trustbox (books, trays); run by `manage verify` after the office's own.
PROOFS: list[Callable[[Organisation, ReportProgress], Iterable[Fault]]] = []

# A head that was kept elsewhere, as it was given out → faults. Entered by trustbox; run by `manage verify --head`.
HEADS: list[Callable[[str], Iterable[Fault]]] = []

# What the open page of an organisation shows beside its papers. Entered by plans; read by office/open_pages.py.
SHELVES: list[Shelf] = []

# Catalogues of the method that apps beside the register speak of: day → [(code, words)] by name. Entered by risks: «function» (281 p.5),
# «zone» (p.6), «source» (p.8); read by office/catalogues.py.
CATALOGUES: dict[str, Callable[[date], list[tuple[str, str]]]] = {}

# Registers that the administrator's page lists after those of the office: (title, route). Entered by office, risks, standards.
FURTHER_REGISTERS: list[tuple[str | Promise, str]] = []

# Names of the books that matters behind a wall are entered in, by the slug in the label. Entered by trustbox and standards.
WALL_BOOK_NAMES: dict[str, str | Promise] = {}
