"""The rows of the benchmark: accounts and opportunities, the same for every target, drawn from one seed."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

ACCOUNTS = 5_000
OPPORTUNITIES = 100_000
STAGES = ("new", "qualified", "proposal", "negotiation", "won", "lost")
SOURCES = ("web", "referral", "partner", "event", "cold_call")
PRIORITIES = ("low", "medium", "high")
TAGS = ("vip", "renewal", "upsell", "public", "export", "pilot", "urgent", "legal")
INDUSTRIES = ("retail", "bank", "health", "energy", "telecom", "public", "media")
CITIES = ("Berlin", "Paris", "Madrid", "Rome", "Vienna", "Lisbon", "Oslo", "Prague")
WORDS = (
    "alpha",
    "beta",
    "gamma",
    "delta",
    "omega",
    "prime",
    "north",
    "south",
    "east",
    "west",
    "cloud",
    "data",
    "edge",
    "core",
    "smart",
    "green",
    "blue",
    "rapid",
    "global",
    "local",
)
BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

ACCOUNT_COLUMNS = ("id", "name", "industry", "city", "employees", "created_at")
OPPORTUNITY_COLUMNS = (
    "id",
    "name",
    "description",
    "stage",
    "amount",
    "probability",
    "expected_revenue",
    "close_date",
    "next_meeting_at",
    "lead_source",
    "tags",
    "is_active",
    "priority",
    "score",
    "contact_email",
    "account",
    "created_at",
)


def accounts(chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows of ACCOUNT_COLUMNS."""
    for number in range(1, ACCOUNTS + 1):
        yield (
            number,
            f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()} {number}",
            chance.choice(INDUSTRIES),
            chance.choice(CITIES),
            chance.randint(1, 20_000),
            BEGINNING + dt.timedelta(minutes=number),
        )


def opportunities(chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows of OPPORTUNITY_COLUMNS; amounts are Decimal with two places, tags a list of keys."""
    for number in range(1, OPPORTUNITIES + 1):
        amount = round(Decimal(chance.randint(10_000, 10_000_000)) / 100, 2)
        probability = chance.randint(0, 100)
        yield (
            number,
            f"{chance.choice(WORDS).title()} {chance.choice(WORDS)} deal {number}",
            " ".join(chance.choice(WORDS) for _ in range(20)),
            chance.choice(STAGES),
            amount,
            probability,
            round(amount * probability / 100, 2),
            dt.date(2025, 7, 1) + dt.timedelta(days=chance.randint(0, 729)),
            BEGINNING + dt.timedelta(minutes=chance.randint(0, 700_000)),
            chance.choice(SOURCES),
            chance.sample(TAGS, chance.randint(0, 3)),
            chance.random() < 0.8,
            chance.choice(PRIORITIES),
            round(Decimal(chance.random() * 10), 4),
            f"user{number}@example.com",
            chance.randint(1, ACCOUNTS),
            BEGINNING + dt.timedelta(seconds=number * 200),
        )
