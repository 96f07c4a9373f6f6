/** Makes a view, or changes one: its name, whom it is for, and what its kind needs to know. */
import { Alert, Input, type InputRef, Modal, Radio } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, sentenceOf, told } from "~/api/problem";
import { useMe } from "~/api/session";
import type { FormView } from "~/api/types";
import type { Audience, SavedView, ViewDefinition } from "~/api/views";
import { useLocale } from "~/ui/appearance";
import { FormLine } from "~/ui/FormLine";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { type Label, textOf } from "~/words";
import type { ViewActions } from "./useViewActions";
import type { ViewsOfForm } from "./useViews";
import { type Chosen, ViewAudience } from "./ViewAudience";
import { ViewSettings } from "./ViewSettings";

export interface Making {
  /** The view that is changed; absent where one is made. */
  saved?: SavedView;
  label: Label;
  definition: ViewDefinition;
  /** Whether the kind's settings are asked for, beside the name. */
  withSettings: boolean;
}

interface ViewDialogProps {
  form: FormView;
  views: ViewsOfForm;
  making: Making;
  actions: ViewActions;
  onDone: (view: SavedView) => void;
  onClose: () => void;
}

type Whom = "me" | "everybody" | "chosen";

const NOBODY: Chosen = { roles: [], departments: [], groups: [], positions: [] };

const isSomebody = (chosen: Chosen): boolean => Object.values(chosen).some((some) => some.length > 0);

function whomOf(saved: SavedView | undefined): Whom {
  if (!saved?.shared) return "me";
  return saved.for_everybody ? "everybody" : "chosen";
}

export function ViewDialog({ form, views, making, actions, onDone, onClose }: ViewDialogProps) {
  const { t } = useTranslation("views");
  const locale = useLocale();
  const { person } = useMe();
  useReturnedFocus();
  const { saved } = making;
  const own = saved?.owner.id === person.id;
  const [name, setName] = useState(textOf(making.label, locale));
  const [whom, setWhom] = useState<Whom>(whomOf(saved));
  const { roles, departments, groups, positions } = saved ?? NOBODY;
  const [chosen, setChosen] = useState<Chosen>({ roles, departments, groups, positions });
  const [definition, setDefinition] = useState(making.definition);
  const [thrown, setThrown] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const once = useRef(crypto.randomUUID());
  const input = useRef<InputRef>(null);
  const kind = form.view_kinds.find((one) => one.kind === definition.kind);
  const asked = kind?.settings.filter(({ arranged }) => !arranged) ?? [];
  const settings = making.withSettings ? asked : [];
  const whole = settings.every((one) => !one.required || definition[one.name]);
  const ready = name.trim() !== "" && whole && (whom !== "chosen" || isSomebody(chosen));

  useEffect(() => input.current?.select(), []);

  async function save(): Promise<void> {
    if (!ready || busy) return;
    const audience: Audience = { shared: whom !== "me", ...(whom === "chosen" ? chosen : NOBODY) };
    setBusy(true);
    try {
      if (saved) {
        const label = { ...saved.label, [locale]: name.trim() };
        const changed = JSON.stringify(definition) !== JSON.stringify(making.definition);
        onDone(await actions.change(saved, { ...audience, label, ...(changed ? { definition } : {}) }));
      } else {
        const label = { [locale]: name.trim() };
        onDone(await actions.create({ form: form.key, label, definition, ...audience }, once.current));
      }
    } catch (problem) {
      setThrown(problem);
      setBusy(false);
    }
  }

  const made = making.withSettings ? t("new", { kind: textOf(kind?.title, locale) }) : t("save_as_title");
  const title = saved ? t("change_title") : made;
  const others = thrown instanceof Problem && thrown.issues.length > 1 ? thrown.issues : [];
  return (
    <Modal
      open
      title={title}
      okText={saved ? t("save") : t("create")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
      width={480}
    >
      <FormLine label={t("name")} htmlFor="view-name" required>
        <Input
          id="view-name"
          ref={input}
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) void save();
          }}
        />
      </FormLine>
      <ViewSettings form={form} settings={settings} definition={definition} onChange={setDefinition} />
      {views.mayShare || saved?.shared ? (
        <FormLine label={t("whom.title")}>
          <Radio.Group
            value={whom}
            onChange={(event) => setWhom(event.target.value as Whom)}
            options={[
              { value: "me", label: t("whom.me"), disabled: saved?.shared === true && !own },
              { value: "everybody", label: t("whom.everybody") },
              { value: "chosen", label: t("whom.chosen") },
            ]}
          />
        </FormLine>
      ) : null}
      {whom === "chosen" ? <ViewAudience roles={views.roles} chosen={chosen} onChange={setChosen} /> : null}
      {thrown ? (
        <Alert
          type="error"
          showIcon
          title={sentenceOf(thrown)}
          description={others.map((issue) => <div key={issue.pointer + issue.code}>{told(issue)}</div>)}
        />
      ) : null}
    </Modal>
  );
}
