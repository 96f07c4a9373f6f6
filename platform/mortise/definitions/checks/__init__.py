"""What must be true of an application beyond its shape; each check returns all that it finds."""
