"""Addresses of the team and of invitations."""

from django.urls import path

from partnerportal.accounts.views import invitations, team

urlpatterns = [
    path("team", team.team, name="team"),
    path("team/einladen", team.team_invite, name="team_invite"),
    path("team/<uuid:account_id>", team.team_member, name="team_member"),
    path("einladungen/<uuid:invitation_id>/erneut", invitations.invitation_resend, name="invitation_resend"),
    path(
        "einladungen/<uuid:invitation_id>/zurueckziehen",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("einladung/fertig", invitations.invitation_done, name="invitation_done"),
    path("einladung/<str:token>", invitations.invitation, name="invitation"),
]
