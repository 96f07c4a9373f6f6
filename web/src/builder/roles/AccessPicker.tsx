/** What may be done with a field, as many choices as there is something to choose. */
import { EditOutlined, EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { Segmented } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Grant } from "~/schema/types";
import { useBuilding } from "../design/DesignContext";
import { ACCESSES, type Access, accessOf, type FieldLine } from "./grants";

/** Made when it is drawn: the icons' file may not have been read yet when this one is. */
export function accessIcon(access: Access): ReactNode {
  const icons: Record<Access, ReactNode> = {
    write: <EditOutlined aria-hidden />,
    read: <EyeOutlined aria-hidden />,
    masked: <span aria-hidden>•••</span>,
    hidden: <EyeInvisibleOutlined aria-hidden />,
  };
  return icons[access];
}

interface AccessPickerProps {
  line: FieldLine;
  name: string;
  grant: Grant | null;
  onChange: (access: Access) => void;
}

export function AccessPicker({ line, name, grant, onChange }: AccessPickerProps) {
  const { t } = useTranslation("rights");
  const { kinds } = useBuilding();
  const kind = kinds.get(line.field.kind);
  const computed = kind?.computed ?? false;
  const own = accessOf(grant, line.path, computed && !kind?.pressed);
  const masks = kind?.can_be_masked ?? true;
  // Something to press may be pressed, or is not there.
  const value = (kind?.pressed && own !== "write") || (!masks && own === "masked") ? "hidden" : own;
  const offered = ACCESSES.filter((access) =>
    kind?.pressed
      ? access === "write" || access === "hidden"
      : (!computed || access !== "write") && (masks || access !== "masked"),
  );
  const wordsOf = (access: Access): string =>
    kind?.pressed && access === "write" ? t("may_press") : t(`access.${access}`);
  return (
    <Segmented<Access>
      size="small"
      aria-label={name}
      value={value}
      onChange={onChange}
      options={offered.map((access) => ({
        value: access,
        title: wordsOf(access),
        icon: accessIcon(access),
        label: <span className="visually-hidden">{wordsOf(access)}</span>,
      }))}
    />
  );
}
