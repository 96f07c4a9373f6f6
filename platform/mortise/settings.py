"""What the environment and the file .env say about this installation."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once at start, never changed afterwards; each name is that of a variable MORTISE_…"""

    model_config = SettingsConfigDict(
        env_prefix="MORTISE_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    data: Path = Path(".data")
    database_url: SecretStr | None = None
    """The application role's own PostgreSQL; without it an embedded one runs in the data folder."""
    database_direct_url: SecretStr | None = None
    """The same database past a connection pooler, for what lives as long as a session."""
    admin_password: SecretStr | None = None
    demo_password: SecretStr | None = None
    secret_key: SecretStr | None = None
    public_url: str | None = None
    """Where people reach this installation, such as https://crm.example.com; links are made with it."""

    files_megabytes: Annotated[int, Field(ge=1, le=100_000)] = 100
    """The largest file that people may send."""
    files_folder: Path | None = None
    """Where files are kept, when not in the data folder."""
    files_bucket: str | None = None
    """A bucket that speaks S3, for files instead of a folder; with the settings below."""
    files_endpoint: str | None = None
    """The bucket's address, such as https://minio.example.com; unset for Amazon's own."""
    files_region: str = "us-east-1"
    files_key: SecretStr | None = None
    files_secret: SecretStr | None = None

    @field_validator("data")
    @classmethod
    def _absolute(cls, data: Path) -> Path:
        return data.expanduser().absolute()

    @field_validator("public_url")
    @classmethod
    def _origin(cls, address: str | None) -> str | None:
        if address is None:
            return None
        scheme, _, rest = address.rstrip("/").partition("://")
        if scheme not in {"http", "https"} or not rest or set(rest) & set("/?#@ "):
            raise ValueError("MORTISE_PUBLIC_URL must look like https://name or https://name:port")
        return f"{scheme}://{rest.lower()}"

    @property
    def largest_upload(self) -> int:
        """Bytes of the largest file."""
        return self.files_megabytes << 20

    @property
    def is_secure(self) -> bool:
        """Whether people come over https, so that cookies may be bound to it."""
        return self.public_url is not None and self.public_url.startswith("https://")
