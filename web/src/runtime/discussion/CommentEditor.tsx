/** Where a comment is written: plain lines, and people after an @. Loaded only when somebody writes. */
import { mergeAttributes, Node } from "@tiptap/core";
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { ShownPart } from "~/api/discussions";
import type { Choice } from "~/kinds/context";
import { useChoices } from "~/kinds/Picker";
import styles from "./CommentEditor.module.css";
import { MentionList } from "./MentionList";
import { asked, documentOf, isEmpty, MENTION, partsOf } from "./parts";

const Mention = Node.create({
  name: MENTION,
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    id: { default: null, parseHTML: (element) => Number(element.dataset.person) || null },
    title: { default: "", parseHTML: (element) => (element.textContent ?? "").replace(/^@/, "") },
  }),
  parseHTML: () => [{ tag: "span[data-person]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { "data-person": node.attrs.id, class: styles.mention ?? "" }),
    `@${node.attrs.title}`,
  ],
  renderText: ({ node }) => `@${node.attrs.title}`,
});

const EXTENSIONS = [
  StarterKit.configure({
    blockquote: false,
    bold: false,
    bulletList: false,
    code: false,
    codeBlock: false,
    heading: false,
    horizontalRule: false,
    italic: false,
    link: false,
    listItem: false,
    listKeymap: false,
    orderedList: false,
    strike: false,
    trailingNode: false,
    underline: false,
  }),
  Mention,
];

export interface CommentEditorProps {
  initial: readonly ShownPart[];
  placeholder: string;
  label: string;
  autoFocus: boolean;
  /** Counts up when the editor shall begin anew, with nothing in it. */
  round: number;
  onChange: (parts: ShownPart[]) => void;
  onSend: () => void;
  onCancel?: (() => void) | undefined;
}

interface Question {
  text: string;
  /** Where the @ stands, and where the cursor is. */
  from: number;
  to: number;
  at: { left: number; top: number; bottom: number };
}

function questionOf(editor: Editor): Question | null {
  const { selection } = editor.state;
  if (!selection.empty) return null;
  const { $from } = selection;
  // An atom counts as one character, as it does in the document's positions.
  const text = asked($from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc"));
  if (text === null) return null;
  const from = $from.pos - text.length - 1;
  const { left, top, bottom } = editor.view.coordsAtPos(from);
  return { text, from, to: $from.pos, at: { left, top, bottom } };
}

export default function CommentEditor(props: CommentEditorProps) {
  const list = useId();
  const root = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [place, setPlace] = useState(0);
  const [empty, setEmpty] = useState(isEmpty(props.initial));
  const { choices, waiting } = useChoices("person", question?.text ?? "", undefined, question !== null);
  const offered = question ? choices.filter((choice) => !choice.inactive) : [];
  const latest = useRef({ props, question, offered, place });
  latest.current = { props, question, offered, place: Math.min(place, Math.max(offered.length - 1, 0)) };
  const dismissed = useRef<number | null>(null);

  const look = (editor: Editor): void => {
    const found = questionOf(editor);
    if (found && found.from === dismissed.current) return setQuestion(null);
    dismissed.current = null;
    setQuestion(found);
    setPlace(0);
  };
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: documentOf(props.initial),
    onUpdate: ({ editor: current }) => {
      const parts = partsOf(current.getJSON());
      setEmpty(isEmpty(parts));
      latest.current.props.onChange(parts);
      look(current);
    },
    onSelectionUpdate: ({ editor: current }) => look(current),
    onBlur: () => setQuestion(null),
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": props.label,
        class: styles.writing ?? "",
      },
      handleKeyDown: (view, event) => !event.isComposing && !view.composing && press(event),
    },
  });

  // At once, not with the next frame: somebody may be typing already.
  const [hurried] = useState(props.autoFocus);
  useLayoutEffect(() => {
    if (!hurried || !editor) return;
    editor.commands.setTextSelection(editor.state.doc.content.size);
    editor.view.focus();
  }, [hurried, editor]);

  function choose(choice: Choice): void {
    const { question: open } = latest.current;
    if (!editor || !open) return;
    const attrs = { id: choice.id, title: choice.title };
    editor
      .chain()
      .focus()
      .insertContentAt({ from: open.from, to: open.to }, [
        { type: MENTION, attrs },
        { type: "text", text: " " },
      ])
      .run();
    setQuestion(null);
  }

  /** Whether a key is taken from the editor. */
  function press(event: KeyboardEvent): boolean {
    const { props: now, question: open, offered: people, place: at } = latest.current;
    if (open && people.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: people.length - 1 }[event.key];
      if (step !== undefined) {
        setPlace((at + step) % people.length);
        return true;
      }
      const choice = people[at];
      if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey && choice) {
        choose(choice);
        return true;
      }
    }
    if (event.key === "Escape" && open) {
      dismissed.current = open.from;
      setQuestion(null);
      // Only the list closes, not what it stands over.
      event.stopPropagation();
      return true;
    }
    if (event.key === "Escape" && now.onCancel) {
      event.stopPropagation();
      now.onCancel();
      return true;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      now.onSend();
      return true;
    }
    return false;
  }

  const { round } = props;
  const begun = useRef(round);
  useEffect(() => {
    if (round === begun.current) return;
    begun.current = round;
    editor?.commands.clearContent();
    setEmpty(true);
  }, [round, editor]);

  const active = offered[latest.current.place];
  useEffect(() => {
    const box = root.current?.querySelector("[role=textbox]");
    if (question && active) box?.setAttribute("aria-activedescendant", `${list}-${active.id}`);
    else box?.removeAttribute("aria-activedescendant");
  }, [question, active, list]);

  return (
    <div ref={root} className={styles.editor}>
      {empty ? (
        <p className={styles.placeholder} aria-hidden>
          {props.placeholder}
        </p>
      ) : null}
      <EditorContent editor={editor} />
      {question ? (
        <MentionList
          id={list}
          choices={offered}
          chosen={latest.current.place}
          waiting={waiting}
          at={question.at}
          onChoose={choose}
        />
      ) : null}
    </div>
  );
}
