"""Addresses of the administration: overview, accounts, partner firms; and what leaders change at an account."""

from django.urls import path

from partnerportal.accounts.views import directory, directory_changes, directory_partners, directory_person

urlpatterns = [
    path("verwaltung/", directory.administration, name="administration"),
    path("verwaltung/benutzer", directory.people, name="people"),
    path("verwaltung/benutzer/einladen", directory.person_invite, name="person_invite"),
    path("verwaltung/benutzer/<uuid:account_id>", directory_person.person_shown, name="person"),
    path("verwaltung/aenderungen", directory_changes.details_changes, name="details_changes"),
    path("verwaltung/aenderungen/<uuid:change_id>", directory_changes.details_decide, name="details_decide"),
    path("verwaltung/partner", directory_partners.partners, name="partners"),
    path("verwaltung/partner/neu", directory_partners.partner_new, name="partner_new"),
    path("verwaltung/partner/<uuid:partner_id>", directory_partners.partner, name="partner"),
    path(
        "verwaltung/partner/<uuid:partner_id>/aendern", directory_partners.partner_edit, name="partner_edit"
    ),
    path(
        "verwaltung/partner/<uuid:partner_id>/vertragsende",
        directory_partners.partner_end,
        name="partner_end",
    ),
    path(
        "verwaltung/partner/<uuid:partner_id>/sperren", directory_partners.partner_block, name="partner_block"
    ),
    path(
        "verwaltung/partner/<uuid:partner_id>/freigeben",
        directory_partners.partner_unblock,
        name="partner_unblock",
    ),
    path(
        "verwaltung/partner/<uuid:partner_id>/einladen",
        directory_partners.partner_invite,
        name="partner_invite",
    ),
    path("konten/<uuid:account_id>/rechte", directory_person.account_rights, name="account_rights"),
    path("konten/<uuid:account_id>/rolle", directory_person.account_role, name="account_role"),
    path("konten/<uuid:account_id>/sperren", directory_person.account_block, name="account_block"),
    path("konten/<uuid:account_id>/freigeben", directory_person.account_unblock, name="account_unblock"),
    path(
        "konten/<uuid:account_id>/passwort-link",
        directory_person.account_password_link,
        name="account_password_link",
    ),
]
