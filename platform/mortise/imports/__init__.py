"""Imports: files of people's own data brought into a form, all of it or nothing."""
