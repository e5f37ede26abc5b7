"""Tie registrations, invitations, links and changes to accounts, partners and each other; forbid what cannot be."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_way_to_an_account")]

    operations = [
        migrations.AddField(
            model_name="detailschange",
            name="account",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="emailchange",
            name="account",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="factorrecovery",
            name="account",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="factor_recovery",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="factorrecovery",
            name="first_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recoveries_first",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="factorrecovery",
            name="partner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="partners.partner"
            ),
        ),
        migrations.AddField(
            model_name="factorrecovery",
            name="second_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recoveries_second",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="department",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="routing.department"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="partner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="partners.partner"
            ),
        ),
        migrations.AddField(
            model_name="knowndevice",
            name="account",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="letter",
            name="account",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="email_change",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.emailchange"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="invitation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.invitation"
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="account",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="email_change",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.emailchange"
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="invitation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.invitation"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="account",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decided_registrations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="partner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="partners.partner"
            ),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="registration",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.registration"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="registration",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.registration"
            ),
        ),
        migrations.AddConstraint(
            model_name="factorrecovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_by__isnull", True),
                    models.Q(
                        ("first_by__isnull", False),
                        models.Q(("first_by", models.F("second_by")), _negated=True),
                        models.Q(("account", models.F("first_by")), _negated=True),
                        models.Q(("account", models.F("second_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recovery_has_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="factorrecovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_at__isnull", True), ("second_at__isnull", False), _connector="OR"),
                name="recovery_waits_after_the_second",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("department__isnull", True),
                        ("partner__isnull", False),
                        ("role__in", ["owner", "staff"]),
                    ),
                    models.Q(("department__isnull", False), ("partner__isnull", True), ("role", "clerk")),
                    models.Q(
                        ("department__isnull", True),
                        ("partner__isnull", True),
                        ("role__in", ["officer", "administrator"]),
                    ),
                    _connector="OR",
                ),
                name="invitation_belongs_to_partner_or_operator",
            ),
        ),
        migrations.AddConstraint(
            model_name="knowndevice",
            constraint=models.UniqueConstraint(fields=("account", "device"), name="device_known_once"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["owner", "approved"]), _negated=True),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("partner__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="registration_is_decided_by_a_person_for_a_partner",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("decided_at__isnull", False), ("reason__isnull", False)),
                    _connector="OR",
                ),
                name="registration_is_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "unconfirmed", "refused"]),
                    ("confirmed_at__isnull", False),
                    _connector="OR",
                ),
                name="registration_waits_only_when_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="onetimelink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("account__isnull", False),
                        ("invitation__isnull", True),
                        ("registration__isnull", True),
                    ),
                    models.Q(
                        ("account__isnull", True),
                        ("invitation__isnull", True),
                        ("registration__isnull", False),
                    ),
                    models.Q(
                        ("account__isnull", True),
                        ("invitation__isnull", False),
                        ("registration__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="link_leads_to_one_thing",
            ),
        ),
    ]
