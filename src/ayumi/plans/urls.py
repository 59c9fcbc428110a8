"""Addresses of the room."""

from django.urls import path

from ayumi.plans.views import checks, grid, measures, plans

urlpatterns = [
    path("", plans.home, name="home"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<uuid:plan_id>/", plans.overview, name="plan"),
    path("plans/<uuid:plan_id>/outline/", plans.outline, name="outline"),
    path("plans/<uuid:plan_id>/grid/", grid.grid, name="grid"),
    path("plans/<uuid:plan_id>/text/", plans.text, name="plan_text"),
    path("plans/<uuid:plan_id>/glossary/", plans.glossary, name="glossary"),
    path("plans/<uuid:plan_id>/related/", plans.related, name="related_plans"),
    path("plans/<uuid:plan_id>/check/", checks.check, name="check"),
    path("plans/<uuid:plan_id>/check/fix/", checks.check_fix, name="check_fix"),
    path("plans/<uuid:plan_id>/indicators/", measures.indicators, name="indicators"),
    path("measures/<uuid:item_id>/", measures.measure, name="measure"),
    path("measures/<uuid:item_id>/edit/", measures.measure_edit, name="measure_edit"),
    path("measures/<uuid:item_id>/print/", measures.measure_print, name="measure_print"),
    path("measures/<uuid:item_id>/sheet.pdf", measures.measure_pdf, name="measure_pdf"),
    path("measures/<uuid:item_id>/history/", measures.measure_history, name="measure_history"),
    path("indicators/<uuid:indicator_id>/", measures.indicator, name="indicator"),
]
