"""An address in the web."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field as Setting
from pydantic import StringConstraints

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, share
from engines.form.meaning import AnyMeaning
from engines.form.meanings.text import TextMeaning
from engines.form.shapes import Shape, string
from engines.form.wording import given
from engines.issues import Issue

LONGEST: Final = 2_000
SCHEMES: Final = frozenset({"http", "https"})
WITH_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*:(?!\d)", re.IGNORECASE)
"""Something that a browser would take for a scheme; a host with a port is none."""
BARE: Final = re.compile(r"[^\s/:@?#]+(\.[^\s/:@?#]+)+(:\d{1,5})?([/?#].*)?")
"""An address as people say it: without its scheme."""
BROKEN: Final = re.compile(r"[\s\x00-\x1f\x7f\\<>\"`{}|^]")
HOST: Final = re.compile(r"[^\s.:/?#@\[\]%]+(\.[^\s.:/?#@\[\]%]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)

Host = Annotated[str, StringConstraints(pattern=r"^[^@\s./]+(\.[^@\s./]+)*$", max_length=253)]


def address_of(written: str) -> str | None:
    """The address with its scheme; None when a browser would not open a page of it."""
    text = written if WITH_SCHEME.match(written) else f"https://{written}" if BARE.fullmatch(written) else ""
    if not text or BROKEN.search(text):
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or not host or "@" in parts.netloc:
        return None
    if not text[len(parts.scheme) :].startswith("://") or not HOST.fullmatch(
        host if ":" not in host else f"[{host}]"
    ):
        return None
    return (
        f"{parts.scheme.lower()}://{parts.netloc.lower()}{text[len(parts.scheme) + 3 + len(parts.netloc) :]}"
    )


class UrlMeaning(TextMeaning):
    """An address that begins with http or https: nothing that a browser would run instead of opening."""

    def __init__(self, hosts: Sequence[str] = ()) -> None:
        super().__init__(longest=LONGEST, ordered=False)
        self.hosts = tuple(host.lower() for host in hosts)

    def answered(self) -> Shape:
        return string(format="iri", pattern="^https?://")

    def parse(self, raw: object) -> str | Issue | None:
        text = super().parse(raw)
        if text is None or isinstance(text, Issue):
            return text
        address = address_of(text)
        if address is None:
            return Issue("not_url", params={"given": given(text)})
        host = (urlsplit(address).hostname or "").rstrip(".")
        if self.hosts and not any(host == one or host.endswith(f".{one}") for one in self.hosts):
            return Issue("url_host", params={"hosts": ", ".join(self.hosts)})
        return self.check(address) or address


class UrlField(Field):
    """A web page: a site, a document, a ticket elsewhere. It opens apart, and learns nothing of where it was opened."""

    title: ClassVar[Label] = Label(zh_cn="网址", en="Web address")
    icon: ClassVar[str] = "GlobalOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 5
    can_be_unique: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["https://Example.com/A?q=1#x", "https://example.com/A?q=1#x"],
                ["HTTP://example.com", "http://example.com"],
                ["example.com/docs", "https://example.com/docs"],
                ["localhost.example:8000", "https://localhost.example:8000"],
                ["http://localhost:8000/", "http://localhost:8000/"],
                ["https://例子.中国/页", "https://例子.中国/页"],
                ["http://[::1]:80/", "http://[::1]:80/"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["javascript:alert(1)", "not_url"],
                ["JaVaScRiPt://example.com/%0aalert(1)", "not_url"],
                [" java\tscript:alert(1)", "not_url"],
                ["\x01javascript:alert(1)", "not_url"],
                ["data:text/html,x", "not_url"],
                ["vbscript:x", "not_url"],
                ["file:///etc/passwd", "not_url"],
                ["ftp://example.com", "not_url"],
                ["//example.com", "not_url"],
                ["https:example.com", "not_url"],
                ["https://", "not_url"],
                ["https://example.com@evil.example/", "not_url"],
                ["https://evil.example\\@example.com", "not_url"],
                ["https://exa mple.com", "not_url"],
                ["https://example.com:99999", "not_url"],
                ["https://example.com/<script>", "not_url"],
                ["word", "not_url"],
                ["https://example.com/" + "x" * 2_000, "text_too_long"],
                [5, "not_text"],
            ],
            "texts": [[" www.example.com ", "https://www.example.com"], ["", None]],
        },
        {
            "settings": {"hosts": ["example.com"]},
            "accepts": [["https://docs.example.com/x", "https://docs.example.com/x"]],
            "refuses": [["https://badexample.com", "url_host"], ["https://example.com.evil.org", "url_host"]],
            "texts": [],
        },
    )

    kind: Literal["url"] = "url"
    hosts: Annotated[tuple[Host, ...], Setting(max_length=50)] = ()
    """Only addresses at these hosts and below them; all when empty."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Addresses with their scheme, or that begin with www."""
        meaning = UrlMeaning()
        begins = ("http://", "https://", "www.")
        fits = share(
            texts, lambda text: text.lower().startswith(begins) and isinstance(meaning.parse(text), str)
        )
        return Guess(0.97 * fits)

    def make_meaning(self) -> AnyMeaning:
        return UrlMeaning(self.hosts)
