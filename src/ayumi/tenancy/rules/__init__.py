"""Pure rules of the room: roles and what they may, the audit chain."""

from ayumi.tenancy.rules.roles import Actor, Permission, Role, permissions_of

__all__ = ["Actor", "Permission", "Role", "permissions_of"]
