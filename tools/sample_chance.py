"""The imaginary company, drawn from one seeded source of chance."""

import random
from collections.abc import Sequence

from tools.sample_material import (
    BRANDS_FIRST,
    BRANDS_SECOND,
    GIVEN_LONG,
    GIVEN_SHORT,
    INDUSTRIES,
    REGIONS,
    SELLERS,
    SURNAMES,
)


class Company:
    """The imaginary company, drawn from one seeded source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.names: set[str] = set()

    def pick(self, values: Sequence[str]) -> str:
        return self.chance.choice(values)

    def weighted(self, choices: Sequence[tuple[str, int]]) -> str:
        return self.chance.choices([key for key, _ in choices], [weight for _, weight in choices])[0]

    def region(self) -> str:
        return self.weighted([(key, weight) for key, (_, _, weight) in REGIONS.items()])

    def seller(self, region: str) -> str:
        return self.pick(SELLERS[REGIONS[region][1]])

    def company_name(self, region: str, industry: str) -> str:
        while True:
            brand = self.pick(BRANDS_FIRST) + self.pick(BRANDS_SECOND)
            suffix = self.pick(["有限公司", "有限公司", "股份有限公司", "集团有限公司"])
            name = REGIONS[region][0] + brand + self.pick(INDUSTRIES[industry]) + suffix
            if name not in self.names:
                self.names.add(name)
                return name

    def person_name(self) -> str:
        if self.chance.random() < 0.5:
            return self.pick(SURNAMES) + self.pick(GIVEN_SHORT)
        start = self.chance.randrange(0, len(GIVEN_LONG), 2)
        return self.pick(SURNAMES) + GIVEN_LONG[start : start + 2]

    def mobile(self) -> str:
        return (
            self.pick(["138", "139", "150", "158", "186", "188", "133"])
            + f"{self.chance.randrange(10**8):08d}"
        )

    def credit_code(self, serial: int) -> str:
        return "91370" + f"{self.chance.randrange(10**8):08d}" + f"MA{serial:03d}"

    def days(self, first: int, last: int) -> str:
        return f"@{self.chance.randint(first, last):+d}"

    def moment(self, first: int, last: int) -> str:
        day = self.chance.randint(first, last)
        return f"@{day:+d} {self.chance.randint(8, 17):02d}:{self.chance.choice([0, 10, 15, 20, 30, 40, 45]):02d}"

    def tags(self) -> list[str]:
        options = ["high_intent", "price_sensitive", "decision_maker", "competitor_user", "long_term"]
        return self.chance.sample(options, self.weighted_count())

    def weighted_count(self) -> int:
        return self.chance.choices([0, 1, 2], [5, 4, 1])[0]
