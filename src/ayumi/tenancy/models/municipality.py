"""The municipality: the tenant itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.ground.identifier import new_identifier


class Municipality(models.Model):
    """A municipality on this installation, known by its local government code."""

    id = models.UUIDField(primary_key=True, default=new_identifier, editable=False)
    code = models.CharField(_("全国地方公共団体コード"), max_length=6, unique=True)
    name = models.CharField(_("自治体名"), max_length=100)

    class Meta:
        verbose_name = _("自治体")

    def __str__(self) -> str:
        return self.name
