"""Addresses of escalations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
