"""Addresses of the data exchange."""

from django.urls import path

from partnerportal.exchange.views import conflicts, deliveries, findings, parked, runs, statement_gdv

app_name = "exchange"
ROOT = "verwaltung/datenaustausch"
ONE = f"{ROOT}/<uuid:run_id>"
STATEMENT_GDV = "abrechnungen/<str:statement_number>/datei/gdv"
urlpatterns = [
    path(ROOT, deliveries.deliveries, name="deliveries"),
    path(f"{ROOT}/hochladen", deliveries.upload, name="upload"),
    path(f"{ROOT}/geparkt", parked.parked, name="parked"),
    path(f"{ROOT}/geparkt/<uuid:parked_id>/uebernehmen", parked.parked_take, name="parked_take"),
    path(ONE, runs.run, name="run"),
    path(f"{ONE}/stand", runs.run_state, name="run_state"),
    path(f"{ONE}/uebernehmen", runs.run_confirm, name="run_confirm"),
    path(f"{ONE}/verwerfen", runs.run_discard, name="run_discard"),
    path(f"{ONE}/neu-lesen", runs.run_restart, name="run_restart"),
    path(f"{ONE}/stellen", findings.findings, name="findings"),
    path(f"{ONE}/fehler.csv", findings.errors_csv, name="errors_csv"),
    path(STATEMENT_GDV, statement_gdv.statement_gdv, name="statement_gdv"),
    path("abgleich", conflicts.conflicts, name="conflicts"),
    path("abgleich/fehlend", conflicts.lacking, name="lacking"),
    path("abgleich/<uuid:conflict_id>/behalten", conflicts.conflict_keep, name="conflict_keep"),
    path("abgleich/<uuid:conflict_id>/uebernehmen", conflicts.conflict_take, name="conflict_take"),
]
