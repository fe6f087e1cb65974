"""Signing in and out: the pages taken from allauth, one by one, under its own names."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
