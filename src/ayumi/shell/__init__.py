"""What every page shares: base templates, components, page(), errors, static files."""
