/** Decimal numbers, counted exactly: whole units of a power of ten. A quotient or a root, which may have no end, is cut
 * far behind the decimals that expressions keep, so that rounding it to those never falls on the wrong side. */

/** What becomes of the decimals that are dropped; half of a unit goes away from zero. */
export type Rounding = "half" | "up" | "down";
export type Numeric = Decimal | bigint | number | string;

const WRITTEN = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;
/** Decimals of what has no end. */
const FINEST = 80;
/** Beyond this a number is too large, or too small, for whatever is made of it. */
const FARTHEST = 400;

const tens = (count: number): bigint => 10n ** BigInt(count);

function divided(units: bigint, divisor: bigint, rounding: Rounding): bigint {
  const cut = units / divisor;
  const rest = units % divisor;
  if (rest === 0n || rounding === "down") return cut;
  const isUp = rounding === "up" || absolute(rest) * 2n >= absolute(divisor);
  return isUp ? cut + (units < 0n === divisor < 0n ? 1n : -1n) : cut;
}

const absolute = (units: bigint): bigint => (units < 0n ? -units : units);

/** The largest whole number whose square is no larger, by Newton's way. */
function wholeRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

export class Decimal {
  readonly units: bigint;
  /** How many of the digits stand behind the point. */
  readonly scale: number;

  /** Throws where a text is no number. */
  constructor(value: Numeric, scale = 0) {
    if (value instanceof Decimal) {
      this.units = value.units;
      this.scale = value.scale;
    } else if (typeof value === "bigint") {
      this.units = value;
      this.scale = scale;
    } else {
      const [, sign, whole = "", fraction = "", power = "0"] = WRITTEN.exec(String(value)) ?? [];
      if (whole + fraction === "") throw new Error(`“${value}” is no number.`);
      const shift = fraction.length - Math.max(-FARTHEST, Math.min(FARTHEST, Number(power)));
      const units = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
      this.units = shift < 0 ? units * tens(-shift) : units;
      this.scale = Math.max(0, shift);
    }
  }

  private at(scale: number): bigint {
    return this.units * tens(scale - this.scale);
  }

  private with(other: Numeric): [bigint, bigint, number] {
    const second = new Decimal(other);
    const scale = Math.max(this.scale, second.scale);
    return [this.at(scale), second.at(scale), scale];
  }

  plus(other: Numeric): Decimal {
    const [first, second, scale] = this.with(other);
    return new Decimal(first + second, scale);
  }

  minus(other: Numeric): Decimal {
    const [first, second, scale] = this.with(other);
    return new Decimal(first - second, scale);
  }

  times(other: Numeric): Decimal {
    const second = new Decimal(other);
    return new Decimal(this.units * second.units, this.scale + second.scale);
  }

  /** The divisor is not zero. */
  div(other: Numeric): Decimal {
    const [first, second] = this.with(other);
    return new Decimal((first * tens(FINEST)) / second, FINEST).trimmed();
  }

  divToInt(other: Numeric): Decimal {
    const [first, second] = this.with(other);
    return new Decimal(first / second);
  }

  /** What is left of a division, with the sign of the dividend. */
  mod(other: Numeric): Decimal {
    const [first, second, scale] = this.with(other);
    return new Decimal(first % second, scale);
  }

  /** The exponent is whole and not negative. */
  pow(exponent: number): Decimal {
    return new Decimal(this.units ** BigInt(exponent), this.scale * exponent);
  }

  /** The number is not negative. */
  sqrt(): Decimal {
    const scale = Math.max(FINEST, this.scale);
    return new Decimal(wholeRoot(this.at(scale * 2)), scale);
  }

  abs(): Decimal {
    return new Decimal(absolute(this.units), this.scale);
  }

  neg(): Decimal {
    return new Decimal(-this.units, this.scale);
  }

  trunc(): Decimal {
    return this.toDecimalPlaces(0, "down");
  }

  floor(): Decimal {
    return this.toDecimalPlaces(0, this.isNegative() ? "up" : "down");
  }

  toDecimalPlaces(places: number, rounding: Rounding = "half"): Decimal {
    if (places >= this.scale) return this;
    return new Decimal(divided(this.units, tens(this.scale - places), rounding), places);
  }

  /** Less than, equal to or greater than zero, as sorting wants it. */
  cmp(other: Numeric): number {
    const [first, second] = this.with(other);
    return first < second ? -1 : first > second ? 1 : 0;
  }

  eq(other: Numeric): boolean {
    return this.cmp(other) === 0;
  }

  gte(other: Numeric): boolean {
    return this.cmp(other) >= 0;
  }

  isZero(): boolean {
    return this.units === 0n;
  }

  isNegative(): boolean {
    return this.units < 0n;
  }

  private trimmed(): Decimal {
    let { units, scale } = this;
    for (; scale > 0 && units % 10n === 0n; scale--) units /= 10n;
    return new Decimal(units, scale);
  }

  /** So many decimals; without a number of them those that say something. No exponent. */
  toFixed(places?: number): string {
    if (places === undefined) return this.trimmed().written();
    return new Decimal(this.toDecimalPlaces(places).at(places), places).written();
  }

  private written(): string {
    const digits = absolute(this.units)
      .toString()
      .padStart(this.scale + 1, "0");
    const sign = this.units < 0n ? "-" : "";
    const whole = digits.slice(0, digits.length - this.scale);
    return this.scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-this.scale)}`;
  }

  toNumber(): number {
    return Number(this.written());
  }

  toString(): string {
    return this.toFixed();
  }
}
