/** What must hold of a record before it is saved: each with a condition, what is said, and the fields that it marks. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Switch } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember, setText } from "../document/commands/settings";
import {
  addValidation,
  freeValidationKey,
  moveValidation,
  removeValidation,
  validationsOf,
  validationsPlace,
} from "../document/commands/validations";
import { type JsonObject, listOf, textIn } from "../document/json";
import { fieldsOf, labelOf } from "../document/model";
import { useDesign } from "./DesignContext";
import { ConditionEditor } from "./expression/ConditionEditor";
import lists from "./Lists.module.css";
import { OrderedList } from "./OrderedList";
import { LabelEditor } from "./settings/LabelEditor";
import { SettingLine, useProblemsAt } from "./settings/SettingLine";

export function Validations() {
  const { t } = useTranslation("design");
  const { document, form, locale, run } = useDesign();
  const [open, setOpen] = useState<string | null>(null);
  const nameOf = (validation: JsonObject): string =>
    textOf(labelOf(validation, "message"), locale) || t("validation_unsaid");

  function add(): void {
    const key = freeValidationKey(document, form.key);
    if (run("add_validation", "", addValidation(form.key, key))) setOpen(key);
  }

  return (
    <SettingLine name={t("validations")} help={t("validations_help")}>
      <OrderedList
        label={t("validations")}
        items={validationsOf(form)}
        keyOf={(validation) => textIn(validation.key)}
        nameOf={nameOf}
        onMove={(key, before) => run("move_validation", "", moveValidation(form.key, key, before))}
      >
        {(validation) => (
          <Validation
            validation={validation}
            name={nameOf(validation)}
            isOpen={open === validation.key}
            onOpen={(is) => setOpen(is ? textIn(validation.key) : null)}
          />
        )}
      </OrderedList>
      <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={add}>
        {t("add_validation")}
      </Button>
    </SettingLine>
  );
}

interface ValidationProps {
  validation: JsonObject;
  name: string;
  isOpen: boolean;
  onOpen: (is: boolean) => void;
}

function Validation({ validation, name, isOpen, onOpen }: ValidationProps) {
  const { t } = useTranslation("design");
  const { document, form, locale, run, store } = useDesign();
  const id = useId();
  const key = textIn(validation.key);
  const place = [...validationsPlace(form.key), { key }];
  const problems = useProblemsAt(place);
  const done = (): void => store.settle();
  return (
    <>
      <div className={lists.row} data-chosen={isOpen || undefined}>
        <button type="button" className={lists.name} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          <span className={problems.length > 0 ? `${lists.text} ${lists.wrong}` : lists.text}>{name}</span>
        </button>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t("remove_of", { name })}
          onClick={() => run("remove_validation", "", removeValidation(form.key, key))}
        />
      </div>
      {isOpen ? (
        <div className={lists.open}>
          <SettingLine name={t("validation_condition")}>
            <ConditionEditor
              id={`${id}-condition`}
              name={t("validation_condition")}
              value={textIn(validation.condition)}
              place={[...place, "condition"]}
              onChange={(text) =>
                run("validation", name, setMember(place, "condition", text), `condition ${form.key} ${key}`)
              }
              onDone={done}
            />
          </SettingLine>
          <SettingLine
            id={`${id}-blank`}
            name={t("validation_blank")}
            help={t("validation_blank_help")}
            place={[...place, "blank_passes"]}
            control={
              <Switch
                id={`${id}-blank`}
                size="small"
                checked={validation.blank_passes === true}
                onChange={(on) =>
                  run("validation", name, setMember(place, "blank_passes", on ? true : undefined))
                }
              />
            }
          />
          <SettingLine id={`${id}-message`} name={t("validation_message")} place={[...place, "message"]}>
            <LabelEditor
              id={`${id}-message`}
              name={t("validation_message")}
              value={labelOf(validation, "message")}
              locale={locale}
              isLong
              onChange={(language, text) =>
                run(
                  "validation",
                  name,
                  setText(document, place, "message", language, text),
                  `message ${form.key} ${key}`,
                )
              }
              onDone={done}
            />
          </SettingLine>
          <SettingLine
            id={`${id}-fields`}
            name={t("validation_fields")}
            help={t("validation_fields_help")}
            place={[...place, "fields"]}
          >
            <Select<string[]>
              id={`${id}-fields`}
              mode="multiple"
              style={{ width: "100%" }}
              placeholder={t("choose")}
              showSearch={{ optionFilterProp: "label" }}
              value={listOf(validation.fields).map(String)}
              options={fieldsOf(form).map((field) => ({
                value: field.key,
                label: textOf(labelOf(field), locale) || field.key,
              }))}
              onChange={(fields) =>
                run("validation", name, setMember(place, "fields", fields.length > 0 ? fields : undefined))
              }
            />
          </SettingLine>
        </div>
      ) : null}
    </>
  );
}
