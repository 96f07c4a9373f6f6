/** The roles of an application and what each may do with each form, as part of its draft. */
import { EyeOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { keys } from "~/api/keys";
import { roles as api, HOLDERS, type RoleHolders } from "~/api/roles";
import { SeeAsDialog } from "~/runtime/rights/SeeAsDialog";
import { useLocale } from "~/ui/appearance";
import { Notice } from "~/ui/Notice";
import { usePhone } from "~/ui/phone";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { Asides } from "../design/Asides";
import designStyles from "../design/Design.module.css";
import { DesignContext, useDraft } from "../design/DesignContext";
import { useStepKeys } from "../design/useDesignKeys";
import { useStepBack } from "../design/useStepBack";
import { type RoleDefinition, roleOf, rolesOf } from "../document/commands/roles";
import { objectOf } from "../document/json";
import { formOf, formsOf, labelOf } from "../document/model";
import { GrantPanel } from "./GrantPanel";
import { NewRoleDialog } from "./NewRoleDialog";
import { type Chosen, MarkLegend, RightsTable } from "./RightsTable";
import { RolePanel } from "./RolePanel";
import styles from "./Roles.module.css";
import { RolesBar } from "./RolesBar";
import { useLentDesign } from "./useLentDesign";

const ROLE = "role";
const FORM = "form";
/** On a phone the settings lie over the table, and are not open only because a role is chosen. */
const OPEN = "open";

export function RolesPage() {
  const { t } = useTranslation("roles");
  const { app = "" } = useParams();
  const { session } = useDraft();
  const locale = useLocale();
  const phone = usePhone();
  const [search, setSearch] = useSearchParams();
  const [making, setMaking] = useState(false);
  const [seeing, setSeeing] = useState(false);
  const stepBack = useStepBack();
  useStepKeys(stepBack);
  // Who may build need not decide who holds what.
  const held = useQuery({
    queryKey: keys.roles(app),
    queryFn: ({ signal }) => api.list(app, signal),
    retry: false,
  });
  const { document } = session;
  const roles = rolesOf(document);
  const role = roleOf(document, search.get(ROLE) ?? "");
  const form = formOf(document, search.get(FORM) ?? "");
  const chosen: Chosen | null = role ? { role: role.key, form: form?.key ?? null } : null;
  const holdersOf = (key: string): RoleHolders | null => held.data?.find((one) => one.key === key) ?? null;
  const count = (key: string): number | null => {
    const known = holdersOf(key);
    return known ? HOLDERS.reduce((sum, kind) => sum + known[kind].length, 0) : null;
  };
  function choose(next: Chosen | null): void {
    const within: Record<string, string> = next?.form ? { [FORM]: next.form } : {};
    setSearch(next ? { ...within, [ROLE]: next.role, [OPEN]: "" } : {}, { replace: true });
  }
  const open = (key: string | null): void => choose(key === null ? null : { role: key, form: null });
  const [first] = roles;
  const shown = phone ? [role ?? first].flatMap((one) => one ?? []) : roles;

  return (
    <div className={designStyles.page}>
      <title>{t("page_title", { app: textOf(labelOf(objectOf(document)), locale) })}</title>
      <RolesBar onStep={stepBack} />
      <Asides onOpen={() => undefined} />
      {roles.length === 0 ? (
        <Notice
          title={t("first_role")}
          actions={
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
              {t("new_role")}
            </Button>
          }
        >
          {t("first_role_text")}
        </Notice>
      ) : (
        <div className={styles.desk} data-open={(chosen !== null && !phone) || undefined}>
          <main className={styles.main}>
            <header className={styles.head}>
              <div>
                <h1 className={styles.title}>{t("title")}</h1>
                <p className={styles.quiet}>{t("text")}</p>
              </div>
              <div className={styles.headDeeds}>
                {held.data ? (
                  <Button icon={<EyeOutlined aria-hidden />} onClick={() => setSeeing(true)}>
                    {t("rights:see_as")}
                  </Button>
                ) : null}
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
                  {t("new_role")}
                </Button>
              </div>
            </header>
            {phone && shown[0] ? (
              <Select<string>
                className={styles.roleChoice ?? ""}
                aria-label={t("choose_role")}
                value={shown[0].key}
                options={roles.map((one) => ({
                  value: one.key,
                  label: textOf(labelOf(one), locale) || one.key,
                }))}
                onChange={(key) => setSearch({ [ROLE]: key }, { replace: true })}
              />
            ) : null}
            {formsOf(document).length === 0 ? <p className={styles.quiet}>{t("no_forms")}</p> : null}
            <RightsTable roles={shown} chosen={phone ? null : chosen} onChoose={choose} holders={count} />
            <MarkLegend />
          </main>
          {role && (!phone || search.has(OPEN)) ? (
            <Side
              key={`${role.key} ${form?.key ?? ""}`}
              role={role}
              form={form?.key ?? null}
              held={holdersOf(role.key)}
              isOver={phone}
              onOpen={open}
              onClose={() => setSearch({ [ROLE]: role.key }, { replace: true })}
            />
          ) : null}
        </div>
      )}
      {seeing ? (
        <SeeAsDialog
          app={app}
          roles={roles
            .filter(({ key }) => holdersOf(key) !== null)
            .map((one) => ({ key: one.key, name: textOf(labelOf(one), locale) || one.key }))}
          onClose={() => setSeeing(false)}
        />
      ) : null}
      {making ? <NewRoleDialog onClose={() => setMaking(false)} onMade={open} /> : null}
    </div>
  );
}

interface SideProps {
  role: RoleDefinition;
  form: string | null;
  held: RoleHolders | null;
  /** On a phone it lies over the table. */
  isOver: boolean;
  onOpen: (role: string | null) => void;
  onClose: () => void;
}

function Side({ role, form, held, isOver, onOpen, onClose }: SideProps) {
  const { t } = useTranslation("roles");
  const { session } = useDraft();
  const locale = useLocale();
  const definition = formOf(session.document, form ?? "");
  const design = useLentDesign(definition ?? formsOf(session.document)[0]);
  const name = textOf(labelOf(role), locale) || role.key;
  const title = definition
    ? t("rights_of", { role: name, form: textOf(labelOf(definition), locale) || definition.key })
    : name;
  const content = definition ? (
    design && (
      <DesignContext value={design}>
        <GrantPanel role={role} />
      </DesignContext>
    )
  ) : (
    <RolePanel role={role} held={held} onOpen={onOpen} />
  );
  if (isOver)
    return (
      <Drawer open size="100%" title={title} onClose={onClose}>
        {content}
      </Drawer>
    );
  return (
    <aside className={styles.side} aria-label={title}>
      <h2 className={styles.sideTitle}>{title}</h2>
      {content}
    </aside>
  );
}
