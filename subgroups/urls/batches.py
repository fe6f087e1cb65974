"""Addresses of tables of actions. They come before those of single actions, whose numbers may be any word."""

from django.urls import path

from subgroups.views import batches as views

urlpatterns = [
    path("actions/many/", views.BatchNew.as_view(), name="batch-new"),
    path("actions/many/template.<str:kind>", views.batch_template, name="batch-template"),
    path("actions/many/<str:token>/", views.BatchDetail.as_view(), name="action-batch"),
]
