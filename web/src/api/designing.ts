/** A draft's forms as far as they hold together, the functions of the language, and expressions tried out. */
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Label } from "~/words";
import { api } from "./client";
import { keys } from "./keys";
import type { FieldView, Issue, Operator, ViewKindChoice } from "./types";

export interface FieldOutline {
  /** A type of the expression language, as its trees name it. */
  type: unknown;
  sortable: boolean;
  operators: readonly Operator[];
  aggregates: readonly string[];
  /** In which ways records are grouped by it. */
  groups?: readonly string[];
  /** Of a sub-table: its columns. */
  fields?: Readonly<Record<string, FieldOutline>>;
}

export interface FormOutline {
  fields: Readonly<Record<string, FieldOutline>>;
  view_kinds: readonly ViewKindChoice[];
  /** Kind of block → setting → the fields that it takes. */
  blocks?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Outline {
  revision: number;
  forms: Readonly<Record<string, FormOutline>>;
  system_fields: readonly Pick<
    FieldView,
    "key" | "label" | "sortable" | "operators" | "aggregates" | "groups"
  >[];
}

export interface FunctionItem {
  name: string;
  group: string;
  signature: Label;
  help: Label;
  examples: readonly string[];
  executors: readonly string[];
}

export interface Functions {
  groups: readonly { key: string; label: Label }[];
  items: readonly FunctionItem[];
}

export interface ExpressionQuestion {
  form: string;
  rows: string | null;
  text: string;
  is_condition: boolean;
  old: boolean;
}

export interface ExpressionAnswer {
  issues: readonly Issue[];
  type?: unknown;
  tree?: unknown;
}

const FORGET_MS = 10_000;

/** The outline of a revision; that of the one before while it is on its way. */
export function useOutline(app: string, revision: number): UseQueryResult<Outline> {
  return useQuery({
    queryKey: keys.outline(app, revision),
    queryFn: ({ signal }) => api.get<Outline>(`/apps/${app}/draft/outline`, {}, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: FORGET_MS,
  });
}

export function useFunctions(): UseQueryResult<Functions> {
  return useQuery({
    queryKey: keys.functions,
    queryFn: ({ signal }) => api.get<Functions>("/functions", {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const designing = {
  expression: (app: string, question: ExpressionQuestion): Promise<ExpressionAnswer> =>
    api.post<ExpressionAnswer>(`/apps/${app}/draft/expression`, question),
};
