"""The institution: what any office has, whatever its registers are."""

from office.models.audit import Acting, Change, Submission
from office.models.calendar import CalendarDay
from office.models.commission import AgendaItem, Attendance, Commission, Meeting, Seat
from office.models.counter import Counter
from office.models.disclosure import Disclosure
from office.models.edition import EditionQuerySet, ListEdition, edition_rules
from office.models.erasure import Erasure
from office.models.file import StoredFile, WrongFile
from office.models.identity_opening import IdentityOpening
from office.models.keeping import Keeping
from office.models.law import LegalAct, LegalValue, law_value
from office.models.letter import Letter
from office.models.order import Annex, Order, OrderPoint, Paper, Publication
from office.models.organisation import FormerName, Organisation, Unit
from office.models.owned import Owned, OwnedQuerySet, Unscoped, managers
from office.models.person import Appointment, Person
from office.models.provision import Provision
from office.models.sealed_file import SealedFile
from office.models.signal import Signal
from office.models.staff_import import StaffImport
from office.models.table_import import TableImport
from office.models.vault import Custodian, Identity
from office.models.wall import BOOK_NAMES, Exclusion, Wall, Walled, WalledQuerySet

__all__ = [
    "Acting",
    "AgendaItem",
    "Annex",
    "Appointment",
    "Attendance",
    "BOOK_NAMES",
    "CalendarDay",
    "Change",
    "Commission",
    "Counter",
    "Custodian",
    "Disclosure",
    "EditionQuerySet",
    "Erasure",
    "Exclusion",
    "FormerName",
    "Identity",
    "IdentityOpening",
    "Keeping",
    "LegalAct",
    "LegalValue",
    "Letter",
    "ListEdition",
    "Meeting",
    "Order",
    "OrderPoint",
    "Organisation",
    "Owned",
    "OwnedQuerySet",
    "Paper",
    "Person",
    "Provision",
    "Publication",
    "SealedFile",
    "Seat",
    "Signal",
    "StaffImport",
    "StoredFile",
    "Submission",
    "TableImport",
    "Unit",
    "Unscoped",
    "Wall",
    "Walled",
    "WalledQuerySet",
    "WrongFile",
    "edition_rules",
    "law_value",
    "managers",
]
