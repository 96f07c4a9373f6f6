"""What both baselines share: the shape of an opportunity as their clients send it."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stage = Literal["new", "qualified", "proposal", "negotiation", "won", "lost"]
Source = Literal["web", "referral", "partner", "event", "cold_call"]
Tag = Literal["vip", "renewal", "upsell", "public", "export", "pilot", "urgent", "legal"]
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


class NewOpportunity(BaseModel):
    """The values of a new record."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=255)
    description: str | None = None
    stage: Stage
    amount: Decimal = Field(max_digits=12, decimal_places=2, ge=0)
    probability: int | None = Field(None, ge=0, le=100)
    expected_revenue: Decimal | None = Field(None, max_digits=12, decimal_places=2)
    close_date: dt.date | None = None
    next_meeting_at: dt.datetime | None = None
    lead_source: Source | None = None
    tags: list[Tag] | None = None
    is_active: bool = True
    priority: Literal["low", "medium", "high"] | None = None
    score: Decimal | None = Field(None, max_digits=12, decimal_places=4)
    contact_email: str | None = Field(None, pattern=EMAIL)
    account: int | None = None


class ChangedOpportunity(BaseModel):
    """The values that the workload changes; `version` is the one that the client read."""

    model_config = ConfigDict(extra="forbid")

    probability: int | None = Field(None, ge=0, le=100)
    contact_email: str | None = Field(None, pattern=EMAIL)
    version: int | None = None


NEW_FIELDS = tuple(NewOpportunity.model_fields)
