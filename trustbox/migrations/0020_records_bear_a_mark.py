from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trustbox", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name=record,
            name="mark",
            field=models.CharField(default="", editable=False, max_length=64),
        )
        for record in ("appeal", "appealevent")
    ]
