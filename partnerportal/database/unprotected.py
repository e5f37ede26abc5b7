"""List the tables without row-level security, each with the reason; a house test compares it with the database."""

UNPROTECTED: dict[str, str] = {
    "django_migrations": "names of migrations, no person",
    "django_content_type": "names of models, no person; required by Django's auth",
    "auth_permission": "names of permissions, unused; required by Django's auth",
    "auth_group": "unused and empty; required by Django's auth",
    "auth_group_permissions": "unused and empty; required by Django's auth",
    "claims_claimcounter": "the last claim number of a year, no person",
    "routing_routingrule": "rules, not people; read-only for the web role",
    "procrastinate_jobs": "queue: job arguments hold opaque ids only",
    "procrastinate_events": "queue: states of jobs",
    "procrastinate_periodic_defers": "queue: times of periodic jobs",
    "procrastinate_workers": "queue: heartbeats of workers",
}
