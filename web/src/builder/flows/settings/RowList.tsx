/** A list of things that are made of several settings each: reminders, fields with what they are set to. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { isObject, type Json, type JsonObject } from "../../document/json";
import styles from "../Flows.module.css";
import { useFlowWords } from "../flowWords";
import { useNamed } from "./NamedSelect";
import { SpanLine } from "./SpanEditor";
import { partsWithUsual, takesOf } from "./takes";
import { type HoldingProps, withMember } from "./values";

interface RowListProps extends HoldingProps {
  values: readonly Json[];
  title: string;
}

/** What says whose fields target fields are. */
function targeting(holder: JsonObject): JsonObject {
  return Object.fromEntries(
    ["form", "source"].flatMap((name) => (holder[name] === undefined ? [] : [[name, holder[name]]])),
  );
}

export function RowList(props: RowListProps) {
  const { Editor, setting, root, kind, holder, values, title, place, onChange, onDone } = props;
  const { t } = useTranslation("flowing");
  const words = useFlowWords(kind, setting.name);
  const rows = values.filter(isObject);
  const parts = partsWithUsual(setting.item, root);
  const isSpan = "amount" in (setting.item.properties ?? {});
  const naming = parts.find((part) => takesOf(part)?.endsWith("field") && !part.isOptional);
  const fields = useNamed(naming ? (takesOf(naming) ?? "field") : "field", kind, "", holder);
  const free = fields.find(({ value }) => !rows.some((row) => naming && row[naming.name] === value));

  function begun(): Json | null {
    const fresh: Record<string, Json> = {};
    for (const part of parts) {
      if (part.isOptional) continue;
      const takes = takesOf(part);
      if (takes?.endsWith("field")) {
        if (!free) return null;
        fresh[part.name] = free.value;
      } else fresh[part.name] = takes === "approver_group" ? "group" : "";
    }
    return fresh;
  }

  return (
    <div className={styles.kinds}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells them apart
        <div key={at} className={styles.row}>
          <div className={styles.rowParts}>
            {isSpan ? (
              <SpanLine
                schema={setting.item}
                root={root}
                kind={kind}
                holder={row}
                place={place}
                title={`${title} ${at + 1}`}
                onChange={(next, typed) => onChange(rows.with(at, next), typed)}
                onDone={onDone}
              />
            ) : (
              parts.map((part) => (
                <Editor
                  key={part.name}
                  setting={part}
                  root={root}
                  kind={kind}
                  part={setting.name}
                  holder={{ ...targeting(holder), ...row }}
                  place={[...place, `${setting.name}-${at}`]}
                  onChange={(next, typed) => onChange(rows.with(at, withMember(row, part.name, next)), typed)}
                  onDone={onDone}
                />
              ))
            )}
          </div>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("remove_this", { name: `${title} ${at + 1}` })}
            onClick={() => onChange(rows.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        block
        icon={<PlusOutlined aria-hidden />}
        disabled={begun() === null}
        onClick={() => {
          const fresh = begun();
          if (fresh) onChange([...rows, fresh]);
        }}
      >
        {words.name(`add_${setting.name}`)}
      </Button>
    </div>
  );
}
