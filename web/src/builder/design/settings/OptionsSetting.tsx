/** Where a field has its options from: a list of its own, or one that it shares with other fields. */
import { ApartmentOutlined, ShareAltOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Part } from "~/api/uses";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import {
  addOptionSet,
  freeSetKey,
  hasLevels,
  optionSetOf,
  optionSetPlace,
  optionSetsOf,
  ownOptions,
  shareOptions,
  sharers,
} from "../../document/commands/optionSets";
import { listOf, objectOf, textIn } from "../../document/json";
import { labelOf } from "../../document/model";
import { type Place, read } from "../../document/place";
import { useDesign } from "../DesignContext";
import { sharedOptions } from "../selection";
import { OptionList } from "./OptionList";
import styles from "./OptionsSetting.module.css";

interface OptionsSettingProps {
  id: string;
  /** Where the field stands. */
  place: Place;
  /** How it is called. */
  name: string;
  isTree: boolean;
  owner: Part;
}

const OWN = "";

export function OptionsSetting({ id, place, name, isTree, owner }: OptionsSettingProps) {
  const { t } = useTranslation("design");
  const { document, locale, run, select } = useDesign();
  const field = objectOf(read(document, place));
  const chosen = textIn(field.option_set);
  const shared = chosen ? optionSetOf(document, chosen) : undefined;
  const sets = optionSetsOf(document).filter(
    (one) => isTree || !hasLevels(one.options) || one.key === chosen,
  );
  const nameOf = (one: (typeof sets)[number]): string => textOf(labelOf(one), locale) || one.key;

  function share(): void {
    const label = labelOf(field);
    const key = freeSetKey(document, textOf(label, "en") || name);
    const edits = [...addOptionSet(key, label, listOf(field.options)), ...shareOptions(place, key)];
    run("share_options", name, edits);
  }

  function choose(key: string): void {
    if (key === chosen) return;
    run("pick_options", name, key === OWN ? ownOptions(document, place, chosen) : shareOptions(place, key));
  }

  return (
    <>
      {sets.length > 0 || chosen ? (
        <Select<string>
          id={id}
          className={styles.source ?? ""}
          value={chosen}
          aria-label={t("options_from")}
          options={[
            { value: OWN, label: t("options_own") },
            ...sets.map((one) => ({ value: one.key, label: t("options_shared", { name: nameOf(one) }) })),
          ]}
          onChange={choose}
        />
      ) : null}
      {shared ? (
        <>
          <p className={styles.shared}>
            <span>{t("options_sharers", { count: sharers(document, chosen) })}</span>
            <Button
              type="link"
              size="small"
              icon={<ApartmentOutlined aria-hidden />}
              onClick={() => select(sharedOptions(chosen))}
            >
              {t("options_manage")}
            </Button>
          </p>
          <OptionList
            place={[...optionSetPlace(chosen), "options"]}
            value={shared.options}
            isTree={isTree && hasLevels(shared.options)}
            owner={{ option_set: chosen }}
          />
        </>
      ) : (
        <>
          <OptionList place={[...place, "options"]} value={field.options} isTree={isTree} owner={owner} />
          {listOf(field.options).length > 0 ? (
            <Button size="small" type="text" icon={<ShareAltOutlined aria-hidden />} onClick={share}>
              {t("options_share")}
            </Button>
          ) : null}
        </>
      )}
    </>
  );
}
