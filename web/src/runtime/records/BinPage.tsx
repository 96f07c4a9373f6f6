/** The recycle bin of a form: what was deleted, by whom and when, and the way back. */
import { ArrowLeftOutlined, RollbackOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Table } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { moveRecords, records } from "~/api/records";
import { absorb, sourcesOf } from "~/api/titles";
import type { FormView, RecordData, Titled } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { textOf } from "~/words";
import { useAddressedForm, useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { FieldCell } from "../fields";
import { systemField } from "../grid/columns";
import { Missing } from "../Missing";
import { AgoText } from "../record/AgoText";
import styles from "./BinPage.module.css";
import { ChosenBar } from "./ChosenBar";
import { SearchBox } from "./SearchBox";

const PAGE = 50;

export function BinPage() {
  const form = useAddressedForm();
  return form ? <Bin form={form} /> : <Missing />;
}

function Bin({ form }: { form: FormView }) {
  const { t } = useTranslation("grid");
  const { message, notification } = useFeedback();
  const app = useCurrentApp();
  const locale = useLocale();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [page, setPage] = useState(1);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<number[]>([]);
  const [busy, setBusy] = useState(false);

  const deleted = useQuery({
    queryKey: [...keys.records(app.key, form.key), "bin", search, page],
    queryFn: async ({ signal }) => {
      const shown = { expand: "*", limit: PAGE, offset: (page - 1) * PAGE, count: true };
      const query = { deleted: true, ...(search ? { search } : {}), ...shown };
      const answer = await records.list(app.key, form.key, query, signal);
      const sources = sourcesOf(form, (field) => fieldKind(field.kind).source?.(field) ?? null);
      return { total: answer.total ?? 0, items: answer.items.map((record) => absorb(sources, record)) };
    },
    placeholderData: (before) => before,
  });
  const waiting = useDelayed(deleted.isPending);
  // Also for the moment in which what was found before still stands.
  const isSearched = search !== "" || deleted.isPlaceholderData;

  const find = useCallback((typed: string): void => {
    setSearch(typed);
    setPage(1);
    setChosen([]);
  }, []);

  async function restore(ids: readonly number[]): Promise<void> {
    setBusy(true);
    try {
      const refused = await moveRecords(app.key, form.key, "restore", ids);
      const count = ids.length - refused.size;
      if (count > 0) void message.success(t("bin.restored", { count }));
      const [first] = refused.values();
      if (first) {
        notification.error({
          title: t("bin.not_restored", { count: refused.size }),
          description: sentenceOf(first),
        });
      }
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    } finally {
      setBusy(false);
      setChosen([]);
      // The last page may be empty now.
      setPage(1);
      await cache.invalidateQueries({ queryKey: keys.records(app.key, form.key) });
    }
  }

  const facts = ["owner", "department"].flatMap((key) => systemField(app, key) ?? []);
  const columns = [
    {
      key: "title",
      title: t("bin.record"),
      render: (_: unknown, record: RecordData) => (
        <div className={styles.record}>
          <span>{record.title ?? `#${record.id}`}</span>
          <span className={styles.below}>
            <Deletion record={record} />
          </span>
        </div>
      ),
    },
    {
      key: "deletion",
      title: t("bin.deleted"),
      responsive: ["md"] as "md"[],
      render: (_: unknown, record: RecordData) => <Deletion record={record} />,
    },
    ...facts.map((field) => ({
      key: field.key,
      title: textOf(field.label, locale),
      responsive: ["lg"] as "lg"[],
      render: (_: unknown, record: RecordData) => (
        <FieldCell field={field} value={record[field.key] ?? null} />
      ),
    })),
    {
      key: "restore",
      title: <span className="visually-hidden">{t("bin.restore")}</span>,
      align: "right" as const,
      render: (_: unknown, record: RecordData) => (
        <Button
          type="link"
          icon={<RollbackOutlined aria-hidden />}
          disabled={busy}
          onClick={() => void restore([record.id])}
          aria-label={t("bin.restore_of", { title: record.title ?? `#${record.id}` })}
        >
          {t("bin.restore")}
        </Button>
      ),
    },
  ];

  return (
    <div className={styles.page} data-chosen={chosen.length > 0 || undefined}>
      <header className={styles.head}>
        <Link to={addresses.list(app.key, form.key)} aria-label={t("bin.back")} className={styles.back}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
        <h1 className={styles.title}>{t("bin.of", { name: textOf(form.label, locale) })}</h1>
        {isSearched || deleted.data?.total ? <SearchBox ref={null} value={search} onChange={find} /> : null}
      </header>
      <div className={styles.body}>
        {deleted.error && !deleted.data ? (
          <Failure thrown={deleted.error} onRetry={() => void deleted.refetch()} />
        ) : !deleted.data ? (
          waiting && <PageSkeleton />
        ) : isSearched && deleted.data.total === 0 ? (
          <Notice
            picture="search"
            title={t("empty.narrowed")}
            actions={<Button onClick={() => find("")}>{t("bin.clear")}</Button>}
          >
            {t("bin.narrowed_text")}
          </Notice>
        ) : deleted.data.total === 0 && deleted.data.items.length === 0 ? (
          <Notice
            title={t("bin.empty")}
            actions={
              <Button onClick={() => void navigate(addresses.list(app.key, form.key))}>
                {t("bin.back")}
              </Button>
            }
          >
            {t("bin.empty_text")}
          </Notice>
        ) : (
          <Table<RecordData>
            size="middle"
            rowKey="id"
            columns={columns}
            dataSource={deleted.data.items}
            rowSelection={{ selectedRowKeys: chosen, onChange: (ids) => setChosen(ids as number[]) }}
            pagination={{
              current: page,
              pageSize: PAGE,
              total: deleted.data.total,
              onChange: setPage,
              hideOnSinglePage: true,
              showSizeChanger: false,
            }}
          />
        )}
      </div>
      {chosen.length > 0 ? (
        <ChosenBar count={chosen.length} onClear={() => setChosen([])}>
          <Button
            type="text"
            icon={<RollbackOutlined aria-hidden />}
            loading={busy}
            aria-label={t("bin.restore_count", { count: chosen.length })}
            onClick={() => void restore(chosen)}
          >
            {t("bin.restore")}
          </Button>
        </ChosenBar>
      ) : null}
    </div>
  );
}

/** Who put it here, and when. */
function Deletion({ record }: { record: RecordData }) {
  const by = record.deleted_by as Titled | null | undefined;
  return (
    <span className={styles.deletion}>
      {by ? (
        <>
          <Avatar name={by.title} />
          <span>{by.title}</span>
        </>
      ) : null}
      {typeof record.deleted_at === "string" ? (
        <span className={styles.when}>
          <AgoText at={record.deleted_at} />
        </span>
      ) : null}
    </span>
  );
}
