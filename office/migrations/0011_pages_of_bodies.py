"""A body has margins and sizes of letters of its own for its papers (LAW 50); empty ones are the law's."""

from django.db import migrations, models
from django.db.models import Q

FIELDS = {
    "page_left": ("left margin, mm", 5, 60),
    "page_right": ("right margin, mm", 5, 60),
    "page_top": ("top margin, mm", 5, 60),
    "page_bottom": ("bottom margin, mm", 5, 60),
    "text_size": ("size of text, points", 10, 16),
    "table_size": ("size of text in tables, points", 7, 16),
}
HELP = "Within what the law sets; without it tables are printed by the least size."
BROKEN = "Margins are from 5 to 60 mm, text from 10 to 16 points, tables from 7 to 16 points."


class Migration(migrations.Migration):
    dependencies = [("office", "0010_lost_second_factors")]
    operations = [
        migrations.AddField(
            "organisation",
            name,
            models.PositiveSmallIntegerField(
                label, blank=True, null=True, help_text=HELP if name == "table_size" else ""
            ),
        )
        for name, (label, _least, _most) in FIELDS.items()
    ] + [
        migrations.AddConstraint(
            "organisation",
            models.CheckConstraint(
                condition=Q(**{name: None}) | Q(**{f"{name}__range": (least, most)}),
                name=f"{name}_leaves_room_for_the_paper",
                violation_error_message=BROKEN,
            ),
        )
        for name, (_label, least, most) in FIELDS.items()
    ]
