"""The text of the plan book."""

from django.db import models

from ayumi.plans.models.plan import PlanPart


class Chapter(PlanPart):
    """A chapter; paragraphs as a list of texts."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    paragraphs = models.JSONField(default=list)
    builds_on = models.JSONField(default=list)


class Section(PlanPart):
    """A section of a chapter."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="sections")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    paragraphs = models.JSONField(default=list)
    figures = models.JSONField(default=list)


class Figure(PlanPart):
    """A figure the text refers to."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
