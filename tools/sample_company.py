"""Makes the sample data of the CRM: the customers and deals of an imaginary company of Shandong,
whose people and departments stand in organisation.json.

Run `python tools/sample_company.py`; the output in apps_catalog/crm/sample/ is checked in. Dates are written relative
to the day of installation ("@-3" is three days before it), so the sample never grows old.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "apps_catalog" / "crm" / "sample"
LEADS, ACCOUNTS, OPPORTUNITIES = 180, 90, 130
Row = dict[str, object]

SELLERS = {
    "sales_jinan": ["zhang.wei", "liu.yang", "zhao.min"],
    "sales_qingdao": ["yang.fan", "xu.qiang", "ma.chao"],
}
REGIONS = {
    "jinan": ("济南", "sales_jinan", 9),
    "qingdao": ("青岛", "sales_qingdao", 9),
    "yantai": ("烟台", "sales_qingdao", 5),
    "weifang": ("潍坊", "sales_qingdao", 5),
    "linyi": ("临沂", "sales_jinan", 4),
    "beijing": ("北京", "sales_jinan", 3),
    "shanghai": ("上海", "sales_qingdao", 3),
    "jiangsu": ("苏州", "sales_qingdao", 3),
    "zhejiang": ("杭州", "sales_qingdao", 2),
    "guangdong": ("东莞", "sales_jinan", 2),
}
BRANDS_FIRST = "华鼎鑫恒瑞金海盛泰安信达远中博凯宏润天正联康东齐鲁"
BRANDS_SECOND = "源丰通达创泽科翔诚利晟昌隆岳峰航宇合业元立信邦晖"
INDUSTRIES = {
    "machinery": ("机械制造", "重工", "数控设备", "液压"),
    "chemicals": ("新材料", "化工", "精细化工"),
    "electronics": ("电子科技", "半导体", "智能装备"),
    "medical": ("医药", "医疗器械", "生物科技"),
    "food": ("食品", "农业科技", "粮油"),
    "textiles": ("纺织", "服饰", "家纺"),
    "construction": ("建设工程", "建材", "钢结构"),
    "logistics": ("物流", "供应链管理", "仓储"),
    "trade": ("商贸", "进出口", "百货"),
    "software": ("信息技术", "软件", "网络科技"),
}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN_SHORT = "伟芳娜敏静磊军洋勇艳杰涛明超霞平刚"
GIVEN_LONG = "桂英建华文博志强丽娟海燕晓东思远雨桐子涵浩然欣怡国栋"
TITLES = [
    "总经理",
    "副总经理",
    "采购经理",
    "信息部经理",
    "生产总监",
    "财务总监",
    "设备科科长",
    "IT 主管",
    "运营总监",
    "采购专员",
]
PRODUCTS = [
    ("生产执行系统 MES 许可", 128000, 52000),
    ("仓储管理系统 WMS 许可", 86000, 33000),
    ("设备数据采集网关", 4200, 2300),
    ("工业平板终端", 3680, 2450),
    ("条码打印机", 2280, 1490),
    ("实施服务(人天)", 2200, 1200),
    ("二次开发服务(人天)", 2600, 1400),
    ("年度维护服务", 36000, 9000),
    ("RFID 读写器", 5200, 3300),
    ("看板大屏", 15800, 11200),
    ("系统集成接口", 18000, 6000),
    ("操作培训(场)", 4800, 1600),
]
NEEDS = [
    "两个车间的工单进度需要实时看到,目前靠纸质流转单",
    "仓库账实不符,希望扫码出入库并与财务系统对接",
    "集团要求上线设备联网,先做 30 台试点",
    "旧系统停止维护,需要平滑迁移历史数据",
    "希望手机端可以查看产量和质量异常",
    "审计要求追溯到批次,现有表格无法满足",
]
STEPS = [
    "安排现场调研",
    "发送方案初稿",
    "与信息部确认接口",
    "约总经理面谈",
    "等待客户内部立项",
    "提交商务报价",
    "核对合同条款",
]
COMPETITORS = ["无", "本地软件公司", "国际厂商", "客户自研", "同城集成商"]


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


SOURCES = [
    ("website", 5),
    ("exhibition", 4),
    ("agent", 3),
    ("baidu", 4),
    ("referral", 4),
    ("wechat", 2),
    ("cold_call", 2),
]
SIZES = [("under_50", 2), ("under_200", 5), ("under_500", 4), ("under_2000", 2), ("above_2000", 1)]


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


def make_lines(company: Company) -> list[Row]:
    lines: list[Row] = []
    for product, price, cost in company.chance.sample(
        PRODUCTS, company.chance.choices([1, 2, 3, 4], [2, 4, 3, 2])[0]
    ):
        quantity = 1 if price > 30000 else company.chance.randint(2, 40)
        line: Row = {
            "product": product,
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
    write("lead", make_leads(company, accounts))
    write("account", accounts)
    write("contact", contacts)
    write("opportunity", opportunities)


if __name__ == "__main__":
    main()
