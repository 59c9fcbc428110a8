"""Forms of the room."""

from ayumi.importing.forms.uploads import UploadForm

__all__ = ["UploadForm"]
