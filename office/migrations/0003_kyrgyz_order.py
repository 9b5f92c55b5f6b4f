"""PostgreSQL gets the collation that SQLite is taught at each connection: the Kyrgyz alphabet."""

from django.db import migrations

import office.database.sqlite


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE COLLATION IF NOT EXISTS ky (provider = icu, locale = 'ky')")


class Migration(migrations.Migration):
    dependencies = [("office", "0002_reference")]
    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="person",
            options={
                "ordering": [
                    office.database.sqlite.in_kyrgyz_order("surname"),
                    office.database.sqlite.in_kyrgyz_order("name"),
                    "pk",
                ]
            },
        ),
        migrations.AlterModelOptions(
            name="unit", options={"ordering": [office.database.sqlite.in_kyrgyz_order("name_ky"), "pk"]}
        ),
    ]
