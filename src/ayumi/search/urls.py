"""Addresses of the room."""

from django.urls import path

from ayumi.search import views

urlpatterns = [path("search/", views.search, name="search")]
