/** Functions of numbers. */
import type { Definitions } from "../types";
import { Decimal, modulo, ONE, type Rounding, whole, ZERO } from "../values";

const LARGEST_POWER = 10_000;
const OVERFLOW = new Decimal(10).pow(26);

/** Rounds to so many decimals; a negative count rounds before the point. */
function rounding(mode: Rounding): (value: Decimal, places?: Decimal) => Decimal {
  return (value, places = ZERO) => {
    const kept = Math.max(Math.min(whole(places), 12), -27);
    if (kept >= 0) return value.toDecimalPlaces(kept, mode);
    const unit = new Decimal(10).pow(-kept);
    return value.div(unit).toDecimalPlaces(0, mode).times(unit);
  };
}

function stepDown(value: Decimal, step: Decimal = ONE): Decimal | null {
  return step.isZero() ? null : value.minus(modulo(value, step.abs()));
}

function stepUp(value: Decimal, step: Decimal = ONE): Decimal | null {
  return step.isZero() ? null : value.plus(modulo(value.neg(), step.abs()));
}

/** The number multiplied by itself; squaring, with 30 decimals kept on the way, as every executor does. */
function power(value: Decimal, exponent: Decimal): Decimal | null {
  const count = whole(exponent);
  if (!exponent.eq(count) || Math.abs(count) > LARGEST_POWER || (count < 0 && value.isZero())) return null;
  const beyond = count < 0 ? ZERO : null;
  let result = ONE;
  let square = value;
  for (let left = Math.abs(count); left > 0; ) {
    if (left % 2) {
      result = result.times(square).toDecimalPlaces(30);
      if (result.abs().gte(OVERFLOW)) return beyond;
    }
    left = Math.floor(left / 2);
    if (left) {
      square = square.times(square).toDecimalPlaces(30);
      if (square.abs().gte(OVERFLOW)) return beyond;
    }
  }
  if (count >= 0) return result;
  return result.isZero() ? null : ONE.div(result);
}

export const numbers: Definitions = {
  ABS: { run: (value: Decimal) => value.abs() },
  ROUND: { run: rounding("half") },
  ROUNDUP: { run: rounding("up") },
  ROUNDDOWN: { run: rounding("down") },
  TRUNC: { run: (value: Decimal) => value.trunc() },
  INT: { run: (value: Decimal) => value.floor() },
  CEILING: { run: stepUp },
  FLOOR: { run: stepDown },
  MOD: { run: (value: Decimal, divisor: Decimal) => (divisor.isZero() ? null : modulo(value, divisor)) },
  SIGN: { run: (value: Decimal) => new Decimal(value.isZero() ? 0 : value.isNegative() ? -1 : 1) },
  POWER: { run: power },
  SQRT: { run: (value: Decimal) => (value.isNegative() && !value.isZero() ? null : value.sqrt()) },
  QUOTIENT: {
    run: (value: Decimal, divisor: Decimal) => (divisor.isZero() ? null : value.divToInt(divisor)),
  },
};
