/** Writes a document with headings, lists, links and emphasis. Large, and so loaded only when somebody writes. */
import {
  BoldOutlined,
  CodeOutlined,
  ItalicOutlined,
  LinkOutlined,
  OrderedListOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Button, Input } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import documentStyles from "./RichDocument.module.css";
import styles from "./RichEditor.module.css";

const EXTENSIONS = [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: "https",
      protocols: ["http", "https", "mailto", "tel"],
      HTMLAttributes: { rel: "noopener noreferrer", target: null },
    },
    trailingNode: false,
  }),
];

export interface RichEditorProps {
  id?: string;
  html: string;
  /** The document, or null when it says nothing. */
  onChange: (html: string | null) => void;
  onBlur?: (() => void) | undefined;
  disabled?: boolean;
  autoFocus?: boolean;
  invalid?: boolean;
  describedBy?: string;
  label: string;
}

interface Deed {
  name: string;
  icon: ReactNode;
  isOn?: (editor: Editor) => boolean;
  can?: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}

const DEEDS: readonly Deed[] = [
  ...([1, 2, 3] as const).map(
    (level): Deed => ({
      name: `heading_${level}`,
      icon: `H${level}`,
      isOn: (editor) => editor.isActive("heading", { level }),
      run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
    }),
  ),
  mark("bold", <BoldOutlined aria-hidden />, (editor) => editor.chain().focus().toggleBold().run()),
  mark("italic", <ItalicOutlined aria-hidden />, (editor) => editor.chain().focus().toggleItalic().run()),
  mark("underline", <UnderlineOutlined aria-hidden />, (editor) =>
    editor.chain().focus().toggleUnderline().run(),
  ),
  mark("strike", <StrikethroughOutlined aria-hidden />, (editor) =>
    editor.chain().focus().toggleStrike().run(),
  ),
  mark("bulletList", <UnorderedListOutlined aria-hidden />, (editor) =>
    editor.chain().focus().toggleBulletList().run(),
  ),
  mark("orderedList", <OrderedListOutlined aria-hidden />, (editor) =>
    editor.chain().focus().toggleOrderedList().run(),
  ),
  mark("blockquote", "”", (editor) => editor.chain().focus().toggleBlockquote().run()),
  mark("codeBlock", <CodeOutlined aria-hidden />, (editor) => editor.chain().focus().toggleCodeBlock().run()),
];
const TIME: readonly Deed[] = [
  {
    name: "undo",
    icon: <UndoOutlined aria-hidden />,
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    name: "redo",
    icon: <RedoOutlined aria-hidden />,
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
];

function mark(name: string, icon: ReactNode, run: Deed["run"]): Deed {
  return { name, icon, run, isOn: (editor) => editor.isActive(name) };
}

function Deeds({ editor, deeds, disabled }: { editor: Editor; deeds: readonly Deed[]; disabled: boolean }) {
  const { t } = useTranslation("kind.rich_text");
  const states = useEditorState({
    editor,
    selector: (current) =>
      deeds.map((deed) => `${deed.isOn?.(current.editor) ?? ""}|${deed.can?.(current.editor) ?? true}`),
  });
  return deeds.map((deed, at) => {
    const [on, can] = (states[at] ?? "|true").split("|");
    return (
      <button
        key={deed.name}
        type="button"
        className={styles.mark}
        aria-label={t(deed.name)}
        title={t(deed.name)}
        {...(deed.isOn ? { "aria-pressed": on === "true" } : {})}
        disabled={disabled || can === "false"}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => deed.run(editor)}
      >
        {deed.icon}
      </button>
    );
  });
}

/** An address for the words that are chosen; an empty one takes the link off. */
function LinkLine({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const { t } = useTranslation("kind.rich_text");
  const [address, setAddress] = useState<string>(String(editor.getAttributes("link").href ?? ""));

  function take(): void {
    const written = address.trim();
    const whole = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (written === "") chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link")) {
      chain
        .insertContent({ type: "text", text: written, marks: [{ type: "link", attrs: { href: whole } }] })
        .run();
    } else chain.setLink({ href: whole }).run();
    onDone();
  }

  return (
    <div className={styles.address}>
      <Input
        size="small"
        autoFocus
        aria-label={t("address")}
        placeholder="https://"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter" || event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            if (event.key === "Enter") take();
            else onDone();
          }
        }}
      />
      <Button size="small" type="primary" onClick={take}>
        {t("apply")}
      </Button>
    </div>
  );
}

export default function RichEditor(props: RichEditorProps) {
  const { html, onChange, disabled = false } = props;
  const { t } = useTranslation("kind.rich_text");
  const [linking, setLinking] = useState(false);
  const given = useRef(html);
  const heard = useRef(onChange);
  heard.current = onChange;
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: html,
    editable: !disabled,
    autofocus: props.autoFocus ? "end" : false,
    editorProps: {
      attributes: {
        ...(props.id ? { id: props.id } : {}),
        class: documentStyles.document ?? "",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": props.label,
        "aria-invalid": String(props.invalid ?? false),
        ...(props.describedBy ? { "aria-describedby": props.describedBy } : {}),
      },
    },
    onUpdate: ({ editor: current }) => {
      given.current = current.isEmpty ? "" : current.getHTML();
      heard.current(given.current || null);
    },
  });

  // What comes from elsewhere (a reload, an undone edit) replaces what stands here; what was typed here does not.
  useEffect(() => {
    if (!editor || html === given.current) return;
    given.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  useEffect(() => editor?.setEditable(!disabled, false), [editor, disabled]);

  return (
    <fieldset
      aria-label={props.label}
      className={props.invalid ? `${styles.editor} ${styles.invalid}` : styles.editor}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onBlur?.();
      }}
    >
      <div className={styles.bar} role="toolbar" aria-label={t("formatting")}>
        <Deeds editor={editor} deeds={DEEDS} disabled={disabled} />
        <button
          type="button"
          className={styles.mark}
          aria-label={t("link")}
          title={t("link")}
          aria-expanded={linking}
          disabled={disabled}
          onClick={() => setLinking(!linking)}
        >
          <LinkOutlined aria-hidden />
        </button>
        <Deeds editor={editor} deeds={TIME} disabled={disabled} />
      </div>
      {linking ? <LinkLine editor={editor} onDone={() => setLinking(false)} /> : null}
      <div className={styles.page}>
        <EditorContent editor={editor} />
      </div>
    </fieldset>
  );
}
