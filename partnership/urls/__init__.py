"""Addresses of this room, by noun."""

from partnership.urls import chases, imports, letters, notices, structure

app_name = "partnership"
urlpatterns = [
    *chases.urlpatterns,
    *imports.urlpatterns,
    *letters.urlpatterns,
    *notices.urlpatterns,
    *structure.urlpatterns,
]
