"""Views that people keep for themselves or share, without publishing anything."""
