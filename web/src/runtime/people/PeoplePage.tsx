/** Everybody of the company, for those who run the installation: found by name or pinyin, helped back in. */
import { KeyOutlined, SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Table } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { type PersonItem, people } from "~/api/people";
import { Problem } from "~/api/problem";
import { useMe } from "~/api/session";
import { Avatar } from "~/ui/Avatar";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { PasswordLinkDialog } from "./PasswordLinkDialog";
import styles from "./PeoplePage.module.css";

const PAGE = 50;

export function PeoplePage() {
  const { person } = useMe();
  return person.is_administrator ? <People /> : <Failure thrown={new Problem(403, {})} />;
}

function People() {
  const { t } = useTranslation("people");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [page, setPage] = useState(1);
  const [helped, setHelped] = useState<PersonItem | null>(null);
  const found = useQuery({
    queryKey: keys.peopleFound(search, page),
    queryFn: ({ signal }) => people.page(search, PAGE, (page - 1) * PAGE, signal),
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
              {[person.department?.title, person.active ? "" : t("left")].filter(Boolean).join(" · ")}
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
      key: "state",
      title: t("state"),
      width: 120,
      responsive: ["md"] as "md"[],
      render: (_: unknown, person: PersonItem) =>
        person.active ? t("active") : <span className={styles.left}>{t("left")}</span>,
    },
    {
      key: "deeds",
      title: <span className="visually-hidden">{t("deeds")}</span>,
      align: "right" as const,
      render: (_: unknown, person: PersonItem) =>
        person.active ? (
          <Button
            type="link"
            icon={<KeyOutlined aria-hidden />}
            onClick={() => setHelped(person)}
            aria-label={t("link_of", { name: person.title })}
          >
            {t("link")}
          </Button>
        ) : null,
    },
  ];

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t("title")}</h1>
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
      </header>
      {found.error && !found.data ? (
        <Failure thrown={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        waiting && <PageSkeleton />
      ) : shown.length === 0 ? (
        <Notice
          picture="search"
          title={t("nobody")}
          actions={<Button onClick={() => setTyped("")}>{t("everybody")}</Button>}
        >
          {t("nobody_text", { search })}
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
      {helped ? <PasswordLinkDialog person={helped} onClose={() => setHelped(null)} /> : null}
    </div>
  );
}
