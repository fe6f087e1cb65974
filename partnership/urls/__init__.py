"""Addresses of this room, by noun."""

from partnership.urls import chases, imports, notices, structure

app_name = "partnership"
urlpatterns = [*chases.urlpatterns, *imports.urlpatterns, *notices.urlpatterns, *structure.urlpatterns]
