"""Makes the sample data of the CRM: the customers and deals of an imaginary company of Shandong,
whose people and departments stand in organisation.json.

Run `python -m tools.sample_company`; the output in apps_catalog/crm/sample/ is checked in. Dates are written relative
to the day of installation ("@-3" is three days before it), so the sample never grows old.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from tools.sample_chance import Company
from tools.sample_material import (
    CAMPAIGNS,
    CATEGORIES,
    COMPETITORS,
    INDUSTRIES,
    MARKETERS,
    NEEDS,
    NUMBERS,
    PRODUCTS,
    REGIONS,
    SIZES,
    SOURCES,
    STEPS,
    SUBJECTS,
    SUMMARIES,
    TITLES,
)
from tools.sample_papers import make_contracts, make_price_books, make_quotes

SAMPLE = Path(__file__).parent.parent / "apps_catalog" / "crm" / "sample"
LEADS, ACCOUNTS, OPPORTUNITIES = 180, 90, 130
Row = dict[str, object]


def make_accounts(company: Company) -> list[Row]:
    rows: list[Row] = []
    for number in range(1, ACCOUNTS + 1):
        region, industry = company.region(), company.pick(list(INDUSTRIES))
        name = company.company_name(region, industry)
        row: Row = {
            "id": number,
            "name": name,
            "credit_code": company.credit_code(number),
            "level": company.weighted([("a", 2), ("b", 4), ("c", 5)]),
            "status": "prospect",
            "industry": industry,
            "size": company.weighted(SIZES),
            "region": region,
            "source": company.weighted(SOURCES),
            "phone": f"05{company.chance.randint(31, 46)}-{company.chance.randrange(10**7, 10**8)}",
            "address": f"{REGIONS[region][0]}市{company.pick(['高新区', '经济开发区', '历下区', '城阳区', '工业园区'])}"
            f"{company.pick(['科技', '创业', '工业', '齐鲁', '海尔'])}路 {company.chance.randint(1, 399)} 号",
            "tags": company.tags(),
            "owner": company.seller(region),
            "created_at": company.moment(-420, -60),
        }
        if number % 11 == 0:
            row["parent_account"] = number - 7
        rows.append(row)
    return rows


def make_contacts(company: Company, accounts: Sequence[Row]) -> list[Row]:
    rows: list[Row] = []
    for account in accounts:
        roles = ["decider", "user", "influencer", "buyer", "gatekeeper"]
        for role in roles[: company.chance.choices([1, 2, 3], [3, 5, 2])[0]]:
            number = len(rows) + 1
            rows.append(
                {
                    "id": number,
                    "name": company.person_name(),
                    "account": account["id"],
                    "job_title": company.pick(TITLES),
                    "role": role,
                    "mobile": company.mobile(),
                    "email": f"contact{number:03d}@example.com",
                    "birthday": f"{company.chance.randint(1966, 1998)}-{company.chance.randint(1, 12):02d}-"
                    f"{company.chance.randint(1, 28):02d}",
                    "left": company.chance.random() < 0.05,
                    "owner": account["owner"],
                    "created_at": company.moment(-300, -30),
                }
            )
    return rows


def make_products() -> list[Row]:
    rows: list[Row] = []
    for name, price, cost in PRODUCTS:
        kinds = [kind for ending, kind in CATEGORIES.items() if ending in name]
        category, unit = kinds[0] if kinds else ("hardware", "piece")
        if "维护" in name:
            category, unit = "maintenance", "year"
        rows.append(
            {
                "id": NUMBERS[name],
                "name": name,
                "category": category,
                "unit": unit,
                "list_price": f"{price}.00",
                "floor_price": f"{price * 85 // 100}.00",
                "unit_cost": f"{cost}.00",
                "tax_rate": "13" if category in ("software", "hardware") else "6",
                "active": True,
                "owner": "chen.jing",
                "created_at": "@-430 09:00",
            }
        )
    return rows


def make_campaigns(company: Company) -> list[Row]:
    rows: list[Row] = []
    for number, (name, kind, status, first, last, budget, cost, target) in enumerate(CAMPAIGNS, 1):
        row: Row = {
            "id": number,
            "name": name,
            "type": kind,
            "status": status,
            "starts_on": f"@{first:+d}",
            "ends_on": f"@{last:+d}",
            "budget": f"{budget}.00",
            "target_leads": target,
            "owner": company.pick(MARKETERS),
            "created_at": f"@{first - 30 if first < 0 else -9:+d} 10:00",
        }
        if cost is not None:
            row["actual_cost"] = f"{cost}.00"
        rows.append(row)
    return rows


def campaign_of(company: Company, source: object) -> int | None:
    """A campaign that such a source stands for, of those that have begun."""
    kinds = {"exhibition": "exhibition", "baidu": "advertising", "wechat": "content", "referral": "referral"}
    fitting = [
        number
        for number, (_, kind, status, *_) in enumerate(CAMPAIGNS, 1)
        if kind == kinds.get(str(source)) and status != "planned"
    ]
    return company.chance.choice(fitting) if fitting and company.chance.random() < 0.85 else None


def make_activity(company: Company, number: int, owner: object, planned: bool) -> Row:
    kind = company.weighted(
        [("call", 6), ("visit", 3), ("email", 2), ("wechat", 4), ("meeting", 2), ("demo", 1)]
    )
    row: Row = {
        "id": number,
        "subject": company.pick(SUBJECTS[kind]),
        "type": kind,
        "direction": company.weighted([("outgoing", 4), ("incoming", 1)]),
        "status": "planned" if planned else "done",
        "starts_at": company.moment(1, 14) if planned else company.moment(-75, -1),
        "owner": owner,
    }
    row["created_at"] = "@-1 17:30" if planned else row["starts_at"]
    if not planned:
        row["summary"], row["next_step"] = company.pick(SUMMARIES), company.pick(STEPS)
        if kind != "email":
            row["minutes"] = company.chance.choice([5, 10, 15, 20, 30, 45, 60, 90])
    return row


def make_activities(
    company: Company, leads: Sequence[Row], opportunities: Sequence[Row], accounts: Sequence[Row]
) -> list[Row]:
    rows: list[Row] = []
    owners = {account["id"]: account["owner"] for account in accounts}
    for lead in leads:
        if lead["status"] not in ("untouched", "converted"):
            for _ in range(company.chance.choices([1, 2, 3], [5, 3, 1])[0]):
                rows.append(make_activity(company, len(rows) + 1, lead["owner"], planned=False))
                rows[-1]["lead"] = lead["id"]
    for deal in opportunities:
        for _ in range(company.chance.choices([1, 2, 3], [4, 4, 2])[0]):
            ended = deal["stage"] in ("won", "lost")
            planned = not ended and company.chance.random() < 0.25
            row = make_activity(company, len(rows) + 1, owners[deal["account"]], planned)
            row["account"], row["opportunity"] = deal["account"], deal["id"]
            if "primary_contact" in deal:
                row["contact"] = deal["primary_contact"]
            rows.append(row)
    return rows


def make_lines(company: Company) -> list[Row]:
    lines: list[Row] = []
    for product, price, cost in company.chance.sample(
        PRODUCTS, company.chance.choices([1, 2, 3, 4], [2, 4, 3, 2])[0]
    ):
        quantity = 1 if price > 30000 else company.chance.randint(2, 40)
        line: Row = {
            "product": NUMBERS[product],
            "quantity": str(quantity),
            "unit_price": f"{price}.00",
            "unit_cost": f"{cost}.00",
        }
        if company.chance.random() < 0.4:
            line["discount"] = str(company.pick(["5", "8", "10", "12.5", "15"]))
        lines.append(line)
    return lines


def make_opportunities(company: Company, accounts: Sequence[Row], contacts: Sequence[Row]) -> list[Row]:
    rows: list[Row] = []
    stages = [
        ("initial", 5),
        ("needs", 5),
        ("proposal", 5),
        ("negotiation", 3),
        ("signing", 2),
        ("won", 5),
        ("lost", 4),
    ]
    for number in range(1, OPPORTUNITIES + 1):
        account = company.chance.choice(list(accounts))
        stage = company.weighted(stages)
        own = [contact for contact in contacts if contact["account"] == account["id"]]
        topic = company.pick(
            [
                "MES 项目",
                "智能仓储项目",
                "设备联网项目",
                "数字化车间二期",
                "质量追溯系统",
                "年度维护续约",
                "看板系统",
            ]
        )
        short = (
            str(account["name"])
            .replace("股份有限公司", "")
            .replace("集团有限公司", "")
            .replace("有限公司", "")
        )
        row: Row = {
            "id": number,
            "name": short + topic,
            "account": account["id"],
            "stage": stage,
            "type": "renewal" if "续约" in topic else company.weighted([("new", 4), ("expansion", 2)]),
            "source": account["source"],
            "campaign": campaign_of(company, account["source"]),
            "next_step": company.pick(STEPS),
            "tags": company.tags(),
            "owner": account["owner"],
            "created_at": company.moment(-200, -10),
        }
        if stage != "initial":
            row["primary_contact"] = own[0]["id"]
        if stage == "initial":
            row["expected_amount"] = {
                "amount": f"{company.chance.randint(3, 60) * 10000}.00",
                "currency": "CNY",
            }
        else:
            row["need"], row["lines"] = company.pick(NEEDS), make_lines(company)
            row["budget"] = f"{company.chance.randint(5, 80) * 10000}.00"
        if stage in ("won", "lost"):
            row["close_date"] = company.days(-150, -1)
        else:
            row["close_date"] = company.days(3, 120)
        if stage in ("negotiation", "signing", "won", "lost"):
            row["competitor"] = company.pick(COMPETITORS)
        if stage == "won":
            row["won_on"], account["status"] = row["close_date"], "customer"
        elif stage == "lost":
            row["loss_reason"] = company.weighted(
                [("price", 4), ("competitor", 3), ("budget", 2), ("no_decision", 3)]
            )
        elif account["status"] == "prospect":
            account["status"] = "engaged"
        rows.append(row)
    return rows


def make_leads(company: Company, accounts: Sequence[Row]) -> list[Row]:
    rows: list[Row] = []
    states = [("untouched", 5), ("following", 6), ("mql", 4), ("sql", 3), ("converted", 2), ("invalid", 2)]
    for number in range(1, LEADS + 1):
        region, industry = company.region(), company.pick(list(INDUSTRIES))
        status = company.weighted(states)
        score = (
            company.chance.randint(60, 98)
            if status in ("mql", "sql", "converted")
            else company.chance.randint(5, 75)
        )
        row: Row = {
            "id": number,
            "company": company.company_name(region, industry),
            "name": company.person_name(),
            "job_title": company.pick(TITLES),
            "mobile": company.mobile(),
            "source": company.weighted(SOURCES),
            "industry": industry,
            "size": company.weighted(SIZES),
            "region": region,
            "intent_product": company.pick([name for name, _, _ in PRODUCTS[:4]]),
            "score": score,
            "status": status,
            "tags": company.tags(),
            "owner": company.seller(region),
            "created_at": company.moment(-90, -1),
        }
        row["campaign"] = campaign_of(company, row["source"])
        if status == "untouched" and company.chance.random() < 0.4:
            row["owner"] = "lin.yue"
        if company.chance.random() < 0.6:
            row["expected_amount"] = {
                "amount": f"{company.chance.randint(2, 45) * 10000}.00",
                "currency": "CNY",
            }
        if company.chance.random() < 0.3:
            row["email"] = f"lead{number:03d}@example.com"
        if status != "untouched":
            row["first_contact_at"] = company.moment(-60, -1)
            row["need"] = company.pick(NEEDS)
        if status in ("following", "mql", "sql"):
            row["next_follow_on"] = company.days(-2, 21)
        if status == "invalid":
            row["invalid_reason"] = company.weighted(
                [("wrong_contact", 3), ("no_need", 4), ("no_budget", 2), ("duplicate", 1)]
            )
        if status == "converted":
            account = company.chance.choice([found for found in accounts if found["owner"] == row["owner"]])
            row["account"], row["company"] = account["id"], account["name"]
            row.update({key: account[key] for key in ("industry", "size", "region")})
        rows.append(row)
    return rows


def write(name: str, content: object) -> None:
    SAMPLE.mkdir(parents=True, exist_ok=True)
    (SAMPLE / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    company = Company(20261121)
    accounts = make_accounts(company)
    contacts = make_contacts(company, accounts)
    opportunities = make_opportunities(company, accounts, contacts)
    leads = make_leads(company, accounts)
    products = make_products()
    papers = Company(20261123)
    quotes = make_quotes(papers, opportunities, accounts)
    write("product", products)
    write("price_book", make_price_books())
    write("quote", quotes)
    write("contract", make_contracts(papers, quotes, opportunities, products))
    write("campaign", make_campaigns(company))
    write("lead", leads)
    write("account", accounts)
    write("contact", contacts)
    write("opportunity", opportunities)
    write("activity", make_activities(company, leads, opportunities, accounts))


if __name__ == "__main__":
    main()
