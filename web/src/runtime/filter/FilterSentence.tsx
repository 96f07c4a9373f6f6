/** The filter of a list in words; said anew once names that it holds are known. */
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { titles } from "~/api/titles";
import type { FieldView, FilterTree } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { fieldsOf, sentenceOfFilter } from "./sentence";

interface FilterSentenceProps {
  filter: FilterTree;
  fields: ReadonlyMap<string, FieldView>;
}

export function FilterSentence({ filter, fields }: FilterSentenceProps) {
  const { t } = useTranslation("grid");
  const context = useKinds();
  useSyncExternalStore(titles.subscribe, titles.version);
  const used = fieldsOf(filter).flatMap((key) => fields.get(key)?.kind ?? []);
  const kinds = [...new Set(used)].filter((name) => context.kind(name).prepare);
  useQuery({
    queryKey: ["words of kinds", ...kinds],
    queryFn: async () => {
      await Promise.all(kinds.map((name) => context.kind(name).prepare?.()));
      return kinds;
    },
    enabled: kinds.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const words = {
    all: t("filter.all"),
    any: t("filter.any"),
    not: t("filter.not"),
    space: " ",
    list: context.locale === "en" ? ", " : "、",
  };
  return <span>{sentenceOfFilter(filter, fields, context, words)}</span>;
}
