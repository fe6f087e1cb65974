"""Addresses of imports."""

from django.urls import path, re_path

from partnership.views import imports

urlpatterns = [
    path("imports/new/", imports.ImportNew.as_view(), name="import-new"),
    re_path(r"^imports/(?P<kept>[0-9a-f]{32})/$", imports.ImportPreview.as_view(), name="import-preview"),
]
