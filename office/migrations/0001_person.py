"""The person comes first: packages point at it, and their migrations are quick while nothing else stands."""

import django.contrib.auth.validators
import django.db.models.functions.comparison
import django.utils.timezone
from django.db import migrations, models


def create_kyrgyz_order(apps, schema_editor):
    """PostgreSQL gets the collation that SQLite is taught at each connection."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE COLLATION IF NOT EXISTS ky (provider = icu, locale = 'ky')")


class Migration(migrations.Migration):

    replaces = [
        ("office", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(create_kyrgyz_order, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=60, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='login')),
                ('surname', models.CharField(max_length=80, verbose_name='surname')),
                ('name', models.CharField(max_length=80, verbose_name='given name')),
                ('patronymic', models.CharField(blank=True, max_length=80, verbose_name='patronymic')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': [django.db.models.functions.comparison.Collate(models.F('surname'), 'ky'), django.db.models.functions.comparison.Collate(models.F('name'), 'ky'), 'pk'],
            },
        ),
    ]
