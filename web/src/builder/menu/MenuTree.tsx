/** The menu as people see it, whose lines are dragged to where they belong. */
import { EyeInvisibleOutlined, LinkOutlined, WarningOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import type { Input } from "@atlaskit/pragmatic-drag-and-drop/types";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import type { Design } from "../design/DesignContext";
import { half } from "../design/drops";
import { useProblemsAt } from "../design/settings/SettingLine";
import { isGroup, linePlace, linesOf, type StandingLine, standingLines } from "../document/commands/menu";
import { textIn } from "../document/json";
import { formOf } from "../document/model";
import styles from "./Menu.module.css";
import { type Dragged, type Drop, dragLine, type MenuDeeds, type Way } from "./useMenuDeeds";

const WAYS: Readonly<Record<string, Way>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "out",
  ArrowRight: "in",
};
/** How near to its upper edge a group means "before it"; below, one comes into it. */
const UPPER = 0.3;

type Edge = "top" | "bottom" | "inside";

interface MenuTreeProps {
  design: Design;
  deeds: MenuDeeds;
  chosen: string | null;
  onChoose: (key: string | null, isNew?: boolean) => void;
  /** Whether a line is shown to whom the menu is drawn for. */
  shows: (standing: StandingLine) => boolean;
}

export function MenuTree({ design, deeds, chosen, onChoose, shows }: MenuTreeProps) {
  const { t } = useTranslation("menu");
  return (
    <>
      <ul className={styles.lines} aria-label={t("title")}>
        {standingLines(design.document).map((standing) => (
          <TreeLine
            key={standing.line.key}
            design={design}
            standing={standing}
            deeds={deeds}
            isChosen={standing.line.key === chosen}
            isShown={shows(standing)}
            onChoose={onChoose}
          />
        ))}
      </ul>
      <LastPlace deeds={deeds} />
    </>
  );
}

interface TreeLineProps {
  design: Design;
  standing: StandingLine;
  deeds: MenuDeeds;
  isChosen: boolean;
  isShown: boolean;
  onChoose: (key: string | null, isNew?: boolean) => void;
}

function edgeAt(input: Input, box: DOMRect, holds: boolean): Edge {
  if (!holds) return half(input, box);
  return input.clientY - box.top < box.height * UPPER ? "top" : "inside";
}

function placeOf({ line, groups, next }: StandingLine, edge: Edge): Drop {
  if (edge === "inside") return { groups: [...groups, line.key], before: linesOf(line)[0]?.key ?? null };
  return { groups, before: edge === "top" ? line.key : next };
}

function TreeLine({ design, standing, deeds, isChosen, isShown, onChoose }: TreeLineProps) {
  const { t } = useTranslation("menu");
  const { line, groups } = standing;
  const button = useRef<HTMLButtonElement>(null);
  const [edge, setEdge] = useState<Edge | null>(null);
  const latest = useRef({ standing, deeds });
  latest.current = { standing, deeds };
  const { key } = line;
  useEffect(() => {
    const element = button.current;
    if (!element) return;
    const over = (data: Dragged, input: Input): Drop & { edge: Edge } => {
      const { standing: now, deeds: can } = latest.current;
      const box = element.getBoundingClientRect();
      const wished = edgeAt(input, box, isGroup(now.line));
      // A group that takes no more, or not this, is passed by.
      const inside = wished === "inside" && !can.takes(data, [...now.groups, now.line.key]);
      const at = inside ? half(input, box) : wished;
      return { edge: at, ...placeOf(now, at) };
    };
    return combine(
      draggable({ element, getInitialData: () => dragLine(key) }),
      dropTargetForElements({
        element,
        canDrop: ({ source, input }) =>
          source.data.key !== key && latest.current.deeds.takes(source.data, over(source.data, input).groups),
        onDrag: ({ source, location }) => setEdge(over(source.data, location.current.input).edge),
        onDragLeave: () => setEdge(null),
        onDrop: ({ source, location }) => {
          setEdge(null);
          latest.current.deeds.drop(source.data, over(source.data, location.current.input));
        },
      }),
    );
  }, [key]);

  const name = deeds.nameOf(line);
  const form = formOf(design.document, textIn(line.form));
  const icon = textIn(line.icon) || textIn(form?.icon);
  const isEmpty = isGroup(line) && linesOf(line).length === 0;
  const problems = useProblemsAt(linePlace(standing)).filter(({ place }) => !place.includes("entries", 2));
  return (
    <li className={styles.line} data-edge={edge ?? undefined} data-depth={groups.length}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        data-line={key}
        data-group={isGroup(line) || undefined}
        data-hidden={!isShown || undefined}
        aria-pressed={isChosen}
        aria-label={t(groups.length > 0 ? "line_in" : "line", { name, group: groups.at(-1) })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Delete F2"
        onClick={() => onChoose(key)}
        onKeyDown={(event) => {
          const way = event.altKey ? WAYS[event.key] : undefined;
          if (way) deeds.step(key, way);
          else if (event.key === "Delete" || event.key === "Backspace") deeds.remove(key);
          else if (event.key === "F2") onChoose(key, true);
          else return;
          event.preventDefault();
        }}
      >
        {icon ? (
          <Icon name={icon} />
        ) : textIn(line.link) || line.link === "" ? (
          <LinkOutlined aria-hidden />
        ) : null}
        <span className={styles.name}>{name}</span>
        {isEmpty ? <span className={styles.empty}>{t("empty_group")}</span> : null}
        {isShown ? null : <EyeInvisibleOutlined aria-label={t("hidden")} />}
        {problems.length > 0 ? (
          <WarningOutlined className={styles.warning ?? ""} aria-label={t("has_problems")} />
        ) : null}
      </button>
    </li>
  );
}

/** Below all lines: what is dropped here comes last, outside of every group. */
function LastPlace({ deeds }: { deeds: MenuDeeds }) {
  const { t } = useTranslation("menu");
  const box = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    if (!box.current) return;
    return dropTargetForElements({
      element: box.current,
      canDrop: ({ source }) => latest.current.takes(source.data, []),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current.drop(source.data, { groups: [], before: null });
      },
    });
  }, []);
  return (
    <div ref={box} className={styles.last} data-over={over || undefined}>
      {t("last")}
    </div>
  );
}
