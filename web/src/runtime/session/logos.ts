/** The company's logo as this page shows it, before anybody signs in and afterwards. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { company, type Logos, type Picture } from "~/api/company";
import { keys } from "~/api/keys";
import { useSession } from "~/api/session";
import { useScheme } from "~/ui/appearance";
import { palettes, type Scheme } from "~/ui/tokens";

export interface ShownLogo {
  picture: Picture;
  madeFor: Scheme;
}

/** Null where there is none; undefined as long as nobody has said. */
export function useLogos(): Logos | undefined {
  const { me } = useSession();
  const told = useQuery({
    queryKey: keys.logos,
    queryFn: ({ signal }) => company.logos(signal),
    enabled: me === null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // A page without its logo is better than none.
  return me ? me.company.logo : told.error ? { light: null, dark: null } : told.data;
}

/** The picture for pages of a look, or else the one for the others. */
export function logoOn(logos: Logos | undefined, scheme: Scheme): ShownLogo | null {
  const other: Scheme = scheme === "dark" ? "light" : "dark";
  for (const madeFor of [scheme, other]) {
    const picture = logos?.[madeFor];
    if (picture) return { picture, madeFor };
  }
  return null;
}

export function useLogo(): ShownLogo | null {
  const scheme = useScheme();
  return logoOn(useLogos(), scheme);
}

const PIXELS = 64;
const OWN = "/mark.svg";
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (told) => {
      systemDark.addEventListener("change", told);
      return () => systemDark.removeEventListener("change", told);
    },
    () => systemDark.matches,
  );
}

/** Puts the logo on the browser's tab, whose look is the system's, whatever the page's. */
export function useTabIcon(): void {
  const isDark = useSystemDark();
  const logo = logoOn(useLogos(), isDark ? "dark" : "light");
  const address = logo?.picture.address;
  const ground = logo && logo.madeFor !== (isDark ? "dark" : "light") ? palettes[logo.madeFor].surface : null;
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (!link || (!address && link.getAttribute("href") === OWN)) return;
    if (!address) {
      link.type = "image/svg+xml";
      link.href = OWN;
      return;
    }
    const image = new Image();
    image.onload = () => {
      link.type = "image/png";
      link.href = squared(image, ground);
    };
    image.src = address;
    return () => {
      image.onload = null;
    };
  }, [address, ground]);
}

/** The picture in the middle of a square: a tab would squeeze what is wider than high. */
function squared(image: HTMLImageElement, ground: string | null): string {
  const canvas = document.createElement("canvas");
  canvas.width = PIXELS;
  canvas.height = PIXELS;
  const pen = canvas.getContext("2d");
  if (!pen) return image.src;
  if (ground) {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, PIXELS, PIXELS);
  }
  const scale = Math.min(PIXELS / image.naturalWidth, PIXELS / image.naturalHeight);
  const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
  pen.drawImage(image, (PIXELS - width) / 2, (PIXELS - height) / 2, width, height);
  return canvas.toDataURL("image/png");
}
