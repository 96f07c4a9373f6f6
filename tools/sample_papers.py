"""The price books, quotes and contracts of the sample company: what its opportunities have come to on paper."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from tools.sample_chance import Company
from tools.sample_material import NUMBERS, PRODUCTS

Row = dict[str, object]

STANDARD: Final = 1
"""The price book of everybody."""
KEY_ACCOUNTS: Final = 2
OUR_PARTY: Final = "山东齐云智造软件有限公司"
TERMS: Final = "签订后 5 个工作日内支付预付款，验收合格后支付验收款，质保期满支付尾款。"
QUOTED: Final[Mapping[str, Sequence[tuple[str, int]]]] = {
    "proposal": (("draft", 4), ("approved", 3), ("sent", 3)),
    "negotiation": (("sent", 5), ("declined", 1)),
    "signing": (("accepted", 1),),
    "won": (("accepted", 1),),
    "lost": (("declined", 1),),
}
"""What became of the quotes of opportunities at each stage."""
CENT: Final = Decimal("0.01")


def make_price_books() -> list[Row]:
    """The standard prices, those of key accounts, and next year's that are still being written."""
    books: Sequence[tuple[str, str, list[str], str, str | None, int]] = (
        ("标准价格表", "active", [], "@-330", "@+200", 100),
        ("战略客户价格表", "active", ["a"], "@-330", "@+200", 92),
        ("下一年度价格表", "draft", [], "@+201", None, 105),
    )
    rows: list[Row] = []
    for number, (name, status, levels, first, last, share) in enumerate(books, 1):
        entries = [
            {
                "product": NUMBERS[product],
                "price": f"{price * share // 100}.00",
                "floor_price": f"{price * min(share, 100) * 85 // 10_000}.00",
            }
            for product, price, _ in PRODUCTS
        ]
        row: Row = {
            "id": number,
            "name": name,
            "status": status,
            "levels": levels,
            "valid_from": first,
            "entries": entries,
            "owner": "chen.jing",
            "created_at": "@-340 09:00" if status == "active" else "@-12 09:00",
        }
        if last is not None:
            row["valid_to"] = last
        rows.append(row)
    return rows


def make_quotes(company: Company, opportunities: Sequence[Row], accounts: Sequence[Row]) -> list[Row]:
    """A quote for most opportunities whose products are known, and the state it has come to."""
    levels = {account["id"]: account["level"] for account in accounts}
    rows: list[Row] = []
    for deal in opportunities:
        stage = str(deal["stage"])
        if stage not in QUOTED or company.chance.random() > (0.9 if stage in ("signing", "won") else 0.6):
            continue
        status = company.weighted(QUOTED[stage])
        told = status in ("accepted", "declined")
        quoted = company.chance.randint(-120, -20) if told else company.chance.randint(-15, -1)
        book = KEY_ACCOUNTS if levels[deal["account"]] == "a" else STANDARD
        row: Row = {
            "id": len(rows) + 1,
            "status": status,
            "opportunity": deal["id"],
            "account": deal["account"],
            "price_book": book,
            "quoted_on": f"@{quoted}",
            "valid_until": f"@{quoted + 30}",
            "revision": company.chance.choices([1, 2, 3], [6, 3, 1])[0],
            "lines": [quote_line(line, book) for line in lines_of(deal)],
            "terms": TERMS,
            "owner": deal["owner"],
            "created_at": f"@{quoted} {company.chance.randint(9, 17):02d}:15",
        }
        if "primary_contact" in deal:
            row["contact"] = deal["primary_contact"]
        if company.chance.random() < 0.25:
            row["discount"] = str(company.pick(["2", "3", "5"]))
        rows.append(row)
    return rows


def lines_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """The product lines of an opportunity or a quote."""
    lines = row["lines"]
    return lines if isinstance(lines, list) else []


def quote_line(line: Mapping[str, Any], book: int) -> Row:
    """A line of an opportunity at the prices of a price book."""
    price, _ = next((price, cost) for name, price, cost in PRODUCTS if NUMBERS[name] == line["product"])
    share = 92 if book == KEY_ACCOUNTS else 100
    wanted = {key: line[key] for key in ("product", "quantity", "discount", "unit_cost") if key in line}
    return {
        **wanted,
        "unit_price": f"{price * share // 100}.00",
        "floor_price": f"{price * share * 85 // 10_000}.00",
    }


def total_of(quote: Row, tax_rates: Mapping[object, str]) -> Decimal:
    """What a quote comes to with tax, rounded as its formulas round."""
    off = 1 - Decimal(str(quote.get("discount", "0"))) / 100
    net, tax = Decimal(0), Decimal(0)
    for line in lines_of(quote):
        less = 1 - Decimal(line.get("discount", "0")) / 100
        amount = cents(Decimal(line["quantity"]) * Decimal(line["unit_price"]) * less)
        net += amount
        tax += cents(amount * off * Decimal(tax_rates[line["product"]]) / 100)
    return cents(net * off) + tax


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def make_contracts(
    company: Company, quotes: Sequence[Row], opportunities: Sequence[Row], products: Sequence[Row]
) -> list[Row]:
    """A contract for each accepted quote: in force where the deal is won, else to be signed or being written."""
    deals = {deal["id"]: deal for deal in opportunities}
    tax_rates = {product["id"]: str(product["tax_rate"]) for product in products}
    rows: list[Row] = []
    for quote in quotes:
        if quote["status"] != "accepted":
            continue
        deal = deals[quote["opportunity"]]
        is_won = deal["stage"] == "won"
        amount = total_of(quote, tax_rates)
        signed = int(str(deal["won_on"]).removeprefix("@")) if is_won else 0
        row: Row = {
            "id": len(rows) + 1,
            "name": f"{deal['name']}合同",
            "type": "maintenance" if deal["type"] == "renewal" else "sales",
            "status": "active" if is_won else company.weighted([("draft", 1), ("to_sign", 2)]),
            "quote": quote["id"],
            "account": quote["account"],
            "opportunity": quote["opportunity"],
            "our_party": OUR_PARTY,
            "amount": str(amount),
            "auto_renew": deal["type"] == "renewal",
            "payments": make_payments(amount, signed if is_won else 15, has_begun=is_won),
            "terms": TERMS,
            "owner": deal["owner"],
            "created_at": f"@{min(signed, 0) - 3:+d} 14:20",
        }
        if "contact" in quote:
            row["signatory"] = quote["contact"]
        if is_won:
            years = company.chance.choices([1, 2, 3], [5, 3, 2])[0]
            row |= {"signed_on": f"@{signed:+d}", "starts_on": f"@{signed:+d}"}
            row["ends_on"] = f"@{signed + 365 * years:+d}"
        rows.append(row)
    return rows


def make_payments(amount: Decimal, first: int, *, has_begun: bool) -> list[Row]:
    """Three instalments, to the day told from today; what was due is received, the latest of it perhaps not yet."""
    advance, final = cents(amount * 3 / 10), cents(amount / 10)
    planned = (
        ("预付款", first + 7, advance),
        ("验收款", first + 60, amount - advance - final),
        ("质保金", first + 365, final),
    )
    rows: list[Row] = []
    for term, due, part in planned:
        row: Row = {"term": term, "due_on": f"@{due:+d}", "amount": str(part)}
        if has_begun and due < -10:
            row |= {"received": str(part), "received_on": f"@{due + 4:+d}"}
        rows.append(row)
    return rows
