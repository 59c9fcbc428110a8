"""Forms of the room."""

from ayumi.importing.forms.uploads import UploadForm, WorkbookForm

__all__ = ["UploadForm", "WorkbookForm"]
