"""Addresses of what protects the own account."""

from django.urls import path

from partnerportal.accounts.views import security, security_log, security_password

urlpatterns = [
    path("konto/sicherheit", security.security_page, name="security"),
    path("konto/sicherheit/passwort", security_password.password_change, name="password_change"),
    path("konto/sicherheit/sitzungen/<uuid:handle>/abmelden", security.session_end, name="session_end"),
    path(
        "konto/sicherheit/sitzungen/andere-abmelden", security.sessions_end_others, name="sessions_end_others"
    ),
    path("konto/sicherheit/anmeldungen", security_log.log_page, name="own_log"),
    path("konto/sicherheit/anmeldungen.csv", security_log.log_csv, name="own_log_csv"),
]
