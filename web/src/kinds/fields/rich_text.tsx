/** A text with headings, lists, links and emphasis. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "~/ui/controls";
import { later } from "~/ui/later";
import { textOf } from "~/words";
import { useKinds } from "../context";
import { noteId } from "../control";
import { type CellEditProps, type CellProps, defineField, type EditProps } from "../define";
import styles from "../field.module.css";
import { htmlOfText, textOfHtml } from "../htmlText";
import { RichDocument } from "../RichDocument";
import editorStyles from "../RichEditor.module.css";

const RichEditor = later(
  async () => (await import("../RichEditor")).default,
  <div className={editorStyles.waiting} aria-busy />,
);

/** What fits on one line of a grid. */
const SHOWN = 300;

function Edit({ id, field, value, onChange, onBlur, disabled, autoFocus, issues }: EditProps<string>) {
  const { locale } = useKinds();
  return (
    <RichEditor
      id={id}
      label={textOf(field.label, locale)}
      html={value ?? ""}
      onChange={onChange}
      onBlur={onBlur}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      invalid={issues.some((issue) => issue.severity === "error")}
      describedBy={noteId(id)}
    />
  );
}

/** The editor over the cell; leaving it keeps what was written, Esc does not. */
function CellEdit({ field, value, onCommit, onCancel }: CellEditProps<string>) {
  const { locale } = useKinds();
  const [written, setWritten] = useState(value);
  const editor = (
    <fieldset
      className={editorStyles.over}
      aria-label={textOf(field.label, locale)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onCancel();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onCommit(written, "down");
      }}
    >
      <RichEditor
        label={textOf(field.label, locale)}
        html={value ?? ""}
        onChange={setWritten}
        onBlur={() => onCommit(written, null)}
        autoFocus
      />
    </fieldset>
  );
  return (
    <Popover open placement="bottomLeft" arrow={false} content={editor}>
      <div className={styles.overCell}>
        <Cell field={field} value={value} />
      </div>
    </Popover>
  );
}

function Cell({ value }: CellProps<string>) {
  const text = value ? textOfHtml(value.slice(0, SHOWN * 4)).slice(0, SHOWN) : "";
  return (
    <span className={styles.line} title={text}>
      {text.replaceAll("\n", " ")}
    </span>
  );
}

function Read({ value }: CellProps<string>) {
  return value ? <RichDocument html={value} /> : null;
}

export default defineField<string>({
  kind: "rich_text",
  Edit,
  Read,
  Cell,
  CellEdit,
  FilterValue: function FilterValue({ value, onChange }) {
    const { t } = useTranslation("kind.rich_text");
    return (
      <input
        className={styles.plainInput}
        aria-label={t("words")}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  },
  toText: (value) => (value ? textOfHtml(value) : ""),
  operandText: (value) => String(value),
  fromText: (text) => ({ value: text.trim() ? htmlOfText(text.trim()) : null }),
  toExpression: (value) => (value ? textOfHtml(value) || null : null),
  width: 240,
  align: "left",
  wide: true,
  words: {
    "zh-CN": {
      words: "文字",
      formatting: "格式",
      heading_1: "标题 H1",
      heading_2: "标题 H2",
      heading_3: "标题 H3",
      bold: "粗体",
      italic: "斜体",
      underline: "下划线",
      strike: "删除线",
      bulletList: "项目列表",
      orderedList: "编号列表",
      blockquote: "引用",
      codeBlock: "代码",
      link: "链接",
      address: "链接地址",
      apply: "确定",
      undo: "撤销",
      redo: "重做",
    },
    en: {
      words: "Words",
      formatting: "Formatting",
      heading_1: "Heading H1",
      heading_2: "Heading H2",
      heading_3: "Heading H3",
      bold: "Bold",
      italic: "Italic",
      underline: "Underline",
      strike: "Strike through",
      bulletList: "List",
      orderedList: "Numbered list",
      blockquote: "Quote",
      codeBlock: "Code",
      link: "Link",
      address: "Address of the link",
      apply: "Apply",
      undo: "Undo",
      redo: "Redo",
    },
  },
});
