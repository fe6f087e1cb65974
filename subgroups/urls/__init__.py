"""Addresses of this room, by noun."""

from subgroups.urls import actions, escalations, meetings

app_name = "subgroups"
urlpatterns = [*actions.urlpatterns, *escalations.urlpatterns, *meetings.urlpatterns]
