"""What the papers of the positions are given: posts and rows of the list as rows of the declared sheets.

One row function a sheet feeds the screen, Excel, CSV, Word and PDF.
"""

from office.kyrgyz import genitive
from office.papers import Form
from positions.models import Exposure, Post
from positions.papers import ANNEX_2, LEVEL_WORDS, STAFFING


def exposure_cells(row) -> dict[str, str]:
    """A row of annex 2: a text for every column but the number; several risks stand one a line."""
    return {
        "post": row.post.in_full,
        "powers": row.powers,
        "areas": row.areas,
        "level": LEVEL_WORDS.get(row.level, ""),
    }


def post_cells(post) -> dict[str, str]:
    """A row of the staffing table."""
    return {
        "unit": post.unit.name_ky if post.unit else "",
        "post": post.name_ky,
        "count": post.count_words,
        "powers": post.powers,
    }


def list_table(organisation, rows) -> dict:
    """The filled list of corruption-prone positions."""
    cells = [exposure_cells(row) for row in rows]
    return ANNEX_2.table([("", cells)], organisation=organisation.name_ky)


def staffing_table(organisation, posts) -> dict:
    """The filled staffing table."""
    cells = [post_cells(post) for post in posts]
    return STAFFING.table([("", cells)], organisation_genitive=genitive(organisation.name_ky))


def the_list(organisation):
    """The rows the next edition prints, with what they need."""
    return Exposure.objects.of(organisation).in_the_list().select_related("post__unit").in_order()


def list_context(organisation, rows=None) -> dict:
    """What the template of annex 2 prints today: the head's «Бекитемин» with an empty date, marked as a draft."""
    head = organisation.head
    return {
        "table": list_table(organisation, the_list(organisation) if rows is None else rows),
        "approval": {
            "post": head.post if head else organisation.head_post,
            "name": head.person.initials if head else "",
            "date": "",
        },
        "draft": True,
    }


def staffing_context(organisation) -> dict:
    """What the template of the staffing table prints today."""
    posts = Post.objects.of(organisation).open().select_related("unit").in_order()
    return {"table": staffing_table(organisation, posts), "draft": True}


FORMS = {
    ANNEX_2.form: Form("281-буйруктун 2-тиркемеси: коррупциогендик кызмат орундарынын тизмеги", list_context),
    STAFFING.form: Form("Штаттык расписание", staffing_context),
}
