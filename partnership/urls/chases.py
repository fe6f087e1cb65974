"""Addresses of the chase: the ladder, the ledger, silence, deputies, closures and closing days."""

from django.urls import path

from partnership.views import away, chases, ladders

urlpatterns = [
    path("chases/", chases.ChaseList.as_view(), name="chase-list"),
    path("chases/ladder/", ladders.LadderDetail.as_view(), name="chase-ladder"),
    path("chases/ladder/change/", ladders.LadderChange.as_view(), name="chase-ladder-change"),
    path("bodies/<slug:slug>/ladder/", ladders.LadderDetail.as_view(), name="body-ladder"),
    path("bodies/<slug:slug>/ladder/change/", ladders.LadderChange.as_view(), name="body-ladder-change"),
    path("bodies/<slug:slug>/ladder/give-up/", ladders.LadderGiveUp.as_view(), name="body-ladder-give-up"),
    path("chases/<slug:kind>/<int:subject>/", chases.ObligationLedger.as_view(), name="obligation-ledger"),
    path("chases/<slug:kind>/<int:subject>/silence/", chases.ObligationSnooze.as_view(), name="obligation-snooze"),
    path(
        "chases/<slug:kind>/<int:subject>/silence/end/",
        chases.ObligationSnoozeEnd.as_view(),
        name="obligation-snooze-end",
    ),
    path("chases/<slug:kind>/<int:subject>/now/", chases.ObligationChaseNow.as_view(), name="obligation-chase-now"),
    path("agencies/<slug:slug>/chase-now/", chases.AgencyChaseNow.as_view(), name="agency-chase-now"),
    path("told/<int:pk>/", chases.chase_link, name="chase-link"),
    # days that do not count
    path("people/<int:pk>/away/", away.PersonAway.as_view(), name="person-away"),
    path("people/<int:pk>/back/", away.PersonBack.as_view(), name="person-back"),
    path("agencies/<slug:slug>/closures/", away.ClosureList.as_view(), name="closure-list"),
    path("agencies/<slug:slug>/closures/load/", away.ClosureImport.as_view(), name="closure-import"),
    path("closures/<int:pk>/change/", away.ClosureChange.as_view(), name="closure-change"),
    path("closures/<int:pk>/remove/", away.ClosureRemove.as_view(), name="closure-remove"),
    path("closing-days/", away.ClosingDays.as_view(), name="closing-days"),
    path("closing-days/add-year/", away.HolidayYearAdd.as_view(), name="holiday-year-add"),
    path("closing-days/<int:pk>/remove/", away.ClosingDayRemove.as_view(), name="closing-day-remove"),
]
