/** The menu of one view: what whoever looks at it may do with it. */
import {
  CopyOutlined,
  DeleteOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
  LockOutlined,
  PushpinOutlined,
  SettingOutlined,
  UnlockOutlined,
} from "@ant-design/icons";
import type { MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import type { ViewActions } from "./useViewActions";
import type { ViewEntry, ViewsOfForm } from "./useViews";

interface MenuDeeds {
  views: ViewsOfForm;
  actions: ViewActions;
  onSettings: (entry: ViewEntry) => void;
  onCopy: (entry: ViewEntry) => void;
  onRemoved: (entry: ViewEntry) => void;
}

export type MenuOf = (entry: ViewEntry) => MenuProps;

export function useViewMenu({ views, actions, onSettings, onCopy, onRemoved }: MenuDeeds): MenuOf {
  const { t } = useTranslation("views");
  return (entry) => {
    const { saved, key } = entry;
    const mine = saved?.may_change ? saved : null;
    const isFirst = views.arrangement.first === key;
    const isCompanyFirst = views.companyFirst === key;
    const items: MenuProps["items"] = [];
    if (mine) {
      items.push({
        key: "settings",
        icon: <SettingOutlined aria-hidden />,
        label: t("settings"),
        disabled: mine.locked,
      });
    }
    if (entry.view) items.push({ key: "copy", icon: <CopyOutlined aria-hidden />, label: t("duplicate") });
    if (mine) {
      items.push({
        key: "lock",
        icon: mine.locked ? <UnlockOutlined aria-hidden /> : <LockOutlined aria-hidden />,
        label: mine.locked ? t("unlock") : t("lock"),
      });
    }
    if (key !== "") {
      items.push(
        { type: "divider" },
        { key: "first", icon: <PushpinOutlined aria-hidden />, label: isFirst ? t("not_first") : t("first") },
      );
      if (views.mayArrangeAll && entry.group !== "personal") {
        items.push({
          key: "company",
          icon: <PushpinOutlined aria-hidden />,
          label: isCompanyFirst ? t("not_company_first") : t("company_first"),
        });
      }
      items.push({
        key: "hide",
        icon: entry.hidden ? <EyeOutlined aria-hidden /> : <EyeInvisibleOutlined aria-hidden />,
        label: entry.hidden ? t("show") : t("hide"),
      });
    }
    if (mine) {
      items.push({ type: "divider" });
      items.push({ key: "delete", icon: <DeleteOutlined aria-hidden />, label: t("delete"), danger: true });
    }

    async function remove(): Promise<void> {
      if (mine && (await actions.remove(mine))) onRemoved(entry);
    }

    const deeds: Readonly<Record<string, () => void>> = {
      settings: () => onSettings(entry),
      copy: () => onCopy(entry),
      lock: () => mine && void actions.tryChange(mine, { locked: !mine.locked }),
      first: () => actions.setFirst(isFirst ? null : key, false),
      company: () => actions.setFirst(isCompanyFirst ? null : key, true),
      hide: () => actions.setHidden(entry, !entry.hidden),
      delete: () => void remove(),
    };
    return {
      items,
      onClick: ({ key: deed, domEvent }) => {
        domEvent.stopPropagation();
        deeds[deed]?.();
      },
    };
  };
}
