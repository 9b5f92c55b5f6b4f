"""A plan approved on paper keeps the post of the head as it was called then."""

from django.db import connection, migrations, models
from django.db.models import OuterRef, Subquery


def write_posts(apps, schema_editor):
    if connection.vendor == "postgresql":
        schema_editor.execute("SELECT set_config('app.bodies', '*', true)")
    bodies = apps.get_model("office", "Organisation")._base_manager.filter(pk=OuterRef("organisation"))
    plans = apps.get_model("plans", "Plan")._base_manager.filter(paper_date__isnull=False)
    plans.update(paper_post=Subquery(bodies.values("head_post")[:1]))


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_words_a_sitting_considered")]
    operations = [
        migrations.AddField("plan", "paper_post", models.CharField(blank=True, editable=False, max_length=100)),
        migrations.RunPython(write_posts, migrations.RunPython.noop),
    ]
