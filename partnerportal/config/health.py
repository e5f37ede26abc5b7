"""Answer the two questions of a load balancer: is the process there, and can it work?"""

from __future__ import annotations

from threading import Event

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest

migrations_complete = Event()
"""Set once this process saw every migration in force: later ones can only belong to a later program."""


@public
@require_GET
def healthz(request: PortalRequest) -> HttpResponse:
    """Answer 200 while the process runs; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_GET
def readyz(request: PortalRequest) -> HttpResponse:
    """Answer 200 when database, migrations and queue are there, else 503 with the reason's name."""
    reason = _reason_not_ready()
    return JsonResponse({"ready": reason is None, "reason": reason}, status=200 if reason is None else 503)


def pending_migrations() -> list[str]:
    """Return the names of migrations this program brings and the database lacks. Raises: OperationalError."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _is_backwards in plan]


def _reason_not_ready() -> str | None:
    try:
        if not migrations_complete.is_set() and pending_migrations():
            return "migrations"
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
            has_queue = bool(cursor.fetchone()[0])
    except OperationalError:
        return "database"
    migrations_complete.set()
    return None if has_queue else "queue"
