"""What the environment may say."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from mortise.settings import Settings


def test_the_data_folder_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    assert Settings().data == tmp_path / ".data"


def test_a_file_in_the_folder_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("MORTISE_PORT=9000\nMORTISE_HOST=0.0.0.0\n")
    monkeypatch.setenv("MORTISE_PORT", "9100")

    settings = Settings()

    assert (settings.host, settings.port) == ("0.0.0.0", 9100)


@pytest.mark.parametrize(
    "address", ["ftp://a", "https://", "crm.example.com", "https://a/b", "https://u@a", "https://a?x"]
)
def test_a_public_address_that_is_no_origin_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_url=address)


def test_https_makes_cookies_secure() -> None:
    assert Settings(public_url="https://CRM.example.com/").public_url == "https://crm.example.com"
    assert Settings(public_url="https://crm.example.com").is_secure
    assert not Settings(public_url="http://crm.example.com").is_secure
    assert not Settings().is_secure
