"""All addresses. Each room brings its own; sign-in pages are taken one by one from allauth."""

from django.urls import include, path

from dspp import health, views
from partnership.component_catalogue import ComponentCatalogue

handler500 = views.trouble

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("owed/", views.OwedList.as_view(), name="owed"),
    path("search/", views.Search.as_view(), name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("colours.css", views.colours, name="colours"),
    path("components/", ComponentCatalogue.as_view(), name="components"),
    path("account/", include("partnership.urls.account")),
    path("", include("partnership.urls")),
    path("", include("subgroups.urls")),
    path("", include("reviews.urls")),
    path("", include("audits.urls")),
    path("", include("reports.urls")),
]
