/** Telephone numbers as they are kept (+862158881234;ext=805), and as people read them. */

const CHINA = /^\+86(\d+)$/;
/** Beijing, Shanghai and other great cities have areas of two figures, others of three. */
const GREAT_CITY = /^(10|2\d)(\d{3,4})(\d{4})$/;
const AREA = /^([3-9]\d{2})(\d{3,4})(\d{4})$/;
const MOBILE = /^(1[3-9]\d)(\d{4})(\d{4})$/;
const SERVICE = /^([48]00)(\d{3})(\d{4})$/;

/** "138 0013 8000", "021 5888 1234-805"; a number of elsewhere keeps its country. */
export function readablePhone(kept: string): string {
  const [number = "", extension] = kept.split(";ext=");
  const inner = CHINA.exec(number)?.[1];
  const written = inner === undefined ? number : atHome(inner);
  return extension ? `${written}-${extension}` : written;
}

function atHome(digits: string): string {
  const whole = MOBILE.exec(digits) ?? SERVICE.exec(digits);
  if (whole) return whole.slice(1).join(" ");
  const area = GREAT_CITY.exec(digits) ?? AREA.exec(digits);
  return area ? `0${area.slice(1).join(" ")}` : `+86 ${digits}`;
}

/** What a telephone dials; nothing for what is masked or half typed. */
export function dialled(kept: string | null): string | undefined {
  return kept && /^\+\d{5,15}(;ext=\d{1,6})?$/.test(kept) ? `tel:${kept}` : undefined;
}
