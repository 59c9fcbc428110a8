"""From an uploaded file to a reviewed preview to a stored plan."""
