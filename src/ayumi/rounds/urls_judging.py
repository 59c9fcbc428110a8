"""Addresses of challenges, scales and roll-ups, under those of the room."""

from django.urls import path

from ayumi.rounds.views import challenges, rollup, rollup_rules, scales, sources

urlpatterns = [
    path("<uuid:round_id>/challenges/", challenges.round_challenges, name="round_challenges"),
    path("<uuid:round_id>/challenges.csv", challenges.round_challenges_csv, name="round_challenges_csv"),
    path("<uuid:round_id>/goals/", rollup.rollup, name="rollup"),
    path("<uuid:round_id>/goals.csv", rollup.rollup_csv, name="rollup_csv"),
    path("<uuid:round_id>/goals/judge/", rollup.plan_judge, name="plan_judge"),
    path("<uuid:round_id>/goals/<uuid:goal_id>/judge/", rollup.goal_judge, name="goal_judge"),
    path("scales/rules/", rollup_rules.rules, name="rollup_rules"),
    path("scales/rules/preset/<slug:rollup_preset>/", rollup_rules.rule_copy, name="rollup_rule_copy"),
    path("scales/rules/<uuid:rule_id>/", rollup_rules.rule_edit, name="rollup_rule_edit"),
    path("scales/rules/<uuid:rule_id>/retire/", rollup_rules.rule_retire, name="rollup_rule_retire"),
    path("scales/", scales.scales, name="scales"),
    path("scales/sources/", sources.sources, name="superseded_sources"),
    path("scales/sources/add/", sources.source_add, name="superseded_source_add"),
    path("scales/sources/<uuid:source_id>/remove/", sources.source_remove, name="superseded_source_remove"),
    path("scales/preview/", scales.scale_preview, name="scale_preview"),
    path("scales/preset/<slug:preset_id>/", scales.preset_scale, name="preset_scale"),
    path("scales/preset/<slug:preset_id>/copy/", scales.scale_copy, name="scale_copy"),
    path("scales/<uuid:scale_id>/", scales.scale, name="scale"),
    path("scales/<uuid:scale_id>/edit/", scales.scale_edit, name="scale_edit"),
    path("scales/<uuid:scale_id>/retire/", scales.scale_retire, name="scale_retire"),
    path("reports/<uuid:report_id>/challenges/", challenges.report_challenges, name="report_challenges"),
    path("reports/<uuid:report_id>/answer/", challenges.report_answer, name="report_answer"),
]
