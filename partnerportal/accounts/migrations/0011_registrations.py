"""Say who moves a registration on, and refuse an account nobody invited, matched or approved (clause C35).

The gate writes what the applicant says, the administrator and the owner decide, and nobody skips a step. An account
is made by the gate for an open invitation, or by who leads for an approved registration; the latter stays closed
until its person chose the first password with a link only the worker makes.
"""

from django.db import migrations, models

from partnerportal.database.policies import either, own_partner, role_is

GATE, ADMINISTRATOR, WORKER = role_is("gate"), role_is("administrator"), role_is("worker")
OWNER = f"({role_is('owner')} AND {own_partner()})"
OPEN = "state IN ('draft', 'unconfirmed', 'waiting', 'asked', 'owner')"

MAY_BE_MOVED = either(
    f"({GATE} AND state IN ('draft', 'unconfirmed', 'asked'))",
    f"({ADMINISTRATOR} AND state IN ('waiting', 'asked'))",
    f"({OWNER} AND state = 'owner')",
)
MOVED_TO = either(
    f"({GATE} AND state IN ('draft', 'unconfirmed', 'waiting'))",
    f"({ADMINISTRATOR} AND state IN ('asked', 'owner', 'approved', 'refused'))",
    f"({OWNER} AND state IN ('approved', 'refused'))",
)

POLICIES = f"""
DROP POLICY viewer_update ON accounts_registration;
DROP POLICY viewer_delete ON accounts_registration;
CREATE POLICY viewer_update ON accounts_registration FOR UPDATE TO portal_web
    USING ({MAY_BE_MOVED}) WITH CHECK ({MOVED_TO});
CREATE POLICY viewer_delete ON accounts_registration FOR DELETE TO portal_web, portal_worker
    USING ({either(WORKER, f"({GATE} AND {OPEN})")});
"""

OPENING = """
CREATE FUNCTION portal_account_is_let_in() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    viewer_role text := coalesce(current_setting('portal.role', true), '');
BEGIN
    IF current_user NOT IN ('portal_web', 'portal_worker') THEN
        RETURN NEW;
    END IF;

    IF viewer_role = 'gate' THEN
        IF NOT EXISTS (
            SELECT 1 FROM accounts_invitation i
             WHERE lower(i.email) = lower(NEW.email) AND i.role = NEW.role
               AND i.partner_id IS NOT DISTINCT FROM NEW.partner_id
               AND i.department_id IS NOT DISTINCT FROM NEW.department_id
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'nobody invited this account';
        END IF;
        RETURN NEW;
    END IF;

    IF NEW.is_active OR NEW.password NOT LIKE '!%' THEN
        RAISE insufficient_privilege USING MESSAGE = 'an approved account waits for its first password';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_registration r
         WHERE r.account_id = NEW.id AND r.state = 'approved' AND r.partner_id = NEW.partner_id
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no registration was approved for this account';
    END IF;
    IF (viewer_role = 'owner') IS DISTINCT FROM (NEW.role = 'staff') THEN
        RAISE insufficient_privilege USING MESSAGE = 'the owner lets in staff, the administrator the first owner';
    END IF;
    IF NEW.role = 'owner' AND EXISTS (
        SELECT 1 FROM accounts_account a
         WHERE a.partner_id = NEW.partner_id AND a.role = 'owner' AND a.removed_at IS NULL
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this firm has an owner, who must be asked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER portal_account_is_let_in BEFORE INSERT ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION portal_account_is_let_in();

CREATE FUNCTION portal_account_opens() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    viewer_role text := coalesce(current_setting('portal.role', true), '');
BEGIN
    IF current_user NOT IN ('portal_web', 'portal_worker') THEN
        RETURN NEW;
    END IF;
    IF NEW.password LIKE '!%' THEN
        RAISE insufficient_privilege USING MESSAGE = 'an account without a password does not open';
    END IF;
    IF viewer_role = 'gate' AND NOT EXISTS (
        SELECT 1 FROM accounts_onetimelink l WHERE l.account_id = NEW.id AND l.purpose = 'password.set'
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an account opens with the link of its first password';
    END IF;
    IF viewer_role <> 'gate' AND OLD.blocked_at IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'who leads opens again what was blocked, nothing else';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER portal_account_opens BEFORE UPDATE OF is_active ON accounts_account
    FOR EACH ROW WHEN (NEW.is_active AND NOT OLD.is_active) EXECUTE FUNCTION portal_account_opens();
"""


# What a registration, invitation or change of address leaves behind goes with it by the database's own rule (0008):
# whoever may delete the one may neither see nor delete the other.
TAKEN_ALONG = [
    migrations.AlterField(
        model_name=model,
        name=name,
        field=models.ForeignKey(null=True, on_delete=models.DO_NOTHING, to=target),
    )
    for model in ("letter", "onetimelink")
    for name, target in (
        ("registration", "accounts.registration"),
        ("invitation", "accounts.invitation"),
        ("email_change", "accounts.emailchange"),
    )
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_leaders_and_removal")]
    operations = [
        *TAKEN_ALONG,
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                name="registration_open_once_per_address",
                fields=["email_hash"],
                condition=models.Q(state__in=["waiting", "asked", "owner"]),
            ),
        ),
        migrations.RunSQL(POLICIES, ""),
        migrations.RunSQL(
            OPENING,
            "DROP FUNCTION portal_account_opens() CASCADE; DROP FUNCTION portal_account_is_let_in() CASCADE",
        ),
    ]
