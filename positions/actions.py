"""Actions on several rows of the positions; each is one transaction."""

from collections import Counter
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy as _

from office.kyrgyz import fold
from office.models.organisation import Unit
from office.registers.workflow import Refused
from positions.data.signs import SIGNS
from positions.imports import one_risk_a_line
from positions.levels import highest_level
from positions.models.exposures import Exposure
from positions.models.monitoring import Sign
from positions.models.posts import Post


@transaction.atomic
def update_level_from_risks(post, linked):
    """Set the level of the post's open row: the given level, else the highest of `linked` (levels of its
    risks), else the old one for a listed row.

    Returns the row or None.
    """
    row = post.listed
    if row is None:
        return None
    level = row.given_level or highest_level(linked) or (row.level if row.state == row.State.LISTED else "")
    if level != row.level:
        row.level = level
        row.version += 1
        row.save(update_fields=["level", "version"])
    return row


@transaction.atomic
def delete_post(post, *, by):
    """Delete a post entered by mistake. Refused when rows refer to it: such a post is closed."""
    try:
        with transaction.atomic():
            post.delete()
    except ProtectedError:
        raise Refused(
            _(
                "This post is in use: the list or a record of its monitoring names it. Close it "
                "instead; it then stays for the memory."
            )
        ) from None


@transaction.atomic
def add_imported_exposures(organisation, rows, *, source):
    """Create listed exposures from resolved rows of annex 2; posts are found by name or created. Returns the
    exposures.

    The level is the file's, with the file as its reason. Refused when a post is in the list already, or twice
    in the file.
    """
    refuse_duplicate_posts(organisation, rows)
    known = posts_by_name(organisation)
    last = last_position(Exposure, organisation)
    posts = [known.get(fold(row["post"])) or post_from_row(organisation, row) for row in rows]
    new = [post for post in posts if post.pk is None]
    assign_positions(new, last_position(Post, organisation))
    Post.objects.bulk_create(new, batch_size=500)
    exposures = [
        exposure_from_row(organisation, post, row, source) for post, row in zip(posts, rows, strict=True)
    ]
    assign_positions(exposures, last)
    return Exposure.objects.bulk_create(exposures, batch_size=500)


def posts_by_name(organisation) -> dict:
    """{folded printed name: open post}; by the bare name too where only one post has it."""
    posts = list(Post.objects.of(organisation).open().select_related("unit"))
    bare = Counter(fold(post.name_ky) for post in posts)
    by_bare = {fold(post.name_ky): post for post in posts if bare[fold(post.name_ky)] == 1}
    return by_bare | {fold(post.in_full): post for post in posts}


def refuse_duplicate_posts(organisation, rows):
    listed = Exposure.objects.of(organisation).in_register().select_related("post__unit")
    listed_names = {fold(name) for row in listed for name in (row.post.in_full, row.post.name_ky)}
    counts = Counter(fold(row["post"]) for row in rows)
    twins = [
        row["post"] for row in rows if counts[fold(row["post"])] > 1 or fold(row["post"]) in listed_names
    ]
    if twins:
        raise Refused(
            _("Each post stands in the list once. Already there, or twice in the file: %(posts)s")
            % {"posts": "; ".join(dict.fromkeys(twins[:DUPLICATES_SHOWN]))}
        )


DUPLICATES_SHOWN = 5


def post_from_row(organisation, row):
    post = Post(organisation=organisation, name_ky=row["post"], powers=row["powers"])
    post.index()
    return post


def exposure_from_row(organisation, post, row, source):
    exposure = Exposure(
        organisation=organisation,
        post=post,
        powers=row["powers"],
        areas=one_risk_a_line(row["areas"]),
        given_level=row["level"],
        given_reason=f"«{source}» файлындагы тизмектен алынды.",
        level=row["level"],
        state=Exposure.State.LISTED,
    )
    exposure.index()
    return exposure


def last_position(model, organisation) -> int:
    """The last position in the table of an organisation; 0 for none."""
    return model.objects.of(organisation).aggregate(last=Max("position"))["last"] or 0


def assign_positions(rows, last):
    for place, row in enumerate(rows, last + 1):
        row.position = place


@transaction.atomic
def update_staffing_table(organisation, rows, *, source):
    """Update number and powers of posts from the file, create new ones. Returns the posts of the file.

    Lines of the same post are summed. Posts that the file lacks stay: closing is a person's decision.
    """
    units = units_by_name(organisation, rows)
    known = {(post.unit_id, fold(post.name_ky)): post for post in Post.objects.of(organisation).open()}
    found: dict = {}
    for row in rows:
        unit = units.get(fold(row["unit"] or row["kind"]))
        key = (unit.pk if unit else None, fold(row["post"]))
        count = Decimal(row["count"])
        if key in found:
            found[key].count += count
            continue
        post = found[key] = known.get(key) or Post(organisation=organisation, unit=unit, name_ky=row["post"])
        post.count, post.powers = count, row["powers"] or post.powers
        post.index()
    new = [post for post in found.values() if post.pk is None]
    assign_positions(new, last_position(Post, organisation))
    Post.objects.bulk_create(new, batch_size=500)
    save_new_versions(post for post in found.values() if post not in new)
    return list(found.values())


def save_new_versions(posts):
    for post in posts:
        post.version += 1
        post.save()


def units_by_name(organisation, rows) -> dict:
    """{folded name: unit} of the units in the file; missing ones are created."""
    units = {fold(unit.name_ky): unit for unit in Unit.objects.of(organisation).filter(closed_on=None)}
    for name in dict.fromkeys(row["unit"] or row["kind"] for row in rows):
        if name and fold(name) not in units:
            units[fold(name)] = Unit.objects.create(organisation=organisation, name_ky=name)
    return units


@transaction.atomic
def adopt_method_signs(organisation):
    """Create the missing signs of 281 p.10. Returns how many."""
    known_codes = set(Sign.objects.of(organisation).exclude(code="").values_list("code", flat=True))
    new = [
        Sign(organisation=organisation, code=code, name_ky=ky, name_ru=ru)
        for code, ky, ru in SIGNS
        if code not in known_codes
    ]
    return len(Sign.objects.bulk_create(new))
