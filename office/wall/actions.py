"""The identity wall: the API for whoever keeps confidential matters (the trust box, the employees' reports).

A matter declares a one-to-one key to its wall and takes the querysets and the mixin of it:

    class AppealQuerySet(WalledQuerySet):  # rows the person is excluded from are not there: 404
        WALL = "wall"                      # of what hangs on the matter: "appeal__wall"

    class Appeal(Walled, Owned, Workflow):
        wall = models.OneToOneField("office.Wall", models.PROTECT, related_name="appeal")
        unscoped, objects = make_managers(AppealQuerySet)

When a matter is entered, inside the transaction that stores it and after its number was taken:

    mode = keeping_mode(body)  # Keeping.Mode.ENVELOPE (the rule) or .VAULT: which fields the form asks for
    # anonymous:
    wall = build_wall(body, book="appeals", year=2026, number=17)
    # envelope: wall.envelope is its number
    wall = build_wall(body, book="appeals", year=2026, number=17, named=True)
    # vault: sealed at once, never stored
    wall = build_wall(body, book="appeals", year=2026, number=17, named=True, particulars={"name": …})
    # files as they came, with author and place in them: sealed in a vault, let go elsewhere
    wall = build_wall(…, originals=[("сүрөт.jpg", b"…")])
    exclude_person(wall, person, reason="…", by=clerk)

`wall.mask` is what every list, search, export and print shows instead of the name; `wall.commitments` goes
into the chain; `wall.excluded()` names whom no letter and no choice may reach; files of the matter are stored
with `StoredFile.store(…, wall=wall)`; the way to the disclosure register is `wall.get_absolute_url()`. In
`AppConfig.ready` an app enters the name of its book: `WALL_BOOK_NAMES["appeals"] = _("Register of appeals")`.

There is no other way to a name than `open_identity()`; forms must keep the typed particulars out of sessions,
mails and logs, and out of any model field: hand them to `build_wall()` and drop them.
"""

import json
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.database import chain
from office.letters import queue_letter
from office.models.counter import Counter
from office.models.organisation import Organisation
from office.models.person import Appointment
from office.registers.workflow import Refused
from office.roles import MAY, Act
from office.wall import sealed_box
from office.wall.models.custody import Keeping
from office.wall.models.identity import Identity
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.sealed_file import SealedFile
from office.wall.models.vault import FEWEST, Custodian
from office.wall.models.wall import Exclusion, Wall

FILES = Identity.Field.FILES

__all__ = ["build_wall", "exclude_person", "keeping_mode", "end_exclusion", "open_identity", "originals_of"]


def keeping_mode(organisation, on=None) -> Keeping.Mode:
    """Mode in force on a day (today). VAULT needs two live custodians, else ENVELOPE."""
    mode = decided_mode(organisation, on)
    return mode if mode == Keeping.Mode.ENVELOPE or has_keepers(organisation) else Keeping.Mode.ENVELOPE


def decided_mode(organisation, on=None) -> Keeping.Mode:
    """Mode the organisation decided for a day; ENVELOPE by default."""
    decision = Keeping.objects.of(organisation).on(on or clock.today()).first()
    return Keeping.Mode(decision.mode) if decision else Keeping.Mode.ENVELOPE


def has_keepers(organisation) -> bool:
    """Whether two custodians keep verified keys: what is sealed to one key is lost with it."""
    return Custodian.objects.of(organisation).live().count() >= FEWEST


def thin_vaults() -> list[str]:
    """Codes of the organisations whose sealed fields are not all opened by two live keys."""
    return [row.code for row in Organisation.objects.working().order_by("path") if thinly_sealed(row)]


def thinly_sealed(organisation) -> int:
    """How many sealed fields fewer than two live keys open."""
    live = Q(custodian__state=Custodian.State.LIVE)
    fields = Identity.objects.of(organisation).values("wall", "field").order_by()
    return fields.annotate(keys=Count("pk", filter=live)).filter(keys__lt=FEWEST).count()


def build_wall(
    organisation,
    *,
    book: str,
    year: int,
    number: int,
    named=False,
    particulars=None,
    originals=(),
    is_secret=False,
    about="",
) -> Wall:
    """Build the wall of a new matter, in the caller's transaction.

    `particulars` is {field of Identity.Field: text}; empty texts are left out. Refused where the body keeps
    envelopes and particulars came all the same (they are written on paper, not here), or keeps a vault and
    none came. ValueError for a field nobody knows. `originals` are (name, bytes) of files as they came: where
    the body keeps a vault they are sealed, of an anonymous matter too, and only a disclosure gives them back;
    where it keeps envelopes they are let go. Read are the cleaned copies, which the caller stores. `about`:
    the role of whom the sender complains about; the matter is hidden from those of it until it is sorted.
    """
    filled_fields = {
        field: text.strip() for field, text in (particulars or {}).items() if text and text.strip()
    }
    if unknown := set(filled_fields) - set(Identity.Field.values) | set(filled_fields) & {FILES}:
        raise ValueError(f"no field of an identity: {sorted(unknown)}")
    label = {
        "organisation": organisation,
        "book": book,
        "year": year,
        "number": number,
        "is_secret": is_secret,
        "about": about if somebody_else_reads(organisation, about) else "",
    }
    mode = keeping_mode(organisation)
    if not named and filled_fields:
        raise Refused(_("An anonymous matter holds no name, address or telephone."))
    if mode == Keeping.Mode.VAULT:
        return build_with_vault(filled_fields, list(originals), named, label)
    return build_with_envelope(filled_fields, label) if named else build_anonymous(label)


def somebody_else_reads(organisation, role) -> bool:
    """Whether a matter hidden from those of a role is seen by anybody: at the smallest bodies it would lie
    unread.
    """
    rows = Appointment.objects.of(organisation).today().filter(role__in=MAY[Act.DISCLOSE], reads_only=False)
    return rows.exclude(person__in=rows.filter(role=role).values("person")).exists()


def build_anonymous(label):
    return Wall.objects.of(label["organisation"]).create(mode=Wall.Mode.NONE, **label)


def build_with_envelope(filled_fields, label):
    """Wall with the next envelope number; the clerk writes it on the paper envelope.

    Raises Refused when particulars were given.
    """
    if filled_fields:
        raise Refused(
            _(
                "This body keeps names in paper envelopes: the portal holds none. Write the name on "
                "paper, put it into the envelope."
            )
        )
    organisation, year = label["organisation"], label["year"]
    envelope_number = Counter.take(organisation, "identity-envelopes", year)
    return Wall.objects.of(organisation).create(mode=Wall.Mode.ENVELOPE, envelope=envelope_number, **label)


def build_with_vault(filled_fields, originals, named, label):
    """Wall with each field sealed to every live custodian; stores commitments and sealed originals."""
    if named and not filled_fields:
        raise Refused(_("A named matter needs the name, the address or the telephone of the person."))
    sealed = [(name, *sealed_box.seal_file(content)) for name, content in originals]
    if sealed:
        filled_fields = {**filled_fields, FILES: describe_originals(sealed)}
    if not filled_fields:
        return build_anonymous(label)
    organisation = label["organisation"]
    salts = {field: sealed_box.new_salt() for field in filled_fields}
    commitments = {
        field: sealed_box.field_commitment(salts[field], field, text) for field, text in filled_fields.items()
    }
    wall = Wall.objects.of(organisation).create(
        mode=Wall.Mode.VAULT, commitments=chain.sort_by_name(commitments), **label
    )
    for custodian in Custodian.objects.of(organisation).live():
        for field, text in filled_fields.items():
            Identity.put(wall, custodian, field, text, salts[field])
    for _name, _key, content in sealed:
        SealedFile.store(wall, content)
    return wall


def describe_originals(sealed) -> str:
    """Names and keys of the sealed files in their order, as the field of the identity holds them."""
    listed = [
        {"name": name, "key": key.hex(), "sha256": sha256(content).hexdigest()}
        for name, key, content in sealed
    ]
    return json.dumps(listed, ensure_ascii=False)


def originals_of(entry) -> list[tuple[str, bytes]]:
    """(name, bytes) of the files an opening has opened.

    ValueError or FileNotFoundError where the store lost them.
    """
    listed = json.loads(entry.values.get(FILES, "[]"))
    stored = {row.sha256: row for row in entry.disclosure.wall.originals.all()}
    return [
        (one["name"], sealed_box.open_file(bytes.fromhex(one["key"]), stored[one["sha256"]].read()))
        for one in listed
    ]


@transaction.atomic
def exclude_person(wall, person, *, reason: str, by, stand_in=None) -> Exclusion:
    """Hide the matter from a person, the head included; `stand_in` acts instead, in this matter only.

    Refused when nobody but the one who excludes would be left to look after it.
    """
    keepers = {
        row.person_id
        for row in Appointment.objects.of(wall.organisation).today()
        if row.role in MAY[Act.CONFIRM]
    }
    if not keepers - wall.excluded() - {person.pk, by.pk}:
        raise Refused(
            _(
                "Nobody but you would know of this matter. One of the head, the officer and the members "
                "has to see it."
            )
        )
    if stand_in and stand_in.pk in wall.excluded() | {person.pk}:
        raise Refused(_("The matter is hidden from this person: choose another to act instead."))
    exclusion = Exclusion.objects.of(wall.organisation).create(
        organisation=wall.organisation, wall=wall, person=person, reason=reason, by=by, stand_in=stand_in
    )
    if stand_in:
        queue_letter(
            stand_in,
            wall.organisation,
            f"stand-in-{exclusion.pk}",
            _("You act instead of another person in a matter"),
            _("You find it on the page of your day: what is to be done about it is yours now."),
            reverse("home"),
        )
    return exclusion


def show_to(wall, person, *, by) -> Exclusion:
    """Say that a matter is not about this person: an exclusion that is lifted at once, as its history.

    Refused when it is not hidden from them until it is sorted.
    """
    if person.pk not in wall.unsorted():
        raise Refused(_("The matter has been sorted already."))
    return Exclusion.objects.of(wall.organisation).create(
        organisation=wall.organisation,
        wall=wall,
        person=person,
        reason=_("Sorted: it is not about this person."),
        by=by,
        lifted_on=clock.today(),
        lifted_by=by,
    )


def end_exclusion(exclusion, *, by) -> Exclusion:
    """Let the person see the matter again; the exclusion stays in its history."""
    exclusion.lifted_on, exclusion.lifted_by = clock.today(), by
    exclusion.version += 1
    exclusion.save()
    return exclusion


def open_identity(disclosure, *, by, fields, secret="") -> IdentityOpening:
    """Open fields under a confirmed request with a custodian's passphrase or recovery sheet.

    Returns the entry written, one for each call.

    `entry.values` is {field: text}, for this one answer; empty where the identity lies in a paper envelope. A
    refusal is an entry too, with `entry.reason`: nothing is raised, so that the entry stays whatever the
    caller does with it.
    """
    try:
        with transaction.atomic():
            disclosure.move("open", by=by, particulars=fields, secret=secret)
    except (Refused, PermissionDenied) as refusal:
        if isinstance(refusal, Refused):
            refusal.afterwards()
        reason = str(refusal) or _("This person may not open it.")
        requested_fields = [field for field in Identity.Field.values if field in fields]
        entry = IdentityOpening.write(
            disclosure, by=by, outcome=IdentityOpening.Outcome.REFUSED, fields=requested_fields, reason=reason
        )
        entry.values = {}
        return entry
    disclosure.entry.values, disclosure.values = disclosure.values, {}
    return disclosure.entry
