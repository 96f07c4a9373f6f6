/** The settings of a block: its name, what its kind shows, and when it is shown at all. */
import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import design from "../design/Design.module.css";
import { LabelEditor } from "../design/settings/LabelEditor";
import { SettingLine, useProblemsAt } from "../design/settings/SettingLine";
import { type BlockDefinition, blockPlace, type Standing } from "../document/commands/pages";
import { setText } from "../document/commands/settings";
import { labelOf } from "../document/model";
import { type Place, samePlace } from "../document/place";
import { BlockSettingEditor } from "./BlockSettingEditor";
import { blockSettings } from "./blockSettings";
import { usePaging } from "./PagingContext";
import { ShownWhen } from "./ShownWhen";
import { usePageDeeds } from "./usePageDeeds";

export function BlockSettings({ area, block }: Standing) {
  const { t } = useTranslation("paging");
  const paging = usePaging();
  const deeds = usePageDeeds(paging);
  const { kinds, page } = paging;
  const item = kinds.find(({ kind }) => kind === block.kind);
  const place = blockPlace(page.key, area, block.key);
  return (
    <>
      <header className={design.settingsHead}>
        <Icon name={item?.icon} className={design.kindIcon ?? ""} />
        <span className={design.settingsKind}>{textOf(item?.title, paging.design.locale)}</span>
        <Tooltip title={t("copy")}>
          <Button
            type="text"
            size="small"
            icon={<CopyOutlined aria-hidden />}
            aria-label={t("copy")}
            onClick={() => deeds.copy(block.key)}
          />
        </Tooltip>
        <Tooltip title={t("remove")}>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("remove")}
            onClick={() => deeds.remove(block.key)}
          />
        </Tooltip>
      </header>
      <OwnProblems place={place} />
      <Name block={block} place={place} name={deeds.nameOf(block)} />
      {item
        ? blockSettings(item.schema).map((setting) => (
            <BlockSettingEditor
              key={`${block.key} ${setting.name}`}
              setting={setting}
              block={block}
              place={place}
              root={item.schema}
              name={deeds.nameOf(block)}
            />
          ))
        : null}
      <ShownWhen holder={block} place={place} name={deeds.nameOf(block)} />
    </>
  );
}

/** What is wrong with the block as a whole. */
function OwnProblems({ place }: { place: Place }) {
  return useProblemsAt(place)
    .filter((one) => samePlace(one.place, place))
    .map(({ issue }) => (
      <p key={issue.code} className={design.settingProblem} data-severity={issue.severity}>
        {told(issue)}
      </p>
    ));
}

function Name({ block, place, name }: { block: BlockDefinition; place: Place; name: string }) {
  const { t } = useTranslation("paging");
  const { document, locale, run, store } = usePaging().design;
  const id = useId();
  return (
    <SettingLine id={id} name={t("block_name")} place={[...place, "label"]} help={t("block_name_help")}>
      <LabelEditor
        id={id}
        name={t("block_name")}
        value={labelOf(block)}
        locale={locale}
        onChange={(language, text) =>
          run("block", name, setText(document, place, "label", language, text), `label block ${block.key}`)
        }
        onDone={() => store.settle()}
      />
    </SettingLine>
  );
}
