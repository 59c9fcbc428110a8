"""The room's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Entries to be found, and the page that finds them."""

    name = "ayumi.search"
    label = "search"
    verbose_name = _("検索")
