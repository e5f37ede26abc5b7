"""Addresses of the own account."""

from django.urls import path

from partnerportal.accounts.views import profile, profile_email

urlpatterns = [
    path("konto", profile.account_page, name="account"),
    path("konto/angaben", profile.account_details, name="account_details"),
    path("konto/angaben/zuruecknehmen", profile.account_details_withdraw, name="account_details_withdraw"),
    path("konto/e-mail", profile_email.account_email, name="account_email"),
    path("konto/e-mail/zuruecknehmen", profile_email.account_email_withdraw, name="account_email_withdraw"),
    path("konto/e-mail/<str:token>", profile_email.email_confirm, name="email_confirm"),
]
