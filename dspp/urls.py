"""All addresses. Each room brings its own; sign-in pages are taken one by one from allauth."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
