"""Seal the secrets of second factors that were stored in clear."""

from django.db import migrations

from office.accounts.factors import SEALED, seal_secret

SECRETS = ("secret", "seed")


def seal_factors(apps, schema_editor):
    for factor in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        for name in SECRETS:
            if name in factor.data:
                factor.data[name] = seal_once(factor.data[name])
        if "migrated_codes" in factor.data:
            factor.data["migrated_codes"] = [seal_once(code) for code in factor.data["migrated_codes"]]
        factor.save(update_fields=["data"])


def seal_once(text):
    return text if text.startswith(SEALED) else seal_secret(text)


class Migration(migrations.Migration):
    dependencies = [("office", "0007_restored_books"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_factors, migrations.RunPython.noop)]
