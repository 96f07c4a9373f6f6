/** The kinds of fields that there are. */
import type { Label } from "~/words";
import { api } from "./client";

export interface KindItem {
  kind: string;
  title: Label;
  icon: string;
  computed: boolean;
  can_be_title: boolean;
}

export async function fieldKinds(signal?: AbortSignal): Promise<readonly KindItem[]> {
  return (await api.get<{ items: KindItem[] }>("/kinds", {}, signal)).items;
}
