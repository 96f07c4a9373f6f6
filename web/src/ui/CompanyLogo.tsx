/** The company's own picture, as high as it is wanted and no wider than there is room; made for other pages than these,
 * it stands on a ground of its own. */
import type { Picture } from "~/api/company";
import { palettes, type Scheme } from "./tokens";

interface CompanyLogoProps {
  picture: Picture;
  /** The look of the pages that the picture was made for. */
  madeFor: Scheme;
  /** The look of the page on which it stands. */
  on: Scheme;
  height: number;
  widest: number;
  /** What it says to those who do not see it; nothing where the same stands beside it. */
  title: string;
}

const GROUND: Record<Scheme, string> = { light: palettes.light.paper, dark: palettes.dark.canvas };

export function CompanyLogo({ picture, madeFor, on, height, widest, title }: CompanyLogoProps) {
  const scale = Math.min(height / picture.height, widest / picture.width);
  const isForeign = madeFor !== on;
  return (
    <img
      src={picture.address}
      alt={title}
      width={Math.max(1, Math.round(picture.width * scale))}
      height={Math.max(1, Math.round(picture.height * scale))}
      style={{
        flex: "none",
        borderRadius: "var(--radius-small)",
        ...(isForeign
          ? { background: GROUND[madeFor], outline: `3px solid ${GROUND[madeFor]}`, outlineOffset: "-0.5px" }
          : {}),
      }}
    />
  );
}

/** Whether the picture is so wide that it bears the company's name itself. */
export const isWide = ({ width, height }: Picture): boolean => width > 1.8 * height;
