"""Refusals that are about files."""

from mortise.errors import UserError


class FileTooLarge(UserError):
    """More bytes than this installation takes for one file."""

    code = "file_too_large"
    status = 413


class UploadMalformed(UserError):
    """The body is no form with one file in it."""

    code = "upload_malformed"
    status = 400


class TooManyLoose(UserError):
    """The person has sent much that was never saved with a record."""

    code = "too_many_loose_files"
    status = 429


class StoreFull(UserError):
    """There is no room for the file."""

    code = "store_full"
    status = 507


class StoreDown(UserError):
    """The place where files are kept does not answer."""

    code = "store_down"
    status = 503


class NoPicture(UserError):
    """The content cannot be drawn: it is no picture, it is damaged, or it is far too large."""

    code = "no_picture"
    status = 422


class RangeUnsatisfiable(UserError):
    """The part asked for lies behind the end."""

    code = "range_unsatisfiable"
    status = 416
