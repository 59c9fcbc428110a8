"""Addresses of the room."""

from django.urls import path

from ayumi.tenancy import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/mail/", views.account_mail, name="account_mail"),
    path("divisions/", views.divisions, name="divisions"),
    path("divisions/add/", views.division_add, name="division_add"),
    path("divisions/<uuid:division_id>/close/", views.division_close, name="division_close"),
    path("audit/", views.audit_trail, name="audit_trail"),
    path("audit/verification/", views.audit_verification, name="audit_verification"),
]
