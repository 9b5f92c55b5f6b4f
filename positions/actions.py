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


# --- A file beside the register -----------------------------------------------------------------------------


def name_known_posts(organisation, rows) -> list[dict]:
    """Rows of annex 2 with each known post as the list prints it, and several risks one a line."""
    known = posts_by_name(organisation)
    return [
        {**row, "post": post.in_full if post else row["post"], "areas": one_risk_a_line(row["areas"])}
        for row in rows
        for post in [known.get(fold(row["post"]))]
    ]


def join_staffing_rows(organisation, rows) -> list[dict]:
    """Rows of a staffing table, those of the same post as one with the sum of their numbers."""
    found: dict = {}
    for row in rows:
        unit = row["unit"] or row["kind"]
        key = (fold(unit), fold(row["post"]))
        if key in found:
            found[key]["count"] = plain_count(Decimal(found[key]["count"]) + Decimal(row["count"]))
            found[key]["powers"] = row["powers"] or found[key]["powers"]
        else:
            found[key] = {**row, "unit": unit, "count": plain_count(Decimal(row["count"]))}
    return list(found.values())


def plain_count(count) -> str:
    """«1», «0.5»: a number of posts without idle zeros."""
    return f"{count.normalize():f}"


def listed_exposures(organisation):
    """(row of the list, its cells in a file)."""
    for row in Exposure.objects.of(organisation).in_register().select_related("post__unit"):
        cells = {"post": row.post.in_full, "powers": row.powers, "areas": row.areas, "level": row.level}
        yield row, cells


def listed_posts(organisation):
    """(open post, its cells in a staffing table)."""
    for post in Post.objects.of(organisation).open().select_related("unit"):
        unit = post.unit.name_ky if post.unit else ""
        cells = {
            "unit": unit,
            "post": post.name_ky,
            "count": plain_count(post.count),
            "powers": post.powers,
        }
        yield post, cells


@transaction.atomic
def update_exposures_from_list(organisation, compared, *, source):
    """Correct rows of the list to what a file says (`ComparedRow`s); a level that the linked risks do not
    give has the file as its reason.
    """
    keys = [one.known.pk for one in compared]
    rows = Exposure.objects.of(organisation).in_register().filter(pk__in=keys).select_for_update(of=("self",))
    known = {row.pk: row for row in rows.select_related("post__unit")}
    for one in compared:
        row = known[one.known.pk]
        for column in ("powers", "areas"):
            if column in one.differences:
                setattr(row, column, one.row[column])
        if "level" in one.differences:
            linked = list(row.post.risks.in_the_list().values_list("level", flat=True))
            row.given_level = "" if one.row["level"] == highest_level(linked) else one.row["level"]
            row.given_reason = f"«{source}» файлындагы тизмектен алынды." if row.given_level else ""
            row.set_level(linked)
        row.index()
    save_new_versions(known.values())


def number_listed_exposures(organisation):
    """Number the rows of the list anew, from 1 in their order."""
    listed = Exposure.objects.of(organisation).in_the_list().in_order()
    for place, row in enumerate(listed, 1):
        if row.position != place:
            Exposure.objects.of(organisation).filter(pk=row.pk).update(position=place)
