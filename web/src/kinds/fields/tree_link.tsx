/** The record above, in a tree of the form's own records. */
import { RightOutlined } from "@ant-design/icons";
import { Fragment, lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKinds } from "../context";
import { control } from "../control";
import { defineField, type EditProps, type ReadProps } from "../define";
import styles from "../field.module.css";
import { LinkEdit, LinkedCell, type LinkSettings, linking } from "../linking";

const TreePicker = lazy(() => import("../TreePicker"));

function Edit(props: EditProps<number, LinkSettings>) {
  const { field, value, onChange, compact = false } = props;
  const { t } = useTranslation("kind.tree_link");
  // In rows and filters there is no room for a tree, and the name is enough.
  if (compact) return <LinkEdit {...props} kind="tree_link" />;
  return (
    <Suspense fallback={<LinkedCell field={field} value={value} />}>
      <TreePicker
        source={`form:${field.form}`}
        field={field.key}
        value={value}
        placeholder={t("choose")}
        nothing={t("nothing")}
        clearable={!field.required}
        control={control(props)}
        autoFocus={props.autoFocus ?? false}
        onChange={onChange}
        onBlur={props.onBlur}
      />
    </Suspense>
  );
}

/** The whole way from the top, each record a link; the one right above alone while the others are not known. */
function Read({ field, value }: ReadProps<number, LinkSettings>) {
  const { way } = useKinds();
  const [above, setAbove] = useState<readonly number[]>([]);
  useEffect(() => {
    if (value === null) return;
    let isLeft = false;
    void way(field.form, field.key, value).then((found) => {
      if (!isLeft) setAbove(found.map(({ id }) => id));
    });
    return () => {
      isLeft = true;
    };
  }, [way, field.form, field.key, value]);
  if (value === null) return null;
  const shown = above.at(-1) === value ? above : [value];
  return (
    <span className={styles.way}>
      {shown.map((id, place) => (
        <Fragment key={id}>
          {place > 0 ? <RightOutlined aria-hidden className={styles.wayMark ?? ""} /> : null}
          <LinkedCell field={field} value={id} />
        </Fragment>
      ))}
    </span>
  );
}

export default defineField<number, LinkSettings>({
  ...linking("tree_link", {
    "zh-CN": {
      choose: "从树中选择，或输入名称",
      nothing: "没有可选的记录",
      "setting.form": "本表单",
      "setting_help.form": "上级记录与本记录同属一张表单，不会互为上下级。",
      "setting.inverse": "在上级记录中显示下级",
    },
    en: {
      choose: "Choose from the tree, or type a name",
      nothing: "There is no record to choose",
      "setting.form": "This form",
      "setting_help.form": "The record above is one of the same form; no record stands above itself.",
      "setting.inverse": "Shown in the record above",
    },
  }),
  Edit,
  Read,
  begin: (home) => ({ form: home.key }),
});
