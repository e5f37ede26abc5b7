"""Let the administrator see runs and findings, a clerk who keeps contracts the conflicts, the worker write them."""

from django.db import migrations

from partnerportal.database.policies import either, has_right, protect, role_is

KEEPS_CONTRACTS = f"({role_is('clerk')} AND {has_right('contracts')})"
RUNS = role_is("administrator", "worker")
BY_WORKER = role_is("worker")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("database", "0005_keys_of_accounts")]
    operations = [
        protect(
            "exchange_importrun",
            {"select": either(RUNS, KEEPS_CONTRACTS), "insert": RUNS, "update": RUNS},
        ),
        protect(
            "exchange_importfinding",
            {"select": either(RUNS, KEEPS_CONTRACTS), "insert": BY_WORKER, "delete": BY_WORKER},
        ),
        protect(
            "exchange_importconflict",
            {
                "select": either(KEEPS_CONTRACTS, BY_WORKER),
                "insert": BY_WORKER,
                "update": either(KEEPS_CONTRACTS, BY_WORKER),
            },
        ),
        protect("exchange_parkedfirm", {"select": RUNS, "insert": BY_WORKER, "update": BY_WORKER}),
        migrations.RunSQL(
            """
            REVOKE DELETE ON exchange_importrun, exchange_importconflict, exchange_parkedfirm
                FROM portal_web, portal_worker;
            REVOKE UPDATE ON exchange_importfinding FROM portal_web, portal_worker;
            """,
            "",
        ),
        # The key of a run and of a parked firm; the worker makes one for what it finds in the watched folder.
        migrations.RunSQL(
            f"""
            CREATE POLICY import_keys_made ON database_subjectkey FOR INSERT TO portal_worker
                WITH CHECK (partner_id IS NULL AND {BY_WORKER})
            """,
            "DROP POLICY import_keys_made ON database_subjectkey",
        ),
    ]
