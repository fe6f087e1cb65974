"""Addresses of this room, by noun."""

from subgroups.urls import actions, bodies, escalations, meetings

app_name = "subgroups"
urlpatterns = [*actions.urlpatterns, *bodies.urlpatterns, *escalations.urlpatterns, *meetings.urlpatterns]
