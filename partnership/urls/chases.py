"""Addresses of the chase: the ladder, the ledger, and the link in a digest."""

from django.urls import path

from partnership.views import chases

urlpatterns = [
    path("chases/", chases.ChaseList.as_view(), name="chase-list"),
    path("chases/ladder/", chases.ChaseLadder.as_view(), name="chase-ladder"),
    path("told/<int:pk>/", chases.chase_link, name="chase-link"),
]
