/** An uploaded file before it is checked: how it is read, and what its columns become. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { imports, type Plan, type Reading } from "~/api/imports";
import { keys } from "~/api/keys";
import { fieldKinds } from "~/api/kinds";
import { Problem } from "~/api/problem";
import type { FormView } from "~/api/types";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { useCurrentApp } from "../AppContext";
import { ColumnMatching } from "./ColumnMatching";
import { filledSheets } from "./drafts";
import { NewFormFields } from "./NewFormFields";
import { SheetLook } from "./SheetLook";
import { SheetsFields } from "./SheetsFields";
import { Unreadable } from "./Unreadable";

interface PreparationProps {
  batch: number;
  /** The form that the file goes into; null where it is to become a form of its own. */
  form: FormView | null;
  matching: boolean;
  sending: boolean;
  onMatching: (matching: boolean) => void;
  onLeave: () => void;
  onCheck: (form: string, plan: Plan) => Promise<void>;
  /** Called once several sheets are on their way. */
  onMade: () => Promise<void>;
}

const FOUND_OUT: Reading = { sheet: null, encoding: null, header: null, spreads: true };

export function Preparation(props: PreparationProps) {
  const { batch, form, matching, sending, onMatching, onLeave, onCheck, onMade } = props;
  const app = useCurrentApp().key;
  const [reading, setReading] = useState<Reading>(FOUND_OUT);
  const [readings, setReadings] = useState<ReadonlyMap<string, Reading>>(new Map());
  const [taken, setTaken] = useState<readonly string[] | null | undefined>(undefined);
  const [columns, setColumns] = useState<readonly (string | null)[] | null>(null);
  const wish = { ...reading, form: form?.key ?? null, columns };
  const preview = useQuery({
    queryKey: [...keys.import(app, batch), "preview", wish],
    queryFn: ({ signal }) => imports.preview(app, batch, wish, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

  // They are asked for while the file is looked at, so that its columns are told in words at once.
  const kinds = useQuery({
    enabled: form === null,
    queryKey: keys.kinds,
    queryFn: ({ signal }) => fieldKinds(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

  const read = (change: Partial<Reading>) => {
    setColumns(null);
    const kept = change.sheet ? readings.get(change.sheet) : undefined;
    const next = { ...reading, ...change, ...kept };
    setReading(next);
    const sheet = next.sheet ?? preview.data?.sheet;
    if (sheet) setReadings(new Map([...readings, [sheet, next]]));
  };
  if (preview.error) {
    const changed = reading.sheet !== null || reading.encoding !== null || reading.header !== null;
    return preview.error instanceof Problem && preview.error.status === 422 ? (
      <Unreadable
        problem={preview.error}
        onBack={changed ? () => setReading(FOUND_OUT) : undefined}
        onLeave={onLeave}
      />
    ) : (
      <Failure thrown={preview.error} onRetry={() => void preview.refetch()} />
    );
  }
  if (!preview.data) return <PageSkeleton />;
  const file = preview.data;
  const settled: Reading = {
    sheet: file.sheet,
    encoding: file.encoding,
    header: file.header,
    spreads: reading.spreads,
  };
  // Unless a person says otherwise, a new application takes in a workbook as a whole.
  const together =
    form === null && file.sheets.length > 1 ? (taken === undefined ? filledSheets(file) : taken) : null;
  if (!matching)
    return (
      <SheetLook
        file={file}
        isNew={form === null}
        spreads={reading.spreads}
        taken={together}
        onTaken={setTaken}
        fresh={!preview.isPlaceholderData}
        onRead={read}
        onLeave={onLeave}
        onNext={() => onMatching(true)}
      />
    );
  if (form)
    return (
      <ColumnMatching
        form={form}
        file={file}
        sending={sending}
        onChange={setColumns}
        onBack={() => onMatching(false)}
        onCheck={(choices) => void onCheck(form.key, { ...settled, ...choices, when_bad: "ask" })}
      />
    );
  if (kinds.error && !kinds.data)
    return <Failure thrown={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (!kinds.data) return <PageSkeleton />;
  if (together !== null)
    return (
      <SheetsFields
        batch={batch}
        wishes={together.map((sheet) => ({
          sheet,
          header: readings.get(sheet)?.header ?? null,
          spreads: readings.get(sheet)?.spreads ?? true,
          title: null,
        }))}
        kinds={kinds.data}
        onBack={() => onMatching(false)}
        onLeave={onLeave}
        onMade={onMade}
      />
    );
  return file.new_form ? (
    <NewFormFields
      key={JSON.stringify(settled)}
      batch={batch}
      file={file}
      guess={file.new_form}
      kinds={kinds.data}
      sending={sending}
      onBack={() => onMatching(false)}
      onMade={(made, places) =>
        onCheck(made, {
          ...settled,
          columns: places,
          filled: [],
          mode: "create",
          key: null,
          create_linked: [],
          when_bad: "ask",
        })
      }
    />
  ) : null;
}
