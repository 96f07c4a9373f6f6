"""RMBCAP: amounts as a Chinese cheque or contract writes them, by the rules for filling in bills and vouchers
(正确填写票据和结算凭证的基本规定, an annex of the People's Bank's 支付结算办法).

Where those rules leave a choice, the first form of their own examples is taken: a zero at the end of 万 or 亿 is not
written when the thousands follow, a zero of yuan is when jiao follow, and 整 stands behind yuan only."""

import re
from decimal import Decimal
from typing import Final

from sqlalchemy import func
from sqlalchemy.types import Text

from engines.expression.function import Function, Parameter, words
from engines.expression.types import NUMBER, TEXT
from engines.expression.values import quantize

FEN: Final = Decimal("0.01")
LIMIT: Final = Decimal(10) ** 16
"""Below this an amount can be said: 仟万亿 is the greatest unit."""
FIGURES: Final = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
ZEROS: Final = re.compile("0+")


def group_text(figures: str) -> str:
    """Four figures with their units, still as figures: one zero for several, and none at the end."""
    said = "".join(
        figure + (unit if figure != "0" else "") for figure, unit in zip(figures, "仟佰拾 ", strict=True)
    )
    return ZEROS.sub("0", said.replace(" ", "")).rstrip("0")


def yuan_text(figures: str) -> str:
    """Sixteen figures before the point; nothing when all are zero."""
    said = ""
    skipped = False
    for place, unit in ((0, "万"), (4, "亿"), (8, "万"), (12, "")):
        group = group_text(figures[place : place + 4])
        if group:
            said += ("0" if skipped and not group.startswith("0") else "") + group
            said += unit if unit != "亿" else ""
        if unit == "亿" and said:
            said += unit
        skipped = bool(said) and not group
    return said.lstrip("0")


def capitals(value: Decimal) -> str | None:
    """The amount in words; blank where it is too large to be said."""
    amount = quantize(value, FEN)
    if abs(amount) >= LIMIT:
        return None
    yuan, _, fen = f"{abs(amount):019.2f}".partition(".")
    said = yuan_text(yuan)
    tenths, hundredths = fen[0], fen[1]
    tail = f"{tenths}角" if tenths != "0" else "0" if said and hundredths != "0" else ""
    tail += f"{hundredths}分" if hundredths != "0" else ""
    if said:
        said += "元" + ("0" if yuan.endswith("0") and tenths != "0" else "")
    shown = f"{said}{tail}" if tail else f"{said or '0元'}整"
    return ("负" if amount < 0 else "") + shown.translate(FIGURES)


RMBCAP = Function(
    name="RMBCAP",
    help=words(
        "人民币大写金额，精确到分；超出千万亿则空",
        "An amount in Chinese capitals, to the fen; blank above what can be said",
    ),
    example="RMBCAP(amount)",
    parameters=(Parameter(words("金额", "amount"), NUMBER),),
    result=TEXT,
    python=capitals,
    sql=lambda value: func.mortise.capitals(value, type_=Text()),
    settled=True,
)
