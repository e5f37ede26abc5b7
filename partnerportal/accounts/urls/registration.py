"""Addresses of the way from a registration to its decision."""

from django.urls import path

from partnerportal.accounts.views import approvals, approvals_owner, registration, registration_links

LIST = "verwaltung/registrierungen"
ONE = f"{LIST}/<uuid:registration_id>"
OF_OWNER = "team/registrierungen"

urlpatterns = [
    path("registrieren", registration.registration, name="registration"),
    path("registrieren/angaben", registration.registration_person, name="registration_person"),
    path("registrieren/buero", registration.registration_firm, name="registration_firm"),
    path("registrieren/bedingungen", registration.registration_terms, name="registration_terms"),
    path("registrieren/pruefen", registration.registration_review, name="registration_review"),
    path("registrieren/eingegangen", registration.registration_received, name="registration_received"),
    path("registrieren/verwerfen", registration.registration_discard, name="registration_discard"),
    path(
        "registrieren/bestaetigen/<str:token>",
        registration_links.registration_confirm,
        name="registration_confirm",
    ),
    path(
        "registrieren/antwort/<str:token>", registration_links.registration_answer, name="registration_answer"
    ),
    path(
        "registrieren/bescheid/<str:token>",
        registration_links.registration_outcome,
        name="registration_outcome",
    ),
    path(LIST, approvals.registrations, name="registrations"),
    path(ONE, approvals.registration_case, name="registration_case"),
    path(f"{ONE}/freigeben", approvals.registration_approve, name="registration_approve"),
    path(f"{ONE}/rueckfrage", approvals.registration_ask, name="registration_ask"),
    path(f"{ONE}/ablehnen", approvals.registration_refuse, name="registration_refuse"),
    path(f"{ONE}/link", approvals.registration_link, name="registration_link"),
    path(OF_OWNER, approvals_owner.team_registrations, name="team_registrations"),
    path(
        f"{OF_OWNER}/<uuid:registration_id>",
        approvals_owner.team_registration,
        name="team_registration",
    ),
    path(
        f"{OF_OWNER}/<uuid:registration_id>/ablehnen",
        approvals_owner.team_registration_refuse,
        name="team_registration_refuse",
    ),
    path(
        f"{OF_OWNER}/<uuid:registration_id>/link",
        approvals_owner.team_registration_link,
        name="team_registration_link",
    ),
]
