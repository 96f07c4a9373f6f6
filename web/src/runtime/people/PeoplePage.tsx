/** The company for those who run the installation: its departments, and everybody in them, found by name or pinyin. */
import {
  EditOutlined,
  ImportOutlined,
  KeyOutlined,
  PlusOutlined,
  SearchOutlined,
  UserSwitchOutlined,
} from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Table } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { keys } from "~/api/keys";
import { organisation } from "~/api/organisation";
import type { PersonItem } from "~/api/people";
import { Problem } from "~/api/problem";
import { useMe } from "~/api/session";
import { Avatar } from "~/ui/Avatar";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { usePhone } from "~/ui/phone";
import { Select } from "~/ui/Select";
import { AbsenceDialog } from "../absence/AbsenceDialog";
import { addresses } from "../addresses";
import { DepartmentTree } from "./DepartmentTree";
import { OnlyThose } from "./OnlyThose";
import { OrganisationDialogs } from "./OrganisationDialogs";
import { OrganisationHead } from "./OrganisationHead";
import { PasswordLinkDialog } from "./PasswordLinkDialog";
import styles from "./PeoplePage.module.css";
import { pathOf } from "./tree";
import { useOrganisation } from "./useOrganisation";

const PAGE = 50;

export function PeoplePage() {
  const { person } = useMe();
  return person.is_administrator ? <People /> : <Failure thrown={new Problem(403, {})} />;
}

function idIn(address: URLSearchParams, name: string): number | null {
  const id = Number(address.get(name));
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

const stateOf = ({ active, awaits_password }: PersonItem): "left" | "awaited" | "active" =>
  active ? (awaits_password ? "awaited" : "active") : "left";

function People() {
  const { t } = useTranslation("people");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [page, setPage] = useState(1);
  const [helped, setHelped] = useState<{ person: PersonItem; isNew: boolean } | null>(null);
  const [away, setAway] = useState<PersonItem | null>(null);
  const [department, setDepartment] = useState<number | null>(null);
  const phone = usePhone();
  const work = useOrganisation((person) => setHelped({ person, isNew: true }));
  const departments = work.departments.data ?? [];
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [position, group] = [idIn(address, "position"), idIn(address, "group")];
  const asked = { search, department, position, group, limit: PAGE, offset: (page - 1) * PAGE };
  const found = useQuery({
    queryKey: [...keys.people, "found", asked],
    queryFn: ({ signal }) => organisation.people(asked, signal),
    placeholderData: (before) => before,
  });
  const waiting = useDelayed(found.isPending);
  const shown = found.data?.slice(0, PAGE) ?? [];
  const hasMore = (found.data?.length ?? 0) > PAGE;

  const columns = [
    {
      key: "name",
      title: t("name"),
      render: (_: unknown, person: PersonItem) => (
        <span className={styles.person}>
          <Avatar name={person.title} size={28} />
          <span className={styles.names}>
            <span>{person.title}</span>
            <span className={styles.below}>
              {[
                person.department?.title,
                person.position?.title,
                person.active && !person.awaits_password ? "" : t(stateOf(person)),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </span>
        </span>
      ),
    },
    {
      key: "department",
      title: t("department"),
      responsive: ["md"] as "md"[],
      render: (_: unknown, person: PersonItem) => person.department?.title,
    },
    {
      key: "position",
      title: t("position"),
      responsive: ["md"] as "md"[],
      render: (_: unknown, person: PersonItem) => person.position?.title,
    },
    {
      key: "state",
      title: t("state"),
      width: 150,
      responsive: ["md"] as "md"[],
      render: (_: unknown, person: PersonItem) =>
        person.active && !person.awaits_password ? (
          t("active")
        ) : (
          <span className={styles.left}>{t(stateOf(person))}</span>
        ),
    },
    {
      key: "deeds",
      title: <span className="visually-hidden">{t("deeds")}</span>,
      align: "right" as const,
      render: (_: unknown, person: PersonItem) => (
        <span className={styles.lineDeeds}>
          <Button
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t("edit_of", { name: person.title })}
            onClick={() => work.openPerson(person)}
          />
          {person.active ? (
            <Button
              type="text"
              icon={<UserSwitchOutlined aria-hidden />}
              aria-label={t("absence_of", { name: person.title })}
              onClick={() => setAway(person)}
            />
          ) : null}
          {person.active ? (
            <Button
              type="link"
              icon={<KeyOutlined aria-hidden />}
              onClick={() => setHelped({ person, isNew: person.awaits_password === true })}
              aria-label={t(person.awaits_password ? "invite" : "link_of", { name: person.title })}
            >
              {phone ? null : t(person.awaits_password ? "invitation" : "link")}
            </Button>
          ) : null}
        </span>
      ),
    },
  ];

  function showEverybody(): void {
    setTyped("");
    setAddress({}, { replace: true });
    choose(null);
  }

  function choose(next: number | null): void {
    setDepartment(next);
    setPage(1);
  }

  return (
    <div className={styles.page}>
      <OrganisationHead>
        <Input
          className={styles.search ?? ""}
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t("search")}
          aria-label={t("search")}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setPage(1);
          }}
        />
        <Button icon={<ImportOutlined aria-hidden />} onClick={() => void navigate(addresses.peopleImport)}>
          {t("import")}
        </Button>
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => work.openNewPerson(department)}
        >
          {t("add_person")}
        </Button>
      </OrganisationHead>
      <div className={styles.desk}>
        {phone ? (
          <Select<number>
            aria-label={t("departments")}
            value={department ?? 0}
            options={[
              { value: 0, label: t("whole_company") },
              ...departments.map(({ id }) => ({ value: id, label: pathOf(departments, id) })),
            ]}
            onChange={(next) => choose(next === 0 ? null : next)}
          />
        ) : work.departments.data ? (
          <DepartmentTree
            departments={departments}
            chosen={department}
            onChoose={choose}
            onEdit={work.openDepartment}
            onAddBelow={work.openNewDepartment}
            onMove={work.move}
          />
        ) : (
          <span />
        )}
        <div className={styles.list}>
          <OnlyThose position={position} group={group} onAll={() => setAddress({}, { replace: true })} />
          {found.error && !found.data ? (
            <Failure thrown={found.error} onRetry={() => void found.refetch()} />
          ) : !found.data ? (
            waiting && <PageSkeleton />
          ) : shown.length === 0 && department !== null && !search ? (
            <Notice
              title={t("nobody_here")}
              actions={
                <Button type="primary" onClick={() => work.openNewPerson(department)}>
                  {t("add_person_here")}
                </Button>
              }
            >
              {t("nobody_here_text")}
            </Notice>
          ) : shown.length === 0 ? (
            <Notice
              picture="search"
              title={t("nobody")}
              actions={<Button onClick={showEverybody}>{t("everybody")}</Button>}
            >
              {search ? t("nobody_text", { search }) : t("nobody_here")}
            </Notice>
          ) : (
            <Table<PersonItem>
              size="middle"
              rowKey="id"
              columns={columns}
              dataSource={shown}
              pagination={{
                current: page,
                pageSize: PAGE,
                // The server counts no people: that there is one more is enough to turn the page.
                total: (page - 1) * PAGE + shown.length + (hasMore ? 1 : 0),
                onChange: setPage,
                simple: true,
                hideOnSinglePage: true,
              }}
            />
          )}
        </div>
      </div>
      <OrganisationDialogs work={work} departments={departments} />
      {helped ? <PasswordLinkDialog {...helped} onClose={() => setHelped(null)} /> : null}
      {away ? <AbsenceDialog person={away} onClose={() => setAway(null)} /> : null}
    </div>
  );
}
