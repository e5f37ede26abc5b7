"""Addresses of the departments."""

from django.urls import path

from partnerportal.routing import views

app_name = "routing"
urlpatterns = [
    path("verwaltung/abteilungen", views.departments, name="departments"),
    path("verwaltung/abteilungen/neu", views.department_new, name="department_new"),
    path("verwaltung/abteilungen/<uuid:department_id>", views.department, name="department"),
    path(
        "verwaltung/abteilungen/<uuid:department_id>/aendern", views.department_edit, name="department_edit"
    ),
    path(
        "verwaltung/abteilungen/<uuid:department_id>/einladen",
        views.department_invite,
        name="department_invite",
    ),
    path(
        "verwaltung/abteilungen/<uuid:department_id>/aufnehmen",
        views.department_admit,
        name="department_admit",
    ),
]
