"""The proof of a decision on what was told may be an order of the body, and may bring its file."""

from django.db import migrations, models
from django.db.models import Q

TOLD = ("conflict", "relative", "gift", "declaration", "report")


def pointer(name, to, words):
    return [
        migrations.AddField(
            told,
            name,
            models.ForeignKey(
                to,
                models.PROTECT,
                null=True,
                blank=True,
                editable=False,
                related_name="+",
                verbose_name=words,
            ),
        )
        for told in TOLD
    ]


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_reference"), ("office", "0100_closed_files")]

    operations = [
        *pointer("proof_order", "office.order", "order of the body"),
        *pointer("proof_file", "office.storedfile", "file of the proof"),
        *(
            migrations.AddConstraint(
                told,
                models.CheckConstraint(
                    condition=Q(state="done") | Q(proof_order=None, proof_file=None),
                    name=f"papers_of_{told}_come_with_its_proof",
                ),
            )
            for told in TOLD
        ),
    ]
