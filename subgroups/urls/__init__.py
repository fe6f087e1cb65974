"""Addresses of this room, by noun."""

from subgroups.urls import actions, batches, bodies, escalations, meetings

app_name = "subgroups"
urlpatterns = [
    *batches.urlpatterns,
    *actions.urlpatterns,
    *bodies.urlpatterns,
    *escalations.urlpatterns,
    *meetings.urlpatterns,
]
