/** A place by its coordinates: where the device stands, or what is typed. */
import { AimOutlined, ExportOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "~/ui/controls";
import { i18n } from "~/words";
import { control } from "../control";
import { type CellProps, defineField, type EditProps, type FieldWith } from "../define";
import styles from "../field.module.css";

interface Settings {
  map: string;
  radius?: number | null;
}

interface Point {
  latitude: string;
  longitude: string;
  accuracy?: number | null;
}

const WRITTEN = /^(-?\d{1,3}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)\s*(?:\(\s*±\s*(\d+)\s*m\s*\))?$/;
const PATIENCE_MS = 20_000;

/** Addresses on the web by map: both take the coordinates of WGS 84, in which they are kept. */
const MAPS: Readonly<Record<string, (point: Point) => string>> = {
  amap: ({ latitude, longitude }) =>
    `https://uri.amap.com/marker?position=${longitude},${latitude}&coordinate=wgs84`,
  openstreetmap: ({ latitude, longitude }) =>
    `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`,
};

function textOf(value: Point | null): string {
  if (!value) return "";
  const near = value.accuracy ? ` (±${value.accuracy} m)` : "";
  return `${value.latitude}, ${value.longitude}${near}`;
}

function read(text: string): { value: Point | null } | { problem: string } {
  if (!text.trim()) return { value: null };
  const [, latitude, longitude, accuracy] = WRITTEN.exec(text.trim()) ?? [];
  if (
    latitude === undefined ||
    longitude === undefined ||
    Math.abs(+latitude) > 90 ||
    Math.abs(+longitude) > 180
  )
    return { problem: i18n.t("kind.location:unreadable") };
  return {
    value: {
      latitude: Number(latitude).toFixed(6),
      longitude: Number(longitude).toFixed(6),
      accuracy: accuracy === undefined ? null : Number(accuracy),
    },
  };
}

function MapLink({ field, value }: { field: FieldWith<Settings>; value: Point }) {
  const { t } = useTranslation("kind.location");
  const address = MAPS[field.map]?.(value);
  if (!address) return null;
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className={styles.openLink}
      aria-label={t("map")}
      title={t("map")}
      onClick={(event) => event.stopPropagation()}
    >
      <ExportOutlined aria-hidden />
    </a>
  );
}

function Edit(props: EditProps<Point, Settings>) {
  const { field, value, onChange, disabled, compact } = props;
  const { t } = useTranslation("kind.location");
  const [typed, setTyped] = useState<string | null>(null);
  const [state, setState] = useState<"" | "asking" | "refused" | "unreadable">("");
  const leave = () => {
    if (typed !== null) {
      const found = read(typed);
      if ("problem" in found) setState("unreadable");
      else {
        setState("");
        setTyped(null);
        onChange(found.value);
      }
    }
    props.onBlur?.();
  };
  const ask = () => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("");
        setTyped(null);
        onChange({
          latitude: coords.latitude.toFixed(6),
          longitude: coords.longitude.toFixed(6),
          accuracy: Math.round(coords.accuracy),
        });
      },
      () => setState("refused"),
      { enableHighAccuracy: true, timeout: PATIENCE_MS },
    );
  };
  return (
    <span className={styles.stack}>
      <span className={styles.besideOrBelow}>
        <span className={styles.withLink}>
          <Input
            {...control(props)}
            value={typed ?? textOf(value)}
            placeholder={compact ? "" : "22.543100, 114.057900"}
            autoFocus={props.autoFocus ?? false}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={leave}
            onBlur={leave}
          />
          {value && !compact ? <MapLink field={field} value={value} /> : null}
        </span>
        {"geolocation" in navigator && !disabled ? (
          <Button
            icon={<AimOutlined aria-hidden />}
            loading={state === "asking"}
            onClick={ask}
            title={t("here")}
          >
            {compact ? null : t("here")}
          </Button>
        ) : null}
      </span>
      {state === "refused" || state === "unreadable" ? (
        <span className={styles.quiet} role="alert">
          {t(state)}
        </span>
      ) : null}
    </span>
  );
}

function Cell({ value }: CellProps<Point, Settings>) {
  const text = textOf(value);
  return (
    <span className={styles.line} title={text}>
      <span className={styles.tabular}>{text}</span>
    </span>
  );
}

function Read({ field, value }: CellProps<Point, Settings>) {
  if (!value) return null;
  return (
    <span className={styles.named}>
      <span className={styles.tabular}>{textOf(value)}</span>
      <MapLink field={field} value={value} />
    </span>
  );
}

export default defineField<Point, Settings>({
  kind: "location",
  Edit,
  Read,
  Cell,
  toText: textOf,
  fromText: read,
  toExpression: (value) => (value ? `${value.latitude}, ${value.longitude}` : null),
  width: 220,
  align: "left",
  words: {
    "zh-CN": {
      here: "获取当前位置",
      map: "在地图中打开",
      refused: "没有取得位置：请允许浏览器使用定位，或直接填写纬度和经度。",
      unreadable: "请写成“纬度, 经度”，例如 22.543100, 114.057900",
    },
    en: {
      here: "Use my position",
      map: "Open in a map",
      refused: "No position was given: let the browser use it, or type latitude and longitude.",
      unreadable: "Write “latitude, longitude”, for example 22.543100, 114.057900",
    },
  },
});
