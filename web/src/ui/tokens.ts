/** The look as values: every colour, size and radius of the product is named here and nowhere else. */
import { theme as antd, type ThemeConfig } from "antd";

export type Scheme = "light" | "dark";

interface Palette {
  accent: string;
  accentHover: string;
  accentActive: string;
  accentSoft: string;
  onAccent: string;
  canvas: string;
  surface: string;
  raised: string;
  sunken: string;
  hover: string;
  selected: string;
  border: string;
  borderStrong: string;
  ink: string;
  inkQuiet: string;
  inkFaint: string;
  success: string;
  successSoft: string;
  warning: string;
  warningSoft: string;
  danger: string;
  dangerSoft: string;
  information: string;
  informationSoft: string;
  onApp: string;
  onScrimFaint: string;
  scrim: string;
  scrimLight: string;
  scrimDark: string;
  shadow: string;
  /** What is drawn or scanned in black, whatever the theme. */
  paper: string;
  paperLine: string;
}

const light: Palette = {
  accent: "#1f6f5c",
  accentHover: "#2a8a73",
  accentActive: "#175746",
  accentSoft: "#e3f0ec",
  onAccent: "#ffffff",
  canvas: "#f6f5f2",
  surface: "#ffffff",
  raised: "#ffffff",
  sunken: "#f9f8f6",
  hover: "#f1efeb",
  selected: "#e8f2ef",
  border: "#e6e3dd",
  borderStrong: "#cfcac1",
  ink: "#1f1d1a",
  inkQuiet: "#625d55",
  inkFaint: "#6c665e",
  success: "#2b7a3d",
  successSoft: "#e4f3e7",
  warning: "#96590a",
  warningSoft: "#fbf0da",
  danger: "#b93430",
  dangerSoft: "#fbe9e7",
  information: "#2463a8",
  informationSoft: "#e5effa",
  onApp: "#ffffff",
  scrimDark: "rgba(0, 0, 0, 0.8)",
  onScrimFaint: "rgba(255, 255, 255, 0.4)",
  scrim: "rgba(31, 29, 26, 0.45)",
  scrimLight: "rgba(31, 29, 26, 0.14)",
  shadow: "0 8px 24px rgba(31, 29, 26, 0.12), 0 0 1px rgba(31, 29, 26, 0.25)",
  paper: "#ffffff",
  paperLine: "#bfbfbf",
};

const dark: Palette = {
  accent: "#4fb598",
  accentHover: "#68c7ac",
  accentActive: "#3d9c82",
  accentSoft: "#1d3832",
  onAccent: "#0d1f1a",
  canvas: "#141311",
  surface: "#1c1b18",
  raised: "#262421",
  sunken: "#181715",
  hover: "#2a2824",
  selected: "#1f312c",
  border: "#34312c",
  borderStrong: "#4d4942",
  ink: "#eceae5",
  inkQuiet: "#b5b0a6",
  inkFaint: "#9e988f",
  success: "#6cc080",
  successSoft: "#1d3323",
  warning: "#dca54a",
  warningSoft: "#372a14",
  danger: "#f0837b",
  dangerSoft: "#3b201e",
  information: "#7db1e8",
  informationSoft: "#1b2d40",
  onApp: "#ffffff",
  scrimDark: "rgba(0, 0, 0, 0.8)",
  onScrimFaint: "rgba(255, 255, 255, 0.4)",
  scrim: "rgba(0, 0, 0, 0.6)",
  scrimLight: "rgba(0, 0, 0, 0.36)",
  shadow: "0 8px 24px rgba(0, 0, 0, 0.5), 0 0 1px rgba(255, 255, 255, 0.25)",
  paper: "#ffffff",
  paperLine: "#bfbfbf",
};

export const palettes: Record<Scheme, Palette> = { light, dark };

/** Hues that an option, a person or an app may bear, in the order offered; each as mark, soft ground and text on it. */
export const hues: Record<string, Record<Scheme, { mark: string; soft: string; text: string }>> = {
  grey: {
    light: { mark: "#8a857c", soft: "#ecebe8", text: "#4c4841" },
    dark: { mark: "#8f8a81", soft: "#35332f", text: "#d2cec6" },
  },
  red: {
    light: { mark: "#d1483f", soft: "#fce6e3", text: "#97271f" },
    dark: { mark: "#e0665c", soft: "#452420", text: "#f5b5ae" },
  },
  orange: {
    light: { mark: "#dd7a1f", soft: "#fdecd9", text: "#8a4607" },
    dark: { mark: "#e58f41", soft: "#43290f", text: "#f4c493" },
  },
  yellow: {
    light: { mark: "#d3a511", soft: "#faf1cc", text: "#6f5505" },
    dark: { mark: "#d9b13c", soft: "#3b310d", text: "#eedb98" },
  },
  lime: {
    light: { mark: "#7f9c1c", soft: "#eff5d6", text: "#4d610b" },
    dark: { mark: "#9ab63d", soft: "#2e370f", text: "#d3e196" },
  },
  green: {
    light: { mark: "#3f9a4f", soft: "#e0f2e2", text: "#22642e" },
    dark: { mark: "#58b168", soft: "#1c3a22", text: "#ace0b5" },
  },
  teal: {
    light: { mark: "#23897a", soft: "#dcf1ed", text: "#15594f" },
    dark: { mark: "#46ab9b", soft: "#153a35", text: "#a3ddd3" },
  },
  cyan: {
    light: { mark: "#1e8ba8", soft: "#daf1f7", text: "#0f566a" },
    dark: { mark: "#43adc9", soft: "#12394a", text: "#a4dcec" },
  },
  blue: {
    light: { mark: "#2f78c4", soft: "#e1eefb", text: "#1c4e84" },
    dark: { mark: "#5798dc", soft: "#1a3350", text: "#b1d3f5" },
  },
  indigo: {
    light: { mark: "#5560c8", soft: "#e6e8fb", text: "#333c94" },
    dark: { mark: "#7f89e0", soft: "#272c57", text: "#c2c7f5" },
  },
  purple: {
    light: { mark: "#7d55c2", soft: "#eee7fa", text: "#53328d" },
    dark: { mark: "#9d7bd9", soft: "#332651", text: "#d6c5f3" },
  },
  pink: {
    light: { mark: "#c8478e", soft: "#fbe5f1", text: "#8c2560" },
    dark: { mark: "#d96ca7", soft: "#472238", text: "#f2bbd9" },
  },
};

const sizes = {
  "space-1": "4px",
  "space-2": "8px",
  "space-3": "12px",
  "space-4": "16px",
  "space-6": "24px",
  "space-8": "32px",
  "space-12": "48px",
  "radius-small": "4px",
  radius: "6px",
  "radius-large": "10px",
  "radius-round": "999px",
  "icon-small": "10px",
  "icon-large": "40px",
  "text-small": "12px",
  text: "14px",
  "text-section": "16px",
  "text-page": "20px",
  "text-hero": "28px",
  "line-small": "20px",
  line: "22px",
  "line-section": "24px",
  "line-page": "28px",
  "line-hero": "36px",
  control: "32px",
  row: "32px",
  "row-head": "52px",
  bar: "48px",
  "bottom-bar": "56px",
  side: "232px",
  "side-narrow": "56px",
  motion: "120ms",
};

export const rowHeight = 32;
export const rowHeadWidth = 52;
export const phoneWidth = 768;

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** For what is copied letter by letter. */
const monoFamily = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", monospace';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The tokens as custom properties (--accent, --space-2, --hue-red-soft), which every style sheet reads. */
export function customProperties(scheme: Scheme): string {
  const lines = [
    ...Object.entries(palettes[scheme]).map(([name, value]) => `--${kebab(name)}: ${value};`),
    ...Object.entries(sizes).map(([name, value]) => `--${name}: ${value};`),
    ...Object.entries(hues).flatMap(([hue, shades]) =>
      Object.entries(shades[scheme]).map(([shade, value]) => `--hue-${hue}-${shade}: ${value};`),
    ),
    `--font: ${fontFamily};`,
    `--mono: ${monoFamily};`,
    `color-scheme: ${scheme};`,
  ];
  return `:root {\n${lines.join("\n")}\n}`;
}

/** The same tokens in the component library's own terms. */
export function antdTheme(scheme: Scheme, motion: boolean): ThemeConfig {
  const colours = palettes[scheme];
  return {
    algorithm: scheme === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorPrimaryHover: colours.accentHover,
      colorPrimaryActive: colours.accentActive,
      colorPrimaryBg: colours.accentSoft,
      colorLink: colours.accent,
      colorLinkHover: colours.accentHover,
      colorLinkActive: colours.accentActive,
      colorTextLightSolid: colours.onAccent,
      colorBgBase: colours.surface,
      colorBgLayout: colours.canvas,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorBgSpotlight: scheme === "dark" ? colours.borderStrong : colours.ink,
      colorBorder: colours.borderStrong,
      colorBorderSecondary: colours.border,
      colorText: colours.ink,
      colorTextSecondary: colours.inkQuiet,
      colorTextTertiary: colours.inkFaint,
      colorTextDescription: colours.inkQuiet,
      colorTextPlaceholder: colours.inkFaint,
      controlItemBgHover: colours.hover,
      controlItemBgActive: colours.selected,
      controlItemBgActiveHover: colours.selected,
      colorSuccess: colours.success,
      colorSuccessBg: colours.successSoft,
      colorWarning: colours.warning,
      colorWarningBg: colours.warningSoft,
      colorError: colours.danger,
      colorErrorBg: colours.dangerSoft,
      colorInfo: colours.information,
      colorInfoBg: colours.informationSoft,
      boxShadow: colours.shadow,
      boxShadowSecondary: colours.shadow,
      fontFamily,
      fontSize: 14,
      borderRadius: 6,
      borderRadiusLG: 10,
      borderRadiusSM: 4,
      controlHeight: 32,
      motion,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        fontWeight: 500,
        // The brighter accent is for grounds: as a text it stands out too little.
        defaultHoverColor: colours.accent,
        defaultHoverBorderColor: colours.accent,
      },
      Progress: {
        defaultColor: colours.accent,
      },
      Table: {
        headerBg: colours.sunken,
        headerColor: colours.inkQuiet,
        headerSplitColor: "transparent",
        borderColor: colours.border,
        cellPaddingBlockMD: 8,
        cellFontSizeMD: 14,
      },
      // The viewer of pictures is dark in either theme.
      Image: {
        colorBgMask: colours.scrimDark,
        colorTextLightSolid: colours.onApp,
        previewOperationColor: colours.onApp,
        previewOperationHoverColor: colours.onApp,
        previewOperationColorDisabled: colours.onScrimFaint,
      },
      Tooltip: { colorTextLightSolid: scheme === "dark" ? colours.ink : colours.surface },
    },
  };
}

/** The hue for a thing without one of its own: the same name always gives the same hue. */
export function hueOf(name: string): string {
  const names = Object.keys(hues).filter((hue) => hue !== "grey");
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return names[sum % names.length] ?? "grey";
}
