"""Addresses that this room adds to a body's."""

from django.urls import URLPattern, path

from subgroups.views import bodies

urlpatterns: list[URLPattern] = [
    path("bodies/<slug:slug>/attendance/", bodies.BodyAttendance.as_view(), name="body-attendance"),
]
