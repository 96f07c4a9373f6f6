/** The flows of an application: what each is about, how it begins, what is wrong with it; the way to their designers. */
import { AuditOutlined, EllipsisOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { keys } from "~/api/keys";
import { type FlowKinds, flowKinds } from "~/api/kinds";
import { addresses } from "~/runtime/addresses";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { Icon } from "~/ui/icons";
import { Select } from "~/ui/Select";
import { type Label, labelled, textOf } from "~/words";
import { buildAddresses } from "../buildAddresses";
import { Asides } from "../design/Asides";
import design from "../design/Design.module.css";
import { DesignContext, useBuilding, useDraft } from "../design/DesignContext";
import { NameInput } from "../design/NameInput";
import { OrderedList } from "../design/OrderedList";
import { useProblems } from "../design/problems";
import { useStepKeys } from "../design/useDesignKeys";
import { useStepBack } from "../design/useStepBack";
import { useUses } from "../design/uses/UsesContext";
import { UsesFrame } from "../design/uses/UsesFrame";
import { addFlow, copyFlow, flowPlace, flowsOf, freeFlowKey, moveFlow } from "../document/commands/flows";
import { type JsonObject, objectOf, textIn } from "../document/json";
import { formOf, formsOf, labelOf } from "../document/model";
import { suggestKey } from "../document/names";
import { startsWith } from "../document/place";
import { RolesBar } from "../roles/RolesBar";
import { useLentDesign } from "../roles/useLentDesign";
import { newNode } from "./edits";
import { nameOfFlow } from "./FlowingContext";
import styles from "./Flows.module.css";
import { type FlowDefinition, nodesOf, shapesOf } from "./graph";

export function FlowsPage() {
  const { t } = useTranslation("flowing");
  const { session } = useDraft();
  const locale = useLocale();
  const stepBack = useStepBack();
  useStepKeys(stepBack);
  const { document } = session;
  const lent = useLentDesign(formsOf(document)[0]);
  const kinds = useQuery({
    queryKey: [...keys.kinds, "flows"],
    queryFn: ({ signal }) => flowKinds(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={design.page}>
      <title>{t("list_title", { app: textOf(labelOf(objectOf(document)), locale) })}</title>
      <RolesBar onStep={stepBack} />
      <Asides onOpen={() => undefined} />
      {kinds.error && !kinds.data ? (
        <Failure thrown={kinds.error} onRetry={() => void kinds.refetch()} />
      ) : null}
      {lent && kinds.data ? (
        <DesignContext value={lent}>
          <UsesFrame>
            <Flows kinds={kinds.data} />
          </UsesFrame>
        </DesignContext>
      ) : null}
      {!lent ? <p className={styles.gone}>{t("no_forms")}</p> : null}
    </div>
  );
}

function Flows({ kinds }: { kinds: FlowKinds }) {
  const { t } = useTranslation("flowing");
  const { app = "" } = useParams();
  const navigate = useNavigate();
  const { store } = useBuilding();
  const { session, publishedVersion } = useDraft();
  const locale = useLocale();
  const uses = useUses();
  const problems = useProblems();
  const [making, setMaking] = useState(false);
  const { document } = session;
  const flows = flowsOf(document) as readonly FlowDefinition[];

  function copy(flow: FlowDefinition): void {
    const key = freeFlowKey(document, flow.key);
    const label = labelOf(flow);
    const suffixed: Label = {
      "zh-CN": label["zh-CN"] ? label["zh-CN"] + t("copy_suffix", { lng: "zh-CN" }) : "",
      en: label.en ? label.en + t("copy_suffix", { lng: "en" }) : "",
    };
    const edits = copyFlow(document, flow, key, suffixed);
    store.perform({ what: "copy_flow", name: nameOfFlow(flow, locale), edits });
  }

  return (
    <main className={styles.page}>
      <header className={styles.pageHead}>
        <div>
          <h1 className={styles.pageTitle}>{t("title")}</h1>
          <p className={styles.quiet}>{t("text")}</p>
        </div>
        {flows.length > 0 ? (
          <div className={styles.pageDeeds}>
            {publishedVersion === null ? null : (
              <Link to={addresses.overseeing(app)} className={styles.oversee}>
                <AuditOutlined aria-hidden /> {t("oversee")}
              </Link>
            )}
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
              {t("new_flow")}
            </Button>
          </div>
        ) : null}
      </header>
      {flows.length === 0 ? (
        <div className={styles.empty}>
          <Icon name="NodeIndexOutlined" className={styles.emptyIcon ?? ""} />
          <p>{t("empty")}</p>
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
            {t("new_flow")}
          </Button>
        </div>
      ) : null}
      <OrderedList
        label={t("title")}
        items={flows}
        keyOf={({ key }) => key}
        nameOf={(flow) => nameOfFlow(flow, locale)}
        onMove={(key, before) => store.perform({ what: "move_flow", edits: moveFlow(key, before) })}
      >
        {(flow) => {
          const name = nameOfFlow(flow, locale);
          const wrong = problems.filter(
            (one) => one.issue.severity === "error" && startsWith(one.place, flowPlace(flow.key)),
          ).length;
          return (
            <div className={styles.flowLine}>
              <Link to={buildAddresses.flow(app, flow.key)} className={styles.flowOpen}>
                <Icon name={textIn(flow.icon) || "NodeIndexOutlined"} className={styles.flowIcon ?? ""} />
                <span className={styles.flowText}>
                  <span className={styles.flowName}>{name}</span>
                  <span className={styles.quiet}>
                    {[
                      textOf(labelOf(formOf(document, flow.form)), locale) || flow.form,
                      ...beginnings(flow, kinds).map((one) => t(`begins.${one}`)),
                      t("nodes", { count: nodesOf(flow).length }),
                    ].join(" · ")}
                  </span>
                </span>
                {wrong > 0 ? <span className={styles.wrong}>{t("problems", { count: wrong })}</span> : null}
              </Link>
              <Dropdown
                autoFocus
                trigger={["click"]}
                menu={{
                  items: [
                    { key: "copy", label: t("copy"), onClick: () => copy(flow) },
                    {
                      key: "remove",
                      label: t("remove"),
                      danger: true,
                      onClick: () =>
                        uses.remove({
                          parts: [{ flow: flow.key }],
                          name,
                          what: "remove_flow",
                          onGone: () => undefined,
                        }),
                    },
                  ],
                }}
              >
                <Button
                  type="text"
                  icon={<EllipsisOutlined aria-hidden />}
                  aria-label={t("more_of", { name })}
                />
              </Dropdown>
            </div>
          );
        }}
      </OrderedList>
      {making ? (
        <NewFlowDialog
          kinds={kinds}
          onClose={() => setMaking(false)}
          onMade={(key) => void navigate(buildAddresses.flow(app, key))}
        />
      ) : null}
    </main>
  );
}

/** Each way in which a flow begins by itself or by hand. */
function beginnings(flow: FlowDefinition, { nodes }: FlowKinds): readonly string[] {
  const start: JsonObject =
    nodesOf(flow).find(({ kind }) => nodes.find((one) => one.kind === kind)?.begins) ?? {};
  return [
    ...(start.by_hand === false ? [] : ["by_hand"]),
    ...(start.on_creation === true ? ["on_creation"] : []),
    ...(Array.isArray(start.on_change) && start.on_change.length > 0 ? ["on_change"] : []),
  ];
}

interface NewFlowDialogProps {
  kinds: FlowKinds;
  onClose: () => void;
  onMade: (flow: string) => void;
}

/** A new flow: its name and its form. It begins with a start and an end. */
function NewFlowDialog({ kinds, onClose, onMade }: NewFlowDialogProps) {
  const { t } = useTranslation("flowing");
  const { store } = useBuilding();
  const { session } = useDraft();
  const locale = useLocale();
  const id = useId();
  const [name, setName] = useState("");
  const forms = formsOf(session.document);
  const [form, setForm] = useState(forms[0]?.key ?? "");
  const [isMade, setMade] = useState(false);
  const text = name.trim();

  function make(): void {
    if (!text || !form || isMade) return;
    const { document } = session;
    const key = freeFlowKey(document, suggestKey(text, [], "flow"));
    const shapes = shapesOf(kinds.nodes);
    const [start, end] = [kinds.nodes.find(({ begins }) => begins), kinds.nodes.find(({ ends }) => ends)];
    const nodes = [
      ...(start ? [newNode(shapes, start.kind, start.kind, end?.kind ?? null)] : []),
      ...(end ? [newNode(shapes, end.kind, end.kind, null)] : []),
    ];
    const label = { ...labelled(text, locale) };
    if (!store.perform({ what: "add_flow", name: text, edits: addFlow({ key, label, form, nodes }) })) return;
    // It stays until its flow is open: the second of two quick clicks would open what is under it.
    setMade(true);
    onMade(key);
  }

  return (
    <Modal
      open
      title={t("new_flow")}
      okText={t("make")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !text || !form, loading: isMade }}
      onOk={make}
      onCancel={onClose}
      width={440}
    >
      <label htmlFor={`${id}-name`} className={design.settingLabel}>
        {t("flow_label")}
      </label>
      <NameInput
        id={`${id}-name`}
        value={name}
        placeholder={t("flow_example")}
        onChange={setName}
        onMake={make}
      />
      <label htmlFor={`${id}-form`} className={`${design.settingLabel} ${styles.second}`}>
        {t("flow_form")}
      </label>
      <Select<string>
        id={`${id}-form`}
        style={{ width: "100%" }}
        value={form}
        options={forms.map((one) => ({ value: one.key, label: textOf(labelOf(one), locale) || one.key }))}
        onChange={setForm}
      />
      <p className={styles.quiet}>{t("flow_form_help")}</p>
    </Modal>
  );
}
