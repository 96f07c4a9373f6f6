/** How the settings of flows are called: a kind's own words where it has any, else those that all share; of a part of a
 * setting those that the part has there. */
import { useTranslation } from "react-i18next";

export interface FlowWords {
  name: (setting: string) => string;
  help: (setting: string) => string;
  value: (setting: string, value: string) => string;
  hint: string;
}

/** `kind` is a kind with its family, `part` the setting whose parts are meant. */
export function useFlowWords(kind: string, part = ""): FlowWords {
  const { i18n } = useTranslation("flowing");
  const first = (keys: readonly string[]): string => {
    const found = keys.find((key) => i18n.exists(key));
    return found === undefined ? "" : i18n.t(found);
  };
  const ways = (member: string, own: string, rest: string): readonly string[] => [
    ...(part ? [`flowing:${member}.${part}_${rest}`] : []),
    `${kind}:${own}.${rest}`,
    `flowing:${member}.${rest}`,
  ];
  return {
    name: (setting) => first(ways("name", "setting", setting)) || setting,
    help: (setting) => first(ways("help", "setting_help", setting)),
    value: (setting, value) => first(ways("value", "setting", `${setting}.${value}`)) || value,
    hint: first([`${kind}:hint`]),
  };
}
