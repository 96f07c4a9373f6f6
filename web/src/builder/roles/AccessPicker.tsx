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
  const computed = kinds.get(line.field.kind)?.computed ?? false;
  return (
    <Segmented<Access>
      size="small"
      aria-label={name}
      value={accessOf(grant, line.path, computed)}
      onChange={onChange}
      options={ACCESSES.filter((access) => !computed || access !== "write").map((access) => ({
        value: access,
        title: t(`access.${access}`),
        icon: accessIcon(access),
        label: <span className="visually-hidden">{t(`access.${access}`)}</span>,
      }))}
    />
  );
}
