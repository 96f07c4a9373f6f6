/** Icons by the names that definitions use, e.g. "TeamOutlined": those used often come together when the first is drawn,
 * any other is a file of its own. */
import { AppstoreOutlined } from "@ant-design/icons";
import { type ComponentType, lazy, Suspense } from "react";

interface IconProps {
  name: string | undefined;
  className?: string;
}

async function read(name: string): Promise<ComponentType | undefined> {
  const often: Readonly<Record<string, ComponentType>> = await import("./oftenIcons");
  return often[name] ?? (await (await import("./iconFiles")).iconFile(name));
}

const loaded = new Map<string, ComponentType>();

function iconOf(name: string): ComponentType {
  const known = loaded.get(name);
  if (known) return known;
  // A page never breaks for want of an icon: after an update of the server the file may be gone.
  const found = lazy(async () => ({
    default: (await read(name).catch(() => undefined)) ?? (AppstoreOutlined as ComponentType),
  }));
  loaded.set(name, found);
  return found;
}

export function Icon({ name, className }: IconProps) {
  const Found = iconOf(name || "AppstoreOutlined");
  return (
    <span
      className={className}
      aria-hidden
      style={{ display: "inline-flex", minWidth: "1em", minHeight: "1em" }}
    >
      <Suspense fallback={null}>
        <Found />
      </Suspense>
    </span>
  );
}
