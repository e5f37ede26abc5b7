"""Addresses of second factors, of confirming who is there, and of recovery."""

from django.urls import path

from partnerportal.accounts.views import factors, factors_changes, factors_sign_in, reauthentication, recovery

urlpatterns = [
    path("anmelden/passkey", factors_sign_in.passkey_sign_in, name="passkey_sign_in"),
    path("anmelden/zweiter-faktor/verloren", factors_sign_in.factor_lost, name="factor_lost"),
    path("konto/bestaetigen", reauthentication.reauthenticate, name="reauthenticate"),
    path("konto/sicherheit/einrichten", factors.factor_setup, name="factor_setup"),
    path("konto/sicherheit/einrichten/app", factors.factor_totp, name="factor_totp"),
    path("konto/sicherheit/einrichten/passkey", factors.factor_passkey, name="factor_passkey"),
    path(
        "konto/sicherheit/faktoren/<int:factor_id>/entfernen",
        factors_changes.factor_remove,
        name="factor_remove",
    ),
    path("konto/sicherheit/wiederherstellungscodes", factors_changes.factor_codes, name="factor_codes"),
    path("konto/wiederherstellung/abbrechen", recovery.recovery_call_off, name="recovery_call_off"),
    path("konto/wiederherstellungen", recovery.recovery_list, name="recoveries"),
    path(
        "konto/wiederherstellungen/<uuid:recovery_id>/zustimmen",
        recovery.recovery_agree,
        name="recovery_agree",
    ),
    path(
        "konto/wiederherstellungen/<uuid:recovery_id>/ablehnen",
        recovery.recovery_refuse,
        name="recovery_refuse",
    ),
]
