"""Addresses of this room, by noun."""

from partnership.urls import imports, notices, structure

app_name = "partnership"
urlpatterns = [*imports.urlpatterns, *notices.urlpatterns, *structure.urlpatterns]
