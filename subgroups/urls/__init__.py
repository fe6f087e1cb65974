"""Addresses of this room, by noun."""

from subgroups.urls import (
    action_plans,
    actions,
    batches,
    bodies,
    challenges,
    escalations,
    meetings,
    papers,
    scorecards,
)

app_name = "subgroups"
# Batches stand before actions, whose addresses would take theirs for a number.
nouns = [batches, action_plans, actions, bodies, challenges, escalations, meetings, papers, scorecards]
urlpatterns = [address for noun in nouns for address in noun.urlpatterns]
