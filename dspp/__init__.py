"""Wiring only: settings, addresses, the schedule and the home page of each role."""

from dspp.celery import app as celery_app

__all__ = ["celery_app"]
