"""All addresses. Each room brings its own; sign-in pages are taken one by one from allauth."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from dspp import health, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.Home.as_view(), name="home"),
    path("search/", views.Search.as_view(), name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("colours.css", views.colours, name="colours"),
    path("account/", include("partnership.urls.account")),
    path("", include("partnership.urls")),
    path("", include("subgroups.urls")),
]
if find_spec("partnership.component_catalogue"):
    from partnership.component_catalogue import ComponentCatalogue

    urlpatterns.append(path("components/", ComponentCatalogue.as_view(), name="components"))
urlpatterns += [
    path("", include(f"{room}.urls"))
    for room in ("reviews", "audits", "reports")
    if find_spec(room) and find_spec(f"{room}.urls")
]
