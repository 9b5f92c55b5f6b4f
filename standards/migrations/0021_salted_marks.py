"""Each report gets a mark of its own: two reports of one author share no value any more (SAFETY A2).

The mark of before becomes the secret under which a fresh salt is hashed, so nobody has to be tried and no name is touched.
Reports there are need the chain key they were marked with; without a report none is asked for.
"""

import secrets

from django.db import migrations, models


def salt_the_marks(apps, schema_editor):
    from standards.notices.models.corruption_report import author_mark

    rows = apps.get_model("standards", "Report")._base_manager
    for pk, mark in rows.filter(salt="").values_list("pk", "mark"):
        salt = secrets.token_hex(16)
        rows.filter(pk=pk).update(salt=salt, mark=author_mark(mark, salt))


class Migration(migrations.Migration):
    dependencies = [("standards", "0020_papers_of_a_proof")]

    operations = [
        migrations.AddField(
            "report",
            "salt",
            models.CharField(default="", editable=False, max_length=32),
            preserve_default=False,
        ),
        migrations.RunPython(salt_the_marks, migrations.RunPython.noop),
    ]
