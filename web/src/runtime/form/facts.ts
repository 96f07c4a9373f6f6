/** What expressions read besides the record: who asks, the parameters, the clock, and what the server told. */
import { useMemo } from "react";
import { useMe } from "~/api/session";
import type { FieldView } from "~/api/types";
import { evaluate } from "~/expression/evaluate";
import { fieldKind } from "~/kinds/registry";
import { weekStartOf } from "~/ui/weekStart";
import { useCurrentApp } from "../AppContext";
import type { Aggregate } from "./computed";
import type { Environment, Facts } from "./environment";

export const toExpression = (field: FieldView, value: unknown): unknown =>
  fieldKind(field.kind).toExpression(value ?? null, field);

/** Kinds that add rows up themselves are asked; the others are left to their formulas. */
export const aggregate: Aggregate = (field, rows) => fieldKind(field.kind).aggregate?.(field, rows);

export function useFacts(slots: Environment): Facts {
  const { person, company } = useMe();
  const { parameters } = useCurrentApp();
  return useMemo(() => {
    const roots: Environment = {
      "ME.id": person.id,
      "ME.name": person.name,
      "ME.login": person.login,
      "ME.department": person.department?.id ?? null,
    };
    for (const [key, value] of Object.entries(parameters ?? {})) roots[`PARAM.${key}`] = value;
    return {
      roots,
      slots,
      toExpression,
      evaluate: (tree, environment) =>
        evaluate(tree, environment, {
          now: new Date(),
          timeZone: company.time_zone,
          daysOff: company.days_off,
          daysOn: company.days_on,
          weekStart: weekStartOf(company.week_start),
          fiscalStart: company.fiscal_start,
        }),
    };
  }, [person, company, parameters, slots]);
}
