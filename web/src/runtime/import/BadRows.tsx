/** The rows of a file with which something is wrong, each with its reasons, as they stand in the file. */
import { DownloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { fieldOf } from "~/api/apps";
import { type BadRow, imports } from "~/api/imports";
import { keys } from "~/api/keys";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { COMPLETE } from "../form/issues";
import { BadCell, type Corrections, cellName } from "./BadCell";
import { BadRowCard, type ShownCell } from "./BadRowCard";
import styles from "./ImportPage.module.css";
import { letters } from "./letters";

interface BadRowsProps {
  batch: number;
  form: FormView;
  /** Given where cells can be corrected. */
  corrections?: Corrections;
  onCorrect?: (row: number, column: number, text: string | undefined) => void;
}

export function BadRows({ batch, form, corrections, onCorrect }: BadRowsProps) {
  const { t } = useTranslation("import");
  const app = useCurrentApp().key;
  const phone = usePhone();
  const rows = useInfiniteQuery({
    queryKey: [...keys.import(app, batch), "rows"],
    queryFn: ({ pageParam, signal }) => imports.badRows(app, batch, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    retry: false,
  });
  const [first] = rows.data?.pages ?? [];
  if (!first) return null;
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const troubled = new Set(items.flatMap((row) => row.issues.map((issue) => issue.column)));
  // Columns with mistakes come first: nobody looks for them at the far right.
  const order = first.columns
    .map((name, at) => ({ name, at }))
    .sort((one, two) => Number(troubled.has(two.name)) - Number(troubled.has(one.name)) || one.at - two.at);

  function shown(row: BadRow): { cells: ShownCell[]; reasonsId: string } {
    const wrong = new Set(row.issues.map((issue) => issue.column));
    // What is wrong with a row as a whole may be put right in any of its cells.
    const anywhere = !order.some(({ name }) => wrong.has(name));
    const reasonsId = `bad-row-${row.row}`;
    const cells = order.map(({ name, at }) => {
      const [heading, text, isWrong] = [name || letters(at), row.cells[at] ?? "", wrong.has(name)];
      const input =
        onCorrect && (anywhere || isWrong) ? (
          <BadCell
            key={at}
            label={t("failed.cell", { column: heading, row: row.row })}
            describedBy={reasonsId}
            written={text}
            value={corrections?.get(cellName(row.row, at))}
            invalid={isWrong}
            onChange={(next) => onCorrect(row.row, at, next)}
          />
        ) : null;
      return { at, name: heading, text, isWrong, input };
    });
    return { cells, reasonsId };
  }

  return (
    <>
      {phone ? (
        <ul className={styles.cards} aria-label={t("failed.caption")}>
          {items.map((row) => (
            <BadRowCard
              key={row.row}
              row={row.row}
              reasons={<Reasons row={row} form={form} />}
              {...shown(row)}
            />
          ))}
        </ul>
      ) : (
        <div className={styles.scroller}>
          <table className={`${styles.table} ${styles.sheet}`}>
            <caption className="visually-hidden">{t("failed.caption")}</caption>
            <thead>
              <tr>
                <th scope="col" className={styles.rowNumber}>
                  {t("failed.row")}
                </th>
                <th scope="col">{t("failed.reason")}</th>
                {order.map(({ name, at }) => (
                  <th key={at} scope="col">
                    {name || letters(at)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((row) => {
                const { cells, reasonsId } = shown(row);
                return (
                  <tr key={row.row}>
                    <th scope="row" className={styles.rowNumber}>
                      {row.row}
                    </th>
                    <td id={reasonsId} className={styles.reasons}>
                      <Reasons row={row} form={form} />
                    </td>
                    {cells.map(({ at, text, isWrong, input }) => (
                      <td key={at} className={isWrong ? styles.wrong : undefined}>
                        {input || text}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.hasNextPage ? (
        <Button
          className={styles.more ?? ""}
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          {t("failed.show_more")}
        </Button>
      ) : null}
    </>
  );
}

/** What is wrong with a row; a column is named where the sentence does not name it. */
function Reasons({ row, form }: { row: BadRow; form: FormView }) {
  const locale = useLocale();
  return row.issues.map((issue) => {
    const place = issue.column || textOf(fieldOf(form, issue.field ?? "")?.label, locale);
    return (
      <span key={`${issue.column} ${issue.code}`}>
        {place && !issue.message.includes(place) ? <strong>{place}</strong> : null} {issue.message}{" "}
        {COMPLETE.has(issue.code) ? null : <span className={styles.quiet}>{issue.hint}</span>}
      </span>
    );
  });
}

/** The same rows as a file, to be corrected and brought in again. */
export function BadRowsFile({ batch }: { batch: number }) {
  const { t } = useTranslation("import");
  const app = useCurrentApp().key;
  return (
    <Button icon={<DownloadOutlined aria-hidden />} href={imports.badRowsFile(app, batch, "xlsx")} download>
      {t("failed.download")}
    </Button>
  );
}
