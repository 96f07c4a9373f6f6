/** Where a flow stands, as a word on its colour. */
import { useTranslation } from "react-i18next";
import type { InstanceState } from "~/api/flows";
import { Chip } from "~/ui/Chip";
import "./words";

const HUES: Readonly<Record<InstanceState, string>> = {
  running: "blue",
  approved: "green",
  rejected: "red",
  withdrawn: "grey",
  terminated: "orange",
};

export function StateChip({ state }: { state: InstanceState }) {
  const { t } = useTranslation("flows");
  return <Chip hue={HUES[state]}>{t(`state.${state}`)}</Chip>;
}
