"""Addresses of this room, by noun."""

from subgroups.urls import actions, batches, bodies, challenges, escalations, meetings, papers

app_name = "subgroups"
urlpatterns = [
    *batches.urlpatterns,
    *actions.urlpatterns,
    *bodies.urlpatterns,
    *challenges.urlpatterns,
    *escalations.urlpatterns,
    *meetings.urlpatterns,
    *papers.urlpatterns,
]
