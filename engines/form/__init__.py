"""The form engine: fields, layouts, validation, computed values, tables and filters, all from definitions."""
