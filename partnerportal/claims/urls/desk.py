"""Addresses of the department: inbox, own cases, and what is done to one."""

from django.urls import path

from partnerportal.claims.views import desk

app_name = "desk"
urlpatterns = [
    path("eingang", desk.inbox, name="inbox"),
    path("faelle", desk.cases, name="cases"),
    path("faelle/<str:number>", desk.case, name="case"),
    path("faelle/<str:number>/uebernehmen", desk.take, name="take"),
    path("faelle/<str:number>/rueckfrage", desk.ask, name="ask"),
    path("faelle/<str:number>/rueckfrage/zuruecknehmen", desk.withdraw, name="withdraw"),
    path("faelle/<str:number>/rechnungen/<uuid:invoice_id>", desk.decide, name="decide"),
    path("faelle/<str:number>/abschliessen", desk.close, name="close"),
]
