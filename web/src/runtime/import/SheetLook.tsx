/** The first rows of a file as they are read: which sheet, in which encoding, with the headings where. */
import { Button, Checkbox, Segmented } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FilePreview, FileRow, Reading } from "~/api/imports";
import { Select } from "~/ui/Select";
import { filledSheets } from "./drafts";
import styles from "./ImportPage.module.css";
import { letters } from "./letters";

interface SheetLookProps {
  file: FilePreview;
  /** Whether it is to become a form of its own. */
  isNew: boolean;
  spreads: boolean;
  /** Whether what is shown is what was asked for last. */
  fresh: boolean;
  /** The sheets that become forms together, where there may be several; null where only the one that is looked at does. */
  taken: readonly string[] | null;
  onTaken: (sheets: readonly string[] | null) => void;
  onRead: (change: Partial<Reading>) => void;
  onLeave: () => void;
  onNext: () => void;
}

const HEADING_ROWS = 12;
const WORDS = 40;

export function SheetLook({
  file,
  isNew,
  spreads,
  fresh,
  taken,
  onTaken,
  onRead,
  onLeave,
  onNext,
}: SheetLookProps) {
  const { t } = useTranslation("import");
  const id = useId();
  const candidates = [...file.above, ...file.rows].slice(0, HEADING_ROWS);
  return (
    <>
      <p className={styles.quiet}>
        {t("look.text", { name: file.file_name, rows: file.total, columns: file.columns.length })}
      </p>
      {isNew && file.sheets.length > 1 ? (
        <>
          <Segmented<boolean>
            className={styles.which ?? ""}
            aria-label={t("sheets.which")}
            value={taken !== null}
            options={[
              { value: true, label: t("sheets.together") },
              { value: false, label: t("sheets.one") },
            ]}
            onChange={(several) => onTaken(several ? filledSheets(file) : null)}
          />
          {taken === null ? null : (
            <>
              <p className={styles.quiet}>{t("sheets.together_text")}</p>
              <Checkbox.Group
                className={styles.sheets ?? ""}
                aria-label={t("sheets.taken")}
                options={file.sheets.map((sheet) =>
                  file.blank.includes(sheet)
                    ? { value: sheet, label: t("sheets.blank", { sheet }), disabled: true }
                    : { value: sheet, label: sheet },
                )}
                value={[...taken]}
                onChange={(chosen) => onTaken(file.sheets.filter((sheet) => chosen.includes(sheet)))}
              />
            </>
          )}
        </>
      ) : null}
      <div className={styles.controls}>
        {file.sheets.length > 1 ? (
          <label className={styles.control} htmlFor={`${id}-sheet`}>
            <span>{t("look.sheet")}</span>
            <Select
              id={`${id}-sheet`}
              value={file.sheet}
              options={file.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
              onChange={(sheet) => onRead({ sheet, header: null })}
            />
          </label>
        ) : null}
        {file.kind !== "workbook" ? (
          <label className={styles.control} htmlFor={`${id}-encoding`}>
            <span>{t("look.encoding")}</span>
            <Select
              id={`${id}-encoding`}
              value={file.encoding}
              options={file.encodings.map((name) => ({ value: name, label: t(`encoding.${name}`) }))}
              onChange={(encoding) => onRead({ encoding, header: null })}
            />
          </label>
        ) : null}
        <label className={styles.control} htmlFor={`${id}-header`}>
          <span>{t("look.header")}</span>
          <Select
            id={`${id}-header`}
            className={styles.header ?? ""}
            value={file.header}
            options={[
              ...candidates.map((row) => ({
                value: row.row,
                label: t("look.row", { row: row.row, text: wordsOf(row) }),
              })),
              { value: 0, label: t("look.no_header") },
            ]}
            onChange={(header) => onRead({ header })}
          />
        </label>
      </div>
      {file.merged > 0 ? (
        <Checkbox
          className={styles.option ?? ""}
          checked={spreads}
          onChange={(event) => onRead({ spreads: event.target.checked })}
        >
          {t("look.spreads", { count: file.merged })}
        </Checkbox>
      ) : null}
      <div className={styles.scroller} aria-busy={!fresh}>
        <table className={`${styles.table} ${styles.sheet}`}>
          <caption className="visually-hidden">{t("look.caption")}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.rowNumber}>
                <span className="visually-hidden">{t("failed.row")}</span>
              </th>
              {file.columns.map((column, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <th key={place} scope="col">
                  {column.label || <span className={styles.quiet}>{letters(place)}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.rows.map((row) => (
              <tr key={row.row}>
                <th scope="row" className={styles.rowNumber}>
                  {row.row}
                </th>
                {file.columns.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <td key={place}>{row.cells[place] ?? ""}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.foot}>
        {file.total === 0 ? (
          <p role="status">{t("look.no_rows")}</p>
        ) : (
          <span className={styles.quiet}>{t("look.first", { count: file.rows.length })}</span>
        )}
        <span className={styles.gap} />
        <Button onClick={onLeave}>{t("match.back")}</Button>
        <Button
          type="primary"
          disabled={taken === null ? file.total === 0 : taken.length === 0}
          onClick={onNext}
        >
          {taken !== null && taken.length > 1
            ? t("sheets.next")
            : isNew
              ? t("look.next_new")
              : t("look.next")}
        </Button>
      </div>
    </>
  );
}

function wordsOf(row: FileRow): string {
  const text = row.cells.filter(Boolean).join(" · ");
  return text.length > WORDS ? `${text.slice(0, WORDS)}…` : text;
}
