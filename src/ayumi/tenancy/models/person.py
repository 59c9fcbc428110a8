"""People and the roles they hold."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.ground.identifier import new_identifier
from ayumi.tenancy.models.division import Division
from ayumi.tenancy.models.municipality import Municipality
from ayumi.tenancy.models.tenant import ScopedManager, TenantModel
from ayumi.tenancy.rules import Role


class AccountManager(BaseUserManager):
    """Finds accounts over all municipalities: only sign-in may, before the municipality is known."""


class Person(AbstractBaseUser):
    """An official or committee member who signs in. Use ``members`` inside a municipality.

    The table is outside row-level security because sign-in finds the municipality through it.
    """

    id = models.UUIDField(primary_key=True, default=new_identifier, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    login_name = models.CharField(_("利用者ID"), max_length=64, unique=True)
    display_name = models.CharField(_("表示名"), max_length=100)
    email = models.EmailField(_("メールアドレス"), blank=True)
    wants_mail = models.BooleanField(_("お知らせをメールでも受け取る"), default=True)
    is_active = models.BooleanField(_("有効"), default=True)

    objects = AccountManager()
    members = ScopedManager()

    USERNAME_FIELD = "login_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("display_name",)

    class Meta:
        verbose_name = _("利用者")

    def __str__(self) -> str:
        return self.display_name


class Membership(TenantModel):
    """A person's role, in a division or for the whole municipality, between two days."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("役割"), max_length=20, choices=[(role.value, role.value) for role in Role])
    valid_from = models.DateField(_("開始日"), null=True, blank=True)
    valid_to = models.DateField(_("終了日"), null=True, blank=True)

    class Meta:
        verbose_name = _("役割")
