"""Store registrations, invitations, links, brakes and changes; running sessions end, for each gets a handle."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_reading_count"),
        ("partners", "0003_end_of_contract"),
        ("routing", "0003_deputy"),
    ]

    operations = [
        migrations.CreateModel(
            name="DetailsChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("first_name", models.BinaryField()),
                ("last_name", models.BinaryField()),
                ("street", models.BinaryField()),
                ("postal_code", models.BinaryField()),
                ("city", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="EmailChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("email", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
                ("old_confirmed_at", models.DateTimeField(null=True)),
                ("new_confirmed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FactorRecovery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("first_at", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("opens_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Inhaber"),
                            ("staff", "Mitarbeiter"),
                            ("clerk", "Sachbearbeitung"),
                            ("officer", "Datenschutz"),
                            ("administrator", "Verwaltung"),
                        ],
                        max_length=15,
                    ),
                ),
                ("may_see_statements", models.BooleanField(default=False)),
                ("may_see_claims", models.BooleanField(default=False)),
                ("may_see_contracts", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="KnownDevice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("device", models.CharField(max_length=60)),
                ("last_used_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("occasion", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "begonnen"),
                            ("unconfirmed", "unbestätigt"),
                            ("waiting", "wartet auf Prüfung"),
                            ("asked", "Rückfrage"),
                            ("owner", "wartet auf Inhaber"),
                            ("approved", "freigegeben"),
                            ("refused", "abgelehnt"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(default="de", max_length=2)),
                ("first_name", models.BinaryField(null=True)),
                ("last_name", models.BinaryField(null=True)),
                ("email", models.BinaryField(null=True)),
                ("email_hash", models.BinaryField(db_index=True, null=True)),
                ("born_on", models.BinaryField(null=True)),
                ("street", models.BinaryField(null=True)),
                ("postal_code", models.BinaryField(null=True)),
                ("city", models.BinaryField(null=True)),
                ("intermediary_number", models.BinaryField(null=True)),
                ("register_number", models.BinaryField(null=True)),
                ("terms_version", models.CharField(blank=True, max_length=20)),
                ("terms_accepted_at", models.DateTimeField(null=True)),
                ("notice_version", models.CharField(blank=True, max_length=20)),
                ("notice_acknowledged_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.BinaryField(null=True)),
                ("question", models.BinaryField(null=True)),
                ("answer", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SignInBrake",
            fields=[
                ("key_hash", models.BinaryField(primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("last_failed_at", models.DateTimeField(db_index=True)),
                ("blocked_until", models.DateTimeField(null=True)),
                ("locked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="account",
            name="blocked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="born_on",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="city",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="account",
            name="has_second_factor",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="account",
            name="notice_acknowledged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="notice_version",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="account",
            name="postal_code",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="account",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="street",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="account",
            name="terms_accepted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="terms_version",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.RunSQL("DELETE FROM accounts_session", ""),
        migrations.AddField(
            model_name="session",
            name="device",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="session",
            name="handle",
            field=models.UUIDField(default=uuid.uuid4, unique=True),
        ),
        migrations.AddField(
            model_name="session",
            name="must_rotate",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_active", False),
                    models.Q(("blocked_at__isnull", True), ("removed_at__isnull", True)),
                    _connector="OR",
                ),
                name="account_blocked_or_removed_is_inactive",
            ),
        ),
    ]
