"""Address of what is asked before the first page with data."""

from django.urls import path

from partnerportal.accounts.views import entrance

urlpatterns = [path("nutzungsbedingungen/annehmen", entrance.terms_accept, name="terms_accept")]
