from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trustbox", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="appealevent",
            index=models.Index(fields=["book", "appeal", "place"], name="events_by_entry"),
        ),
        migrations.AddIndex(
            model_name="appealfile",
            index=models.Index(fields=["organisation", "appeal"], name="files_by_entry"),
        ),
    ] + [
        migrations.AddField(
            model_name=record,
            name="mark",
            field=models.CharField(default="", editable=False, max_length=64),
        )
        for record in ("appeal", "appealevent")
    ]
